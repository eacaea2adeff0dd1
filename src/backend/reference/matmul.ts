// Matrix product: rows of the result are sums of rows of b, which reads memory in order.
import type { NDArray } from "../array.ts";
import { pollInterrupt } from "../interrupt.ts";
import { allocate, own } from "./arrays.ts";
import { concat, slice, transpose } from "./layout.ts";

/** [count, m, k] × [count, k, n] → [count, m, n], or without `count`. */
export function matmul(a: NDArray, b: NDArray, transposeA: boolean, transposeB: boolean): NDArray {
  if (a.shape.length === 2) return product(a, b, transposeA, transposeB);
  const matrix = (all: NDArray, i: number) => ({ ...slice(all, 0, i, i + 1), shape: all.shape.slice(1) });
  const count = a.shape[0]!;
  const places = Array.from({ length: count }, (_, i) => product(matrix(a, i), matrix(b, i), transposeA, transposeB));
  if (count > 0) return concat(places.map(place => ({ ...place, shape: [1, ...place.shape] })), 0); // biome-ignore format: a line
  return allocate([0, a.shape[transposeA ? 2 : 1]!, b.shape[transposeB ? 1 : 2]!], a.dtype);
}

/** [m, k] × [k, n] → [m, n]. Sums are held in float64 whatever the dtype, so float32 rounds once per number. */
function product(a: NDArray, b: NDArray, transposeA: boolean, transposeB: boolean): NDArray {
  const left = own(transposeA ? transpose(a, [1, 0]) : a);
  const right = own(transposeB ? transpose(b, [1, 0]) : b);
  const [m, k] = left.shape as [number, number];
  const n = right.shape[1]!;
  const result = allocate([m, n], a.dtype);
  const row = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    pollInterrupt();
    row.fill(0);
    for (let p = 0; p < k; p++) {
      const x = left.data[i * k + p]!;
      const start = p * n;
      for (let j = 0; j < n; j++) row[j]! += x * right.data[start + j]!;
    }
    result.data.set(row, i * n);
  }
  return result;
}
