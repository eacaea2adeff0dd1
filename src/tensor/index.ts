// The door of the tensor room.
export { asTensor, fromFlat, oneHot, ones, type TensorLike, type TensorOptions, tensor, zeros } from "./creation.ts";
export { escapeHtml, formatCount, type Json, jupyterDisplay, type MimeBundle, nodeInspect } from "./display.ts";
export { formatNumber, formatTensor, place } from "./format.ts";
export { norm } from "./measures.ts";
export { clip, exp, log, relu, sigmoid, sqrt, tanh } from "./operations/functions.ts";
export { concat, stack, take } from "./operations/layout.ts";
export { type Recurred, type RecurrenceTensors, recurrence } from "./operations/recurrence.ts";
export { logitsBehind, logSoftmax, softmax } from "./operations/softmax.ts";
export { Rng, seed } from "./random.ts";
export { noGrad, type Origin } from "./record.ts";
export { type NestedNumbers, type ReduceOptions, Tensor } from "./tensor.ts";
