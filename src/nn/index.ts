// The door of the nn room.
export { type ActivationName, activationNamed, activations } from "./activations.ts";
export { average, type LossOptions, maskFor } from "./averaging.ts";
export type { Cell } from "./cell.ts";
export { glorotUniform, type Initialiser, orthogonal, uniformInitialiser, zerosInitialiser } from "./initialisers.ts";
export { Activation, activation } from "./layers/activation.ts";
export { Dense, type DenseOptions, dense } from "./layers/dense.ts";
export { Layer, type LayerOptions, type SampleShape } from "./layers/layer.ts";
export { SimpleRNN, type SimpleRNNOptions, simpleRNN } from "./layers/simple-rnn.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export {
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  categoricalCrossentropy,
  crossEntropy,
  type Loss,
  likePrediction,
  meanOfLast,
  perplexity,
  sparseCategoricalCrossentropy,
} from "./losses.ts";
export { countParameters, Module, type NamedParameter, parametersOf, zeroGrad } from "./module.ts";
export { Parameter } from "./parameter.ts";
export { meanAbsoluteError, meanSquaredError } from "./regression.ts";
export { RNNCell, type RNNCellOptions } from "./rnn-cell.ts";
export { Sequential, type SequentialOptions } from "./sequential.ts";
export type { SummaryOptions } from "./summary/index.ts";
export { type Unrolled, unroll } from "./unroll.ts";
