// Sums and products of the numbers up to each one, along an axis.
import { formatShape, type NDArray, type Shape, sizeOf } from "../../backend/index.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { axisOf } from "./checks.ts";

/**
 * Sums of the numbers up to each one, along an axis; the gradient is summed the other way round. Same shape.
 * @param axis may be left out where there is only one; negative counts from the end
 * @throws RangeError for an axis that is not there, or none where there are several
 * @example cumsum([1, 2, 3]).toArray() // [1, 3, 6]
 */
export function cumsum(input: TensorLike, axis?: number): Tensor {
  const x = asTensor(input, undefined, "cumsum");
  const along = onlyAxisOf("cumsum", x, axis);
  return record("cumsum", sums(x, x.array, along, false), [x], g => [sums(x, g, along, true)]);
}

/** Running sums along an axis, from the first number to the last or back. */
function sums({ backend, shape, dtype }: Tensor, a: NDArray, axis: number, back: boolean): NDArray {
  const values = backend.values(a);
  eachLine(shape, axis, (n, placeOf) => {
    let total = 0; // float64, also for float32 arrays
    for (let k = 0; k < n; k++) {
      const at = placeOf(back ? n - 1 - k : k);
      total += values[at]!;
      values[at] = total;
    }
  });
  return backend.fromValues(values, shape, dtype);
}

/**
 * Products of the numbers up to each one, along an axis, also with a right gradient where some are 0. Same shape.
 * @param axis may be left out where there is only one; negative counts from the end
 * @throws RangeError for an axis that is not there, or none where there are several
 * @example cumprod([2, 3, 4]).toArray() // [2, 6, 24]
 */
export function cumprod(input: TensorLike, axis?: number): Tensor {
  const x = asTensor(input, undefined, "cumprod");
  const { backend, shape, dtype } = x;
  const along = onlyAxisOf("cumprod", x, axis);
  const values = x.values();
  const products = new Float64Array(values.length);
  eachLine(shape, along, (n, placeOf) => {
    for (let k = 0, product = 1; k < n; k++) {
      product *= values[placeOf(k)]!;
      products[placeOf(k)] = product;
    }
  });
  return record("cumprod", backend.fromValues(products, shape, dtype), [x], g => {
    const [slopes, gs] = [new Float64Array(values.length), backend.values(g)];
    // ∂L/∂x_k = Π_{i<k} x_i · s_k, where s_k = g_k + x_{k+1} s_{k+1}: nothing is divided.
    eachLine(shape, along, (n, placeOf) => {
      for (let k = n - 1, s = 0; k >= 0; k--) {
        s = gs[placeOf(k)]! + (k < n - 1 ? values[placeOf(k + 1)]! * s : 0);
        slopes[placeOf(k)] = (k > 0 ? products[placeOf(k - 1)]! : 1) * s;
      }
    });
    return [backend.fromValues(slopes, shape, dtype)];
  });
}

/** The axis; where none is named, the only one. */
function onlyAxisOf(who: string, x: Tensor, axis: number | undefined): number {
  if (axis === undefined && x.shape.length !== 1)
    throw new RangeError(`${who} expects an axis for shape ${formatShape(x.shape)}, but got none`);
  return axisOf(who, x, axis === undefined ? 0 : axis);
}

/** Each line along an axis: how many numbers it has, and the place of the k-th among all. */
function eachLine(shape: Shape, axis: number, each: (n: number, placeOf: (k: number) => number) => void): void {
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const size = sizeOf(shape);
  for (let start = 0; start < size; start += n * inner)
    for (let i = 0; i < inner; i++) each(n, k => start + k * inner + i);
}
