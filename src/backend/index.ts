// The door of the backend room.
export type { DType, NDArray, Shape } from "./array.ts";
export type { Activation, Backend, BinaryOperation, UnaryOperation } from "./backend.ts";
export { currentBackend, setBackend, setDefaultBackend } from "./current.ts";
export { pollInterrupt, pollInterruptAt, untilInterrupt } from "./interrupt.ts";
export { type BackendName, tfjs } from "./named.ts";
export { makeNormal, philox, philoxBlocks, type RandomKind, unitOf } from "./philox.ts";
export {
  gatesOf,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceResult,
} from "./recurrence.ts";
export { reference } from "./reference/index.ts";
export { broadcastShapes, formatShape, sameShape, sizeOf } from "./shapes.ts";
export type { TfjsBackend } from "./tfjs/index.ts";
export type { Tfjs } from "./tfjs/library.ts";
export { loadWasm, setThreads, type WasmBackend, type WasmOptions, wasm } from "./wasm/index.ts";
