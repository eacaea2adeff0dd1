// Three numbers in, one out.
import type { NDArray, Shape } from "../array.ts";
import type { TernaryOperation } from "../backend.ts";
import { allocate, own } from "./arrays.ts";

const functions: Record<TernaryOperation, (a: number, b: number, c: number) => number> = {
  where: (condition, a, b) => (condition !== 0 ? a : b),
  maximumBackward: (g, x, y) => (x > y ? g : shareOf(g, x, y)),
  minimumBackward: (g, x, y) => (x < y ? g : shareOf(g, x, y)),
};

/** What is not chosen gets half of the gradient where both are equal. */
const shareOf = (g: number, x: number, y: number): number =>
  x === y ? g / 2 : Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : 0;

/** `Backend.ternary` */
export function ternary(operation: TernaryOperation, a: NDArray, b: NDArray, c: NDArray, shape: Shape): NDArray {
  const f = functions[operation];
  const result = allocate(shape, a.dtype);
  const out = result.data;
  const [x, y, z] = [a, b, c].map(one => own(one).data) as [typeof out, typeof out, typeof out];
  const [xStep, yStep, zStep] = [x, y, z].map(one => (one.length === out.length ? 1 : 0)) as [number, number, number];
  for (let i = 0; i < out.length; i++) out[i] = f(x[i * xStep]!, y[i * yStep]!, z[i * zStep]!);
  return result;
}
