// Matrices of plain float64 numbers, for what is computed of whole matrices whatever the dtype.
import { pollInterrupt, sizeOf } from "../../backend/index.ts";
import type { Tensor } from "../tensor.ts";

/** A matrix of this many rows, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: Float64Array;
}

/** The matrices of a tensor [..., rows, columns], one after the other. */
export const matricesOf = (x: Tensor, rows: number, columns: number): Matrix[] => {
  const values = x.values();
  const size = rows * columns;
  return Array.from({ length: size === 0 ? 0 : sizeOf(x.shape) / size }, (_, i) => ({
    rows,
    columns,
    numbers: Float64Array.from(values.subarray(i * size, (i + 1) * size)),
  }));
};

/** Their numbers one after the other, as a tensor has them. */
export function joined(matrices: readonly Matrix[]): Float64Array {
  const size = matrices[0]?.numbers.length ?? 0;
  const all = new Float64Array(matrices.length * size);
  for (const [i, { numbers }] of matrices.entries()) all.set(numbers, i * size);
  return all;
}

export const transposed = ({ rows, columns, numbers }: Matrix): Matrix => ({
  rows: columns,
  columns: rows,
  numbers: Float64Array.from(numbers, (_, at) => numbers[(at % rows) * columns + Math.floor(at / rows)]!),
});

/** factor · A B */
export function product(a: Matrix, b: Matrix, factor = 1): Matrix {
  const numbers = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    pollInterrupt();
    for (let k = 0; k < a.columns; k++) {
      const each = factor * a.numbers[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) numbers[i * b.columns + j]! += each * b.numbers[k * b.columns + j]!;
    }
  }
  return { rows: a.rows, columns: b.columns, numbers };
}

/** A + B */
export const sum = (a: Matrix, b: Matrix): Matrix => ({
  ...a,
  numbers: a.numbers.map((each, at) => each + b.numbers[at]!),
});
