// Calls in which no step of any sequence counts: a batch that is padded to more than its longest. Nothing is computed for
// them; states, and on the way back their gradients, are carried over.
import type { Heap } from "../heap.ts";
import type { ThreadKernels } from "../threads/recorder.ts";
import type { Call, Measures } from "./measures.ts";
import { type Backward, before, type Forward } from "./steps.ts";

export function isPadding(heap: Heap, { batch, bytes }: Measures, mask: number, { start, count }: Call): boolean {
  if (!mask) return false;
  const row = batch * bytes;
  return heap.isZero(mask + start * row, count * row);
}

export function carry(kernels: ThreadKernels, size: Measures, at: Forward, call: Call): void {
  const { rows, direction, stateRow, stateBytes } = size;
  const { s, t, count } = call;
  const bytes = rows * stateRow;
  const [hidden, step] = [at.hidden + t * stateBytes, direction * stateBytes];
  kernels.copyRows(count, bytes, before(size, at, call), 0, hidden, step);
  const cells = at.cells + s * stateBytes;
  if (at.cells) kernels.copyRows(count, bytes, cells, 0, cells + stateBytes, stateBytes);
}

export function carryBack(kernels: ThreadKernels, size: Measures, at: Backward, { t, count }: Call): void {
  const { rows, hidden, direction, stateRow, stateBytes } = size;
  const pass = (given: number, sum: number, total: number) => {
    if (given) kernels.addRows(1, rows * hidden, given, 0, sum, 0);
    if (total) kernels.copyRows(1, rows * stateRow, sum, 0, total, 0);
  };
  for (let i = 0; i < count; i++) {
    const step = (t - i * direction) * stateBytes;
    pass(at.given + step, at.dh, at.total && at.total + step);
    pass(at.givenCells && at.givenCells + step, at.dc, at.totalCells && at.totalCells + step);
  }
}
