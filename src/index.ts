// The door of the toolkit: exactly what a notebook sees.
import { counting } from "../assignments/counting/questions.ts";
import { catalogue } from "./checking/index.ts";

export type { Backend, DType, Shape } from "./backend/index.ts";
export {
  ____,
  type Fingerprint,
  Note,
  Outcome,
  Question,
  type QuestionDefinition,
  type Status,
} from "./checking/index.ts";
export {
  type ActivationName,
  activation,
  type Cell,
  categoricalCrossentropy,
  countParameters,
  crossEntropy,
  type DenseOptions,
  dense,
  type Layer,
  type LayerOptions,
  Linear,
  type LinearOptions,
  type Loss,
  Module,
  type NamedParameter,
  Parameter,
  parametersOf,
  RNNCell,
  type RNNCellOptions,
  type SampleShape,
  type SequentialOptions,
  type SimpleRNNOptions,
  type SummaryOptions,
  simpleRNN,
  sparseCategoricalCrossentropy,
  type Unrolled,
  unroll,
  zeroGrad,
} from "./nn/index.ts";
export { type AdamOptions, adam, clipByGlobalNorm, type Optimiser, type SGDOptions, sgd } from "./optim/index.ts";
export {
  concat,
  exp,
  log,
  logSoftmax,
  type NestedNumbers,
  noGrad,
  norm,
  oneHot,
  ones,
  Rng,
  relu,
  seed,
  sigmoid,
  softmax,
  sqrt,
  stack,
  Tensor,
  type TensorLike,
  type TensorOptions,
  tanh,
  tensor,
  zeros,
} from "./tensor/index.ts";
export {
  type CompileOptions,
  type Evaluation,
  type FitOptions,
  type History,
  type LossName,
  type Metric,
  type MetricName,
  type SequentialModel,
  sequential,
} from "./training/index.ts";

/**
 * The questions of an assignment, by its name.
 * @example const { q1, q2, q3 } = assignment("counting")
 * @throws RangeError for an unknown name; lists the known ones.
 */
export const assignment = catalogue({ counting });
