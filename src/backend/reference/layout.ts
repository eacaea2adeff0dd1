// Primitives that move numbers without changing them: transpose, slice, concat, take.
import type { NDArray } from "../array.ts";
import { aroundAxis, sizeOf, stridesOf } from "../shapes.ts";
import { allocate, own } from "./arrays.ts";

/** Axis i of the result is axis axes[i] of `a`. */
export function transpose(a: NDArray, axes: readonly number[]): NDArray {
  const shape = axes.map(axis => a.shape[axis]!);
  const strides = stridesOf(a.shape);
  const steps = axes.map(axis => strides[axis]!);
  const result = allocate(shape, a.dtype);
  const from = own(a).data;
  const index = new Array<number>(shape.length).fill(0);
  let i = 0;
  for (let k = 0; k < from.length; k++) {
    result.data[k] = from[i]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      i += steps[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
      i -= steps[axis]! * shape[axis]!;
    }
  }
  return result;
}

/** Positions start ≤ i < stop of one axis. */
export function slice(a: NDArray, axis: number, start: number, stop: number): NDArray {
  const { outer, n, inner } = aroundAxis(a.shape, axis);
  const result = allocate(a.shape.with(axis, stop - start), a.dtype);
  const from = own(a).data;
  const length = (stop - start) * inner;
  for (let o = 0; o < outer; o++) {
    const begin = (o * n + start) * inner;
    result.data.set(from.subarray(begin, begin + length), o * length);
  }
  return result;
}

/** Joined along one axis. */
export function concat(arrays: readonly NDArray[], axis: number): NDArray {
  const first = arrays[0]!;
  const total = arrays.reduce((sum, a) => sum + a.shape[axis]!, 0);
  const result = allocate(first.shape.with(axis, total), first.dtype);
  let start = 0;
  for (const a of arrays) {
    const { outer, n, inner } = aroundAxis(a.shape, axis);
    const from = own(a).data;
    for (let o = 0; o < outer; o++)
      result.data.set(from.subarray(o * n * inner, (o + 1) * n * inner), (o * total + start) * inner);
    start += n;
  }
  return result;
}

/** The rows of the first axis at `indices`. */
export function take(a: NDArray, indices: readonly number[]): NDArray {
  const row = sizeOf(a.shape.slice(1));
  const result = allocate(a.shape.with(0, indices.length), a.dtype);
  const from = own(a).data;
  indices.forEach((index, i) => {
    result.data.set(from.subarray(index * row, (index + 1) * row), i * row);
  });
  return result;
}

/** In place: target[indices[i]] += part[i]. */
export function addIntoRows(target: NDArray, part: NDArray, indices: readonly number[]): void {
  const row = sizeOf(target.shape.slice(1));
  const [to, from] = [own(target).data, own(part).data];
  indices.forEach((index, k) => {
    for (let i = 0; i < row; i++) to[index * row + i]! += from[k * row + i]!;
  });
}

/** In place: target[…, start ≤ i, …] += part. */
export function addIntoSlice(target: NDArray, part: NDArray, axis: number, start: number): void {
  const { outer, n, inner } = aroundAxis(target.shape, axis);
  const [to, from] = [own(target).data, own(part).data];
  const length = part.shape[axis]! * inner;
  for (let o = 0; o < outer; o++) {
    const begin = (o * n + start) * inner;
    for (let i = 0; i < length; i++) to[begin + i]! += from[o * length + i]!;
  }
}
