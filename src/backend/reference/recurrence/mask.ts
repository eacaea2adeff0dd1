// A masked step of a sequence carries its state over: rows of the batch, chosen by the mask.
import type { NDArray } from "../../array.ts";
import { allocate, own } from "../arrays.ts";
import { slice } from "../layout.ts";
import type { State } from "./step.ts";

/**
 * The rows of `a` where the mask [rows] has 1, those of `b` where it has 0; `a` without a mask. Chosen, not weighted: 0 × NaN
 * would be NaN.
 */
export function chooseRows(mask: NDArray | undefined, a: NDArray, b: NDArray): NDArray {
  if (!mask) return a;
  const result = allocate(a.shape, a.dtype);
  const counts = own(mask).data;
  const row = result.data.length / counts.length;
  for (const [i, m] of counts.entries()) {
    const [start, end] = [i * row, (i + 1) * row];
    result.data.set(own(m === 0 ? b : a).data.subarray(start, end), start);
  }
  return result;
}

export const chooseStates = (mask: NDArray | undefined, a: State, b: State): State => ({
  h: chooseRows(mask, a.h, b.h),
  c: chooseRows(mask, a.c, b.c),
});

/** The mask of one time step, [batch]. @param mask [T, batch] */
export const maskAt = (mask: NDArray | undefined, t: number): NDArray | undefined => mask && slice(mask, 0, t, t + 1);
