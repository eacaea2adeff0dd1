// The door of the tensor room.

import "./offer.ts";

export { asTensor, asTensorLike, type TensorLike } from "./convert.ts";
export {
  arange,
  eye,
  fromFlat,
  full,
  idsOf,
  linspace,
  onBackend,
  oneHot,
  oneHotFor,
  ones,
  type TensorOptions,
  tensor,
  zeros,
} from "./creation.ts";
export { place } from "./format.ts";
export { lengthOf, type NormOf, norm } from "./measures.ts";
export type { NestedNumbers, NumberArray } from "./nested.ts";
export {
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
export { crossEntropyOfLogits } from "./operations/cross-entropy.ts";
export { type CtcSequence, ctcOfLogProbabilities } from "./operations/ctc.ts";
export {
  abs,
  clip,
  cos,
  exp,
  log,
  relu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from "./operations/functions.ts";
export { broadcastTo, concat, type SliceOptions, stack, takeRows } from "./operations/layout.ts";
export { linear } from "./operations/linear.ts";
export { logitsBehind } from "./operations/logits.ts";
export { flip, outer, type SplitOptions, split, take, takeAlongAxis } from "./operations/rearrange.ts";
export {
  type RecurrenceRequest,
  type RecurrenceTensors,
  type RecurrentStates,
  recurrence,
  recurrentLayer,
} from "./operations/recurrence.ts";
export { logSumExp } from "./operations/reductions.ts";
export { logSoftmax, softmax } from "./operations/softmax.ts";
export { Rng, type RngState, seed } from "./random.ts";
export { noGrad } from "./record.ts";
export { Gradient, type ReduceOptions, Tensor } from "./tensor.ts";
