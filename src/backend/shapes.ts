// Arithmetic on shapes: sizes, strides and NumPy's broadcasting rule.
import type { Shape } from "./array.ts";

/** How many numbers an array of this shape has; 1 for []. */
export function sizeOf(shape: Shape): number {
  let size = 1; // a plain loop: it runs several times in every operation
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis]!;
  return size;
}

/** [2, 100, 30], as error messages and displays write a shape. */
export const formatShape = (shape: Shape): string => `[${shape.join(", ")}]`;

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Row-major strides: how far apart neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides: number[] = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/**
 * The shape of an elementwise result, or undefined where the two do not fit: axes are matched from the last one, and a
 * missing or size-1 axis stretches. https://numpy.org/doc/stable/user/basics.broadcasting.html
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let i = 0; i < rank; i++) {
    const m = a[a.length - rank + i] ?? 1;
    const n = b[b.length - rank + i] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return undefined;
    result.push(m === 1 ? n : m);
  }
  return sameShape(result, a) ? a : sameShape(result, b) ? b : result;
}

/** The sizes before, of and after one axis: a row-major array seen as [outer, n, inner]. */
export function aroundAxis(shape: Shape, axis: number): { outer: number; n: number; inner: number } {
  let [outer, inner] = [1, 1];
  for (let i = 0; i < axis; i++) outer *= shape[i]!;
  for (let i = axis + 1; i < shape.length; i++) inner *= shape[i]!;
  return { outer, n: shape[axis]!, inner };
}
