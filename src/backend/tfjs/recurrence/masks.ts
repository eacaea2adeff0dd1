// A masked step of a sequence carries its state over: rows of the batch, chosen by the mask.
import type { NDArray } from "../../array.ts";
import type { RecurrenceInputs } from "../../recurrence.ts";
import type { Kernels } from "../kernels.ts";

export interface Mask {
  /** The rows of `a` where the step counts, those of `b` where it is masked. Chosen, not weighted: 0 × NaN would be NaN. */
  choose(t: number, a: NDArray, b: NDArray): NDArray;
  /** Zeros where the step is masked. @param all [T · batch, size] */
  clear(all: NDArray): NDArray;
}

const none: Mask = { choose: (_t, a) => a, clear: all => all };

/** @param mask [T, batch]. @param hidden the size of a state */
export function maskOf(k: Kernels, mask: RecurrenceInputs["mask"], hidden: number): Mask {
  if (!mask) return none;
  const [T, batch] = mask.shape as [number, number];
  /** One condition for each number: a condition for each row is mistaken by TensorFlow.js's cpu. */
  const counts = (size: number) => k.notEqual({ ...mask, shape: [T * batch, 1] }, k.full(0, [1, size]));
  const steps = k.split(counts(hidden), T, 0);
  return {
    choose: (t, a, b) => k.select(steps[t]!, a, b),
    clear: all => k.select(counts(all.shape[1]!), all, k.zerosLike(all)),
  };
}
