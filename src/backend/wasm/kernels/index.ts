// The door of the kernels: what the WebAssembly module exports.
export { adam } from "./adam";
export { binary, unary } from "./elementwise";
export { gemm, gemmPacked, heapBase, packedRightBytes, packRight, setTile } from "./gemm";
export { gruAfterBackward, gruAfterForward, gruBeforeBackward, gruBeforeForward } from "./recurrence/gru";
export { addRows, copyRows, gather } from "./layout";
export { lstmBackward, lstmForward } from "./recurrence/lstm";
export { rnnBackward, rnnForward } from "./recurrence/rnn";
export { crossEntropy, logSoftmax, logSoftmaxBackward, max, sum } from "./reductions";
