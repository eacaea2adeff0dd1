// How the reference backend holds an array: a typed array of the array's own dtype.
import type { DType, NDArray, Shape } from "../array.ts";
import { sizeOf } from "../shapes.ts";

/** An array of the reference backend. */
export interface ReferenceArray extends NDArray {
  readonly data: Float32Array | Float64Array;
}

/** An array of zeros. */
export function allocate(shape: Shape, dtype: DType): ReferenceArray {
  const size = sizeOf(shape);
  return { shape, dtype, data: dtype === "float64" ? new Float64Array(size) : new Float32Array(size) };
}

/** This backend only ever receives arrays that it made itself: a tensor computes on the backend that holds it. */
export const own = (a: NDArray): ReferenceArray => a as ReferenceArray;
