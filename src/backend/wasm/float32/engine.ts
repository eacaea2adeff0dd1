// What every float32 operation of the wasm backend works with: the compiled kernels, and the arrays on their heap.
import type { Arena } from "../arena.ts";
import type { Kernels } from "../kernels.ts";

export interface Engine {
  readonly kernels: Kernels;
  readonly arena: Arena;
}
