// The door of the toolkit: exactly what a notebook sees.
//
// A class is exported as a value, never as a type only: the roll-up of the types (rollup-plugin-dts) would list it as a value
// all the same, and a cell would compile that cannot run.
import { counting } from "../assignments/counting/questions.ts";
import { loadWasm, setDefaultBackend } from "./backend/index.ts";
import { lookUp } from "./checking/index.ts";

export type { Backend, DType, Shape, WasmBackend, WasmOptions } from "./backend/index.ts";
export { currentBackend, reference, setBackend, wasm } from "./backend/index.ts";
export type { Status } from "./checking/index.ts";
export { ____, Note, Outcome, Question } from "./checking/index.ts";
export type {
  Batch,
  BatchOptions,
  BatchSource,
  BpttOptions,
  EncodeOptions,
  PadOptions,
  Side,
  Stretch,
  VocabularyOptions,
  WindowOptions,
} from "./data/index.ts";
export {
  batches,
  bpttBatches,
  characters,
  manyToMany,
  manyToOne,
  nextToken,
  padSequences,
  sequenceMask,
  Vocabulary,
  vocabulary,
  words,
} from "./data/index.ts";
export type { GradientCheckOptions, GradientComparison } from "./diagnostics/index.ts";
export { GradientCheck, gradientCheck } from "./diagnostics/index.ts";
export type {
  ActivationName,
  BidirectionalOptions,
  CallContext,
  Cell,
  CellOptions,
  DenseOptions,
  DropoutOptions,
  EmbeddingLayerOptions,
  EmbeddingOptions,
  GRUCellOptions,
  GRUGates,
  GRUOptions,
  Initializer,
  InitializerLike,
  JordanCellOptions,
  JordanState,
  LayerConfig,
  LayerNormalizationOptions,
  LayerNormOptions,
  LayerOptions,
  LinearOptions,
  Loss,
  LossOptions,
  LSTMCellOptions,
  LSTMGates,
  LSTMOptions,
  LSTMState,
  MaskingOptions,
  NamedParameter,
  RecurrentCall,
  RecurrentOptions,
  RNNCellOptions,
  RunOptions,
  SampleShape,
  SavedWeights,
  SequentialOptions,
  SimpleRNNOptions,
  StatefulLayer,
  StateTensors,
  SummaryOptions,
  TorchWeights,
  Unrolled,
  UnrollOptions,
} from "./nn/index.ts";
export {
  activation,
  bidirectional,
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  categoricalCrossentropy,
  chrono,
  constantInitializer,
  countParameters,
  crossEntropy,
  Dropout,
  dense,
  detachState,
  dropout,
  Embedding,
  embedding,
  findNonFinite,
  fromTorch,
  GRUCell,
  glorotNormal,
  glorotUniform,
  gru,
  heNormal,
  heUniform,
  identity,
  JordanCell,
  keepBias,
  Layer,
  LayerNorm,
  LearnedState,
  Linear,
  LSTMCell,
  layerNormalization,
  loadWeights,
  lstm,
  Module,
  masking,
  meanAbsoluteError,
  meanSquaredError,
  NonFinite,
  normalInitializer,
  orthogonal,
  Parameter,
  parametersOf,
  perplexity,
  RecurrentCell,
  RNNCell,
  repeatVector,
  saveWeights,
  simpleRNN,
  sparseCategoricalCrossentropy,
  timeDistributed,
  torchUniform,
  toTorch,
  uniformInitializer,
  unroll,
  zeroGrad,
} from "./nn/index.ts";
export type {
  AdamOptions,
  AdamWOptions,
  CosineDecayOptions,
  OptimizerOptions,
  OptimizerState,
  RMSpropOptions,
  Schedule,
  SGDOptions,
} from "./optim/index.ts";
export {
  adam,
  adamW,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  cosineDecay,
  exponentialDecay,
  inverseTimeDecay,
  Optimizer,
  piecewiseConstantDecay,
  rmsprop,
  sgd,
} from "./optim/index.ts";
export type { SavedTensor } from "./serialization/index.ts";
export type { NestedNumbers, RngState, TensorLike, TensorOptions } from "./tensor/index.ts";
export {
  abs,
  arange,
  broadcastTo,
  clip,
  concat,
  equal,
  exp,
  eye,
  full,
  greater,
  less,
  log,
  logSoftmax,
  maximum,
  minimum,
  noGrad,
  norm,
  oneHot,
  ones,
  Rng,
  relu,
  seed,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  stack,
  Tensor,
  tanh,
  tensor,
  where,
  zeros,
} from "./tensor/index.ts";
export type {
  BatchLoss,
  Callback,
  Checkpoint,
  CompileOptions,
  EarlyStoppingOptions,
  EvaluateOptions,
  Evaluation,
  FitOptions,
  Generated,
  GenerateOptions,
  LossContext,
  LossName,
  Measures,
  Metric,
  MetricName,
  NextSymbol,
  SampleOptions,
  SavedModel,
  SaveOptions,
  TrainingRecord,
  TrainingStep,
  TrainingSteps,
  TrainOptions,
} from "./training/index.ts";
export {
  earlyStopping,
  generate,
  loadModel,
  SequentialModel,
  sample,
  samplingProbabilities,
  sequential,
  TrainingHistory,
  train,
} from "./training/index.ts";

// The backend is wasm with plain SIMD: fast, and the same numbers on every machine. Its kernels are read here; it is tried
// out and checked when the first tensor is made. Where it cannot be had, that tensor is an error and not a slower one.
setDefaultBackend(
  await loadWasm().catch(cause => () => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`no tensor can be made: ${why}. To compute without WebAssembly: setBackend(reference)`, { cause });
  }),
);

const assignments = { counting };

/**
 * The questions of an assignment, by its name.
 * @example const { q1, q2, q3 } = assignment("counting")
 * @throws RangeError for an unknown name; lists the known ones.
 */
export function assignment<Name extends keyof typeof assignments>(name: Name): (typeof assignments)[Name] {
  return lookUp(assignments, name);
}
