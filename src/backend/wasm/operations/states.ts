// What the weights of a call were multiplied by: h₋₁ as the recurrent kernel saw it, and the inputs of the steps that count.
import type { ThreadKernels } from "../threads/recorder.ts";
import { share } from "../threads/share.ts";
import type { Call, Measures } from "./measures.ts";
import type { Backward } from "./steps.ts";

const holdsFirst = ({ s, count }: Call): boolean => s + 1 === count;

/** Where h₋₁ of a call's steps is, in the order of memory: a part of `hidden`, or `room` once `prepareStates` has filled it. */
export const statesOf = ({ direction, stateBytes }: Measures, at: Backward, call: Call, room: number): number =>
  at.factors || holdsFirst(call) ? room : at.hidden + (call.start - direction) * stateBytes;

/** A piece's part of it, where it has to be copied: the first step sees another state, and factors change what is seen. */
export function prepareStates(
  kernels: ThreadKernels,
  size: Measures,
  at: Backward,
  call: Call,
  room: number,
  [pieces, piece]: readonly [number, number],
): void {
  if (!at.factors && !holdsFirst(call)) return;
  const { batch, hidden: H, direction, reverse, stateBytes } = size;
  const { start, count } = call;
  const copy = (from: number, block: number, blocks: number) => {
    if (blocks <= 0) return;
    const to = room + block * stateBytes;
    if (at.factors) kernels.timesBlocks(blocks, batch * H, from, at.factors, to);
    else kernels.copyRows(1, blocks * stateBytes, from, 0, to, 0);
  };
  const mine = share(count, pieces, piece, 1);
  let [block, end] = [mine.from, mine.from + mine.count];
  const first = holdsFirst(call) ? (reverse ? count - 1 : 0) : -1;
  if (first >= block && first < end) {
    copy(at.first, first, 1);
    if (reverse) end--;
    else block++;
  }
  copy(at.hidden + (start + block - direction) * stateBytes, block, end - block);
}

/** A piece's part of a call's inputs, with zeros where a row does not count. */
export function keepInputs(
  kernels: ThreadKernels,
  { batch, inputRow, inputBytes, bytes }: Measures,
  mask: number,
  { start, count }: Call,
  xs: number,
  to: number,
  [pieces, piece]: readonly [number, number],
): void {
  const { from, count: rows } = share(count * batch, pieces, piece, 1);
  if (rows === 0) return;
  const row = from * inputRow;
  kernels.keepRows(rows, inputRow, xs + start * inputBytes + row, mask + (start * batch + from) * bytes, to + row);
}
