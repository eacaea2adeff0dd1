// The door of the backend room.
export type { DType, NDArray, Shape } from "./array.ts";
export type { Backend, BinaryOperation, UnaryOperation } from "./backend.ts";
export { currentBackend, setBackend, setDefaultBackend } from "./current.ts";
export { pollInterrupt, untilInterrupt } from "./interrupt.ts";
export {
  gatesOf,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceResult,
} from "./recurrence.ts";
export { reference } from "./reference/index.ts";
export { broadcastShapes, formatShape, sameShape, sizeOf } from "./shapes.ts";
export { loadWasm, type WasmBackend, type WasmOptions, wasm } from "./wasm/index.ts";
