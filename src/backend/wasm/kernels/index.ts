// The door of the kernels: what the WebAssembly module exports.
export { activation, activationBackward } from "./activations";
export { adam } from "./adam";
export { binary, unary } from "./elementwise";
export { gemm, gemmBatch, gemmPacked, gemmPackedSteps, packedRightBytes, packRight, setTile } from "./gemm";
export { gruAfterBackward, gruAfterForward, gruBeforeBackward, gruBeforeForward } from "./recurrence/gru";
export { addIntoRows, addRows, copyRows, gather, takeRows } from "./layout";
export { heapBase, roomBytes, setRoom } from "./memory";
export { lstmBackward, lstmForward } from "./recurrence/lstm";
export { philoxNormals } from "./normals";
export { ternary } from "./ternary";
export { philoxUnits } from "./philox";
export { keepRows } from "./recurrence/mask";
export { timesBlocks } from "./recurrence/seen";
export { rnnBackward, rnnForward } from "./recurrence/rnn";
export { argmax, max } from "./reductions";
export { crossEntropy, logSoftmax, logSoftmaxBackward } from "./softmax";
export { addSums, roundSums, sum } from "./sums";
