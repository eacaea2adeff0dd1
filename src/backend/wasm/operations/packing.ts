// The weights of a recurrence, packed once for all its steps.
import type { Phase } from "../threads/crew.ts";
import type { ThreadKernels } from "../threads/recorder.ts";
import type { Engine } from "./engine.ts";
import type { Call, Measures } from "./measures.ts";

/** A right operand [k, n] of products: where it lies, and its distances. */
interface Right {
  readonly from: number;
  readonly k: number;
  readonly n: number;
  readonly stepK: number;
  readonly stepN: number;
}

/** Neighbouring gates: columns of the weights; all where left out. */
interface Part {
  readonly gate: number;
  readonly count: number;
}

/** Columns of weights [rows, gates · hidden]: [rows, count · hidden]. */
export function columns(
  weights: number,
  rows: number,
  { hidden, gates, weightRow, bytes }: Measures,
  part?: Part,
): Right {
  const { gate, count } = part ?? { gate: 0, count: gates };
  return { from: weights + gate * hidden * bytes, k: rows, n: count * hidden, stepK: weightRow, stepN: bytes };
}

/** The same, transposed: [count · hidden, rows]. */
export function transposedColumns(weights: number, rows: number, size: Measures, part?: Part): Right {
  const { from, k, n, stepK, stepN } = columns(weights, rows, size, part);
  return { from, k: n, n: k, stepK: stepN, stepN: stepK };
}

/** Rows of a packed operand that lie together; as KC in kernels/gemm.ts. */
const blockRows = 256;

/** @param use is given where the packed weights are, once `pack`, a phase before those that read them, has run */
export function withPacked(
  { kernels, arena }: Engine,
  weights: readonly Right[],
  pieces: number,
  use: (pack: Phase, ...packed: readonly number[]) => void,
): void {
  const sizes = weights.map(({ k, n }) => kernels.packedRightBytes(k, n));
  arena.temporary(sizes, (...places) => {
    const blocks = weights.flatMap(({ from, k, n, stepK, stepN }, i) =>
      Array.from({ length: Math.ceil(k / blockRows) }, (_, block) => {
        const row = block * blockRows;
        const to = places[i]! + kernels.packedRightBytes(row, n);
        return [to, from + row * stepK, Math.min(blockRows, k - row), n, stepK, stepN] as const;
      }),
    );
    const pack: Phase = (piece, on) => {
      for (let i = piece; i < blocks.length; i += pieces) on.packRight(...blocks[i]!);
    };
    use(pack, ...places);
  });
}

/** Where a sequence lies, and how many bytes there are from row to row and from step to step. */
interface Place {
  readonly at: number;
  readonly row: number;
  readonly step: number;
}

/** [steps of the call · rows, k] × packed [k, n]: in one where all rows of the batch are meant. */
export function productOfCall(
  kernels: ThreadKernels,
  { rows, batch, bytes }: Measures,
  { start, count }: Call,
  [n, k]: readonly [number, number],
  from: Place,
  packed: number,
  to: Place,
): void {
  const [a, c] = [from.at + start * from.step, to.at + start * to.step];
  if (rows === batch) kernels.gemmPacked(count * batch, n, k, a, from.row, bytes, packed, c, to.row, 0);
  else kernels.gemmPackedSteps(count, rows, n, k, a, from.row, from.step, packed, c, to.row, to.step);
}
