// The door of the backend room.
export type { Backend, BinaryOperation, DType, NDArray, Reduction, Shape, UnaryOperation } from "./backend.ts";
export { type InterruptSource, pollInterrupt } from "./interrupt.ts";
export { reference } from "./reference/index.ts";
export { broadcastShapes, formatShape, sameShape, sizeOf } from "./shapes.ts";
