// The door of the nn room.
export { type ActivationName, activationNamed, activations } from "./activations.ts";
export { type Cell, type CellOptions, RecurrentCell } from "./cell.ts";
export { Dropout, type DropoutOptions } from "./dropout.ts";
export { Embedding, type EmbeddingOptions } from "./embedding.ts";
export { GRUCell, type GRUCellOptions, type GRUGates } from "./gru-cell.ts";
export * from "./initializers/index.ts";
export { JordanCell, type JordanCellOptions, type JordanState } from "./jordan-cell.ts";
export { LayerNorm, type LayerNormOptions } from "./layer-norm.ts";
export { Activation, activation } from "./layers/activation.ts";
export { Bidirectional, type BidirectionalOptions, bidirectional } from "./layers/bidirectional.ts";
export { Dense, type DenseOptions, dense } from "./layers/dense.ts";
export { DropoutLayer, dropout } from "./layers/dropout.ts";
export { EmbeddingLayer, type EmbeddingLayerOptions, embedding } from "./layers/embedding.ts";
export { type CustomLayers, hasForeignKind, layerFromConfig, type SavedLayer } from "./layers/from-config.ts";
export { GRU, type GRUOptions, gru } from "./layers/gru.ts";
export {
  type BuildContext,
  type CallContext,
  Layer,
  type LayerConfig,
  type LayerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layers/layer.ts";
export {
  LayerNormalization,
  type LayerNormalizationOptions,
  layerNormalization,
} from "./layers/layer-normalization.ts";
export { LSTM, type LSTMOptions, lstm } from "./layers/lstm.ts";
export { Masking, type MaskingOptions, masking } from "./layers/masking.ts";
export { Recurrent, type RecurrentCall, type RecurrentOptions } from "./layers/recurrent.ts";
export { RepeatVector, repeatVector } from "./layers/repeat-vector.ts";
export { SimpleRNN, type SimpleRNNOptions, simpleRNN } from "./layers/simple-rnn.ts";
export { TimeDistributed, timeDistributed } from "./layers/time-distributed.ts";
export { LearnedState } from "./learned-state.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export { checkRows, likePrediction, rowsOf } from "./loss-targets.ts";
export {
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  categoricalCrossentropy,
  crossEntropy,
  type Loss,
  perplexity,
  sparseCategoricalCrossentropy,
} from "./losses.ts";
export { LSTMCell, type LSTMCellOptions, type LSTMGates, type LSTMState } from "./lstm-cell.ts";
export { countParameters, isBranch, Module, parametersOf, zeroGrad } from "./module.ts";
export { findNonFinite, NonFinite } from "./non-finite.ts";
export { type NamedParameter, Parameter } from "./parameter.ts";
export { meanAbsoluteError, meanSquaredError } from "./regression-losses.ts";
export { RNNCell, type RNNCellOptions } from "./rnn-cell.ts";
export { loadWeights, type SavedWeights, saveWeights } from "./saving.ts";
export { type RunOptions, Sequential, type SequentialOptions } from "./sequential.ts";
export { detachState, mapStates, type StateTensors, tensorsOfState } from "./state.ts";
export type { SummaryOptions } from "./summary/index.ts";
export { fromTorch, type TorchWeights, toTorch } from "./torch-weights.ts";
export { isUnmodified, keepsNoTensor } from "./unmodified.ts";
export { type Unrolled, type UnrollOptions, unroll } from "./unroll.ts";
export { type LossOptions, maskFor } from "./weighted-mean.ts";
