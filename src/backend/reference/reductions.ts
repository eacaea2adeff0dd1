// Reductions: many numbers along some axes become one.
import type { NDArray } from "../array.ts";
import type { Reduction } from "../backend.ts";
import { aroundAxis } from "../shapes.ts";
import { allocate, own, type ReferenceArray } from "./arrays.ts";

/** Reduces one axis after the other; reduced axes stay with size 1. */
export function reduce(operation: Reduction, a: NDArray, axes: readonly number[]): NDArray {
  let result = own(a);
  for (const axis of axes) result = operation === "sum" ? sum(result, axis) : max(result, axis);
  return result;
}

function sum(a: ReferenceArray, axis: number): ReferenceArray {
  const { outer, n, inner } = aroundAxis(a.shape, axis);
  const result = allocate(a.shape.with(axis, 1), a.dtype);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      let total = 0; // float64, also for float32 arrays
      for (let k = 0; k < n; k++) total += a.data[(o * n + k) * inner + i]!;
      result.data[o * inner + i] = total;
    }
  return result;
}

function max(a: ReferenceArray, axis: number): ReferenceArray {
  const { outer, n, inner } = aroundAxis(a.shape, axis);
  const result = allocate(a.shape.with(axis, 1), a.dtype);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < n; k++) largest = Math.max(largest, a.data[(o * n + k) * inner + i]!); // NaN wins
      result.data[o * inner + i] = largest;
    }
  return result;
}

/** Index of the first largest number along one axis; NaN counts as the largest. */
export function argmax(a: NDArray, axis: number): NDArray {
  const { outer, n, inner } = aroundAxis(a.shape, axis);
  const { data } = own(a);
  const result = allocate(a.shape.toSpliced(axis, 1), a.dtype);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      let at = o * n * inner + i;
      let best = 0;
      let largest = data[at]!;
      for (let k = 1; k < n && !Number.isNaN(largest); k++) {
        at += inner;
        const value = data[at]!;
        if (value <= largest) continue; // NaN is not, and is the last to win
        best = k;
        largest = value;
      }
      result.data[o * inner + i] = best;
    }
  return result;
}
