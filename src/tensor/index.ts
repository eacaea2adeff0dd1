// The door of the tensor room.

import "./offer.ts";

export { asTensor, asTensorLike, type TensorLike } from "./convert.ts";
export {
  arange,
  eye,
  fromFlat,
  full,
  fullLike,
  idsOf,
  linspace,
  onBackend,
  oneHot,
  oneHotFor,
  ones,
  onesLike,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from "./creation.ts";
export { place } from "./format.ts";
export { allClose, type CloseOptions, lengthOf, type NormOf, norm } from "./measures.ts";
export { assertShape, type NestedNumbers, type NumberArray } from "./nested.ts";
export {
  activated,
  type EluOptions,
  elu,
  type GeluOptions,
  gelu,
  hardSigmoid,
  type LeakyReluOptions,
  leakyRelu,
  selu,
  silu,
} from "./operations/activations.ts";
export { add, div, mul, neg, pow, sub } from "./operations/arithmetic.ts";
export {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  maximum,
  minimum,
  notEqual,
  where,
} from "./operations/comparison.ts";
export { cosineSimilarity } from "./operations/cosine-similarity.ts";
export { crossEntropyOfLogits } from "./operations/cross-entropy.ts";
export { type CtcSequence, ctcOfLogProbabilities } from "./operations/ctc.ts";
export { cumprod, cumsum } from "./operations/cumulative.ts";
export { diag, diff } from "./operations/diagonal.ts";
export { einsum } from "./operations/einsum.ts";
export {
  abs,
  ceil,
  clip,
  cos,
  exp,
  floor,
  log,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from "./operations/functions.ts";
export {
  broadcastTo,
  concat,
  expandDims,
  flatten,
  reshape,
  type SliceOptions,
  squeeze,
  stack,
  takeRows,
  transpose,
} from "./operations/layout.ts";
export { linear } from "./operations/linear.ts";
export { all, any, logicalAnd, logicalNot, logicalOr } from "./operations/logic.ts";
export { logitsBehind } from "./operations/logits.ts";
export { dot, matmul } from "./operations/matmul.ts";
export { layerNormOf } from "./operations/normalization.ts";
export { type AxisOptions, argsort, type SortOptions, sort, topK } from "./operations/order.ts";
export { largestPlaces } from "./operations/places.ts";
export type { Position, Span } from "./operations/positions.ts";
export { type PinvOptions, pinv } from "./operations/pseudo-inverse.ts";
export { type HistogramOptions, histogram, quantile } from "./operations/quantile.ts";
export { booleanMask, flip, outer, type SplitOptions, split, take, takeAlongAxis } from "./operations/rearrange.ts";
export {
  type RecurrenceRequest,
  type RecurrenceTensors,
  type RecurrentStates,
  recurrence,
  recurrentLayer,
} from "./operations/recurrence.ts";
export {
  argmax,
  argmin,
  logSumExp,
  max,
  mean,
  min,
  prod,
  std,
  sum,
  variance,
} from "./operations/reductions.ts";
export { type MeshgridOptions, meshgrid, pad, repeat, roll, tile } from "./operations/repeat.ts";
export { logSoftmax, softmax } from "./operations/softmax.ts";
export { inv, type LstsqOptions, lstsq, solve } from "./operations/solve.ts";
export { tril, triu } from "./operations/triangle.ts";
export { Rng, type RngState, seed } from "./random.ts";
export { noGrad } from "./record.ts";
export { Gradient, gradientOf, type ReduceOptions, Tensor, type VarianceOptions } from "./tensor.ts";
