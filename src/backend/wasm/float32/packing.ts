// The weights of a recurrence, packed once for all its steps.
import type { Engine } from "./engine.ts";
import type { Measures } from "./measures.ts";

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
export function columns(weights: number, rows: number, { hidden, gates, weightRow }: Measures, part?: Part): Right {
  const { gate, count } = part ?? { gate: 0, count: gates };
  return { from: weights + gate * hidden * 4, k: rows, n: count * hidden, stepK: weightRow, stepN: 4 };
}

/** The same, transposed: [count · hidden, rows]. */
export function transposedColumns(weights: number, rows: number, size: Measures, part?: Part): Right {
  const { from, k, n, stepK, stepN } = columns(weights, rows, size, part);
  return { from, k: n, n: k, stepK: stepN, stepN: stepK };
}

export function withPacked(
  { kernels, arena }: Engine,
  weights: readonly Right[],
  use: (...packed: readonly number[]) => void,
): void {
  const sizes = weights.map(({ k, n }) => kernels.packedRightBytes(k, n) / 4);
  arena.temporary(sizes, (...places) => {
    weights.forEach(({ from, k, n, stepK, stepN }, i) => {
      kernels.packRight(places[i]!, from, k, n, stepK, stepN);
    });
    use(...places);
  });
}
