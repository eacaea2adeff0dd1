// The door of the backend room.
export type { DType, NDArray, Shape } from "./array.ts";
export type { AdamRates, AdamState, Backend, BinaryOperation, Reduction, UnaryOperation } from "./backend.ts";
export { currentBackend, setBackend, setDefaultBackend } from "./current.ts";
export { type InterruptSource, pollInterrupt } from "./interrupt.ts";
export {
  gatesOf,
  type RecurrenceGradients,
  type RecurrenceInputGradients,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceOptions,
  type RecurrenceResult,
  type RecurrenceWants,
} from "./recurrence.ts";
export { reference } from "./reference/index.ts";
export { broadcastShapes, formatShape, sameShape, sizeOf } from "./shapes.ts";
export { loadWasm, type WasmBackend, type WasmOptions, wasm } from "./wasm/index.ts";
