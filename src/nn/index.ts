// The door of the nn room.
export { type ActivationLike, type ActivationName, activationNamed, activations } from "./activations.ts";
export { type Attended, type AttendOptions, Attention } from "./attention/attention.ts";
export { type HardAttended, hardAttention, type ReinforceOptions, reinforceLoss } from "./attention/hard.ts";
export { maskedSoftmax } from "./attention/masked-softmax.ts";
export { MultiHeadAttention, type MultiHeadAttentionOptions } from "./attention/multi-head.ts";
export {
  AdditiveAttention,
  type AttentionOptions,
  DotAttention,
  type DotAttentionOptions,
  GeneralAttention,
} from "./attention/scores.ts";
export { assertCell, type Cell, type CellOptions, RecurrentCell } from "./cells/cell.ts";
export { GRUCell, type GRUCellOptions, type GRUGates } from "./cells/gru-cell.ts";
export { JordanCell, type JordanCellOptions, type JordanState } from "./cells/jordan-cell.ts";
export { LSTMCell, type LSTMCellOptions, type LSTMGates, type LSTMState } from "./cells/lstm-cell.ts";
export { RNNCell, type RNNCellOptions } from "./cells/rnn-cell.ts";
export { assertState, detachState, mapStates, type StateTensors, tensorsOfState } from "./cells/state.ts";
export { fromTorch, type TorchWeights, toTorch } from "./cells/torch-weights.ts";
export * from "./initializers/index.ts";
export { Activation, activation } from "./layers/activation.ts";
export { AttentionLayer, type AttentionLayerOptions, attention } from "./layers/attention.ts";
export {
  BatchNormalization,
  type BatchNormalizationOptions,
  batchNormalization,
} from "./layers/batch-normalization.ts";
export { Bidirectional, type BidirectionalOptions, bidirectional } from "./layers/bidirectional.ts";
export { Concatenate, type ConcatenateOptions, concatenate } from "./layers/concatenate.ts";
export { Conv1D, Conv2D, type ConvOptions, conv1d, conv2d } from "./layers/convolution.ts";
export { Dense, type DenseOptions, dense } from "./layers/dense.ts";
export { Dot, type DotLayerOptions, dotLayer } from "./layers/dot-layer.ts";
export { DropoutLayer, dropout } from "./layers/dropout.ts";
export { EmbeddingLayer, type EmbeddingLayerOptions, embedding } from "./layers/embedding.ts";
export { type CustomLayers, hasForeignKind, layerFromConfig } from "./layers/from-config.ts";
export { GRU, type GRUOptions, gru } from "./layers/gru.ts";
export { Lambda, type LambdaOptions, lambda } from "./layers/lambda.ts";
export {
  type AnyLayer,
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
export {
  addLayer,
  averageLayer,
  Merging,
  type MergingOptions,
  maximumLayer,
  minimumLayer,
  multiplyLayer,
  subtractLayer,
} from "./layers/merging.ts";
export {
  averagePooling1d,
  averagePooling2d,
  GlobalPooling,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
  Pooling,
  type PoolingOptions,
} from "./layers/pooling.ts";
export { Recurrent, type RecurrentOptions } from "./layers/recurrent.ts";
export { weightPenalties } from "./layers/regularized.ts";
export { RepeatVector, repeatVector } from "./layers/repeat-vector.ts";
export { Flatten, flattenLayer, Permute, permuteLayer, Reshape, reshapeLayer } from "./layers/reshaping.ts";
export { type CellLike, RNN, type RNNOptions, rnn } from "./layers/rnn.ts";
export type { RecurrentCall } from "./layers/sequence-layer.ts";
export { SimpleRNN, type SimpleRNNOptions, simpleRNN } from "./layers/simple-rnn.ts";
export { Softmax, type SoftmaxLayerOptions, softmaxLayer } from "./layers/softmax-layer.ts";
export { type InputOptions, input, SymbolicTensor } from "./layers/symbolic-tensor.ts";
export { TimeDistributed, timeDistributed } from "./layers/time-distributed.ts";
export {
  type BinaryCrossEntropyWithLogitsOptions,
  type BinaryCrossentropyOptions,
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
} from "./losses/binary-cross-entropy.ts";
export {
  type CategoricalCrossentropyOptions,
  type CrossEntropyOptions,
  categoricalCrossentropy,
  crossEntropy,
  type Loss,
  perplexity,
  type SparseCategoricalCrossentropyOptions,
  sparseCategoricalCrossentropy,
} from "./losses/cross-entropy.ts";
export { type CtcOptions, ctc } from "./losses/ctc.ts";
export { klDivergence } from "./losses/divergence.ts";
export { checkRows, likePrediction, rowsOf } from "./losses/loss-targets.ts";
export { type HuberOptions, huber, meanAbsoluteError, meanSquaredError } from "./losses/regression-losses.ts";
export { type ClassWeight, weightsOfClasses } from "./losses/soft-targets.ts";
export { type LossOptions, maskFor, type Reduction } from "./losses/weighted-mean.ts";
export { Functional, type FunctionalOptions, listByName, type ModelInputs } from "./model/functional.ts";
export { LayeredModel, type ModelOutput, type RunOptions } from "./model/layered-model.ts";
export { ModelLayer } from "./model/model-layer.ts";
export { findNonFinite, NonFinite } from "./model/non-finite.ts";
export {
  chained,
  connected,
  type FunctionalConfig,
  type SavedLayer,
  type SequentialConfig,
} from "./model/saved-layers.ts";
export { Sequential, type SequentialOptions } from "./model/sequential.ts";
export { BatchNorm, type BatchNormCall, type BatchNormOptions } from "./modules/batch-norm.ts";
export { Dropout, type DropoutOptions } from "./modules/dropout.ts";
export { Embedding, type EmbeddingOptions } from "./modules/embedding.ts";
export { LayerNorm, type LayerNormOptions } from "./modules/layer-norm.ts";
export { Linear, type LinearOptions } from "./modules/linear.ts";
export { countParameters, isBranch, Module, parametersOf, zeroGrad } from "./modules/module.ts";
export { type NamedParameter, Parameter } from "./modules/parameter.ts";
export { loadWeights, type SavedWeights, saveWeights } from "./modules/saving.ts";
export { l1, l1l2, l2, type Regularizer, type RegularizerLike } from "./regularizers.ts";
export type { SummaryOptions } from "./summary/index.ts";
export { isUnmodified, keepsNoTensor } from "./unmodified.ts";
export { LearnedState } from "./unroll/learned-state.ts";
export { type Unrolled, type UnrollOptions, unroll } from "./unroll/unroll.ts";
