// What every operation of the wasm backend works with: the kernels compiled for a kind of numbers, the arrays on their heap, and threads.
import type { DType } from "../../array.ts";
import type { Arena } from "../arena.ts";
import type { Kernels } from "../kernels.ts";
import type { Crew } from "../threads/crew.ts";

export interface Engine {
  readonly dtype: DType;
  /** Bytes of a number. */
  readonly bytes: 4 | 8;
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly crew: Crew;
}
