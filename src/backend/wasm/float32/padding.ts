// Calls in which no step of any sequence counts: a batch that is padded to more than its longest. Nothing is computed for
// them; states, and on the way back their gradients, are carried over.
import type { Kernels } from "../kernels.ts";
import type { Call, Measures } from "./measures.ts";
import { type Backward, before, type Forward } from "./steps.ts";

/** @param numbers the whole heap */
export function isPadding(numbers: Float32Array, { batch }: Measures, mask: number, { start, count }: Call): boolean {
  if (!mask) return false;
  const from = mask / 4 + start * batch;
  return numbers.subarray(from, from + count * batch).every(m => m === 0);
}

export function carry(kernels: Kernels, size: Measures, at: Forward, call: Call): void {
  const { direction, stateBytes } = size;
  const { s, t, count } = call;
  const [hidden, step] = [at.hidden + t * stateBytes, direction * stateBytes];
  kernels.copyRows(count, stateBytes, before(size, at, call), 0, hidden, step);
  const cells = at.cells + s * stateBytes;
  if (at.cells) kernels.copyRows(count, stateBytes, cells, 0, cells + stateBytes, stateBytes);
}

export function carryBack(kernels: Kernels, size: Measures, at: Backward, { t, count }: Call): void {
  const { batch, hidden, direction, stateBytes } = size;
  const pass = (given: number, sum: number, total: number) => {
    if (given) kernels.addRows(1, batch * hidden, given, 0, sum, 0);
    if (total) kernels.copyRows(1, stateBytes, sum, 0, total, 0);
  };
  for (let i = 0; i < count; i++) {
    const step = (t - i * direction) * stateBytes;
    pass(at.given + step, at.dh, at.total && at.total + step);
    pass(at.givenCells && at.givenCells + step, at.dc, at.totalCells && at.totalCells + step);
  }
}
