// Matrix product: rows of the result are sums of rows of b, which reads memory in order.
import type { NDArray } from "../array.ts";
import { pollInterrupt } from "../interrupt.ts";
import { allocate, own } from "./arrays.ts";
import { transpose } from "./layout.ts";

/** [m, k] × [k, n] → [m, n]. Sums are held in float64 whatever the dtype, so float32 rounds once per number. */
export function matmul(a: NDArray, b: NDArray, transposeA: boolean, transposeB: boolean): NDArray {
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
