// What a recurrence keeps for its way back.
import type { NDArray } from "../../array.ts";
import type { WasmArray } from "../block.ts";

/** What the backward pass needs, besides the inputs and `hidden`. */
export interface Saved {
  /** [T, batch, slots · hidden]: what each step remembers; becomes ∂L/∂ of it. */
  readonly gates: WasmArray;
  /** [T + 1, batch, hidden], in the order of reading, with the state before the first step; lstm only. */
  readonly cells: WasmArray | undefined;
  spent: boolean;
}

export const isViewOf = (part: NDArray | undefined, whole: WasmArray): boolean => part?.data === whole.data;
