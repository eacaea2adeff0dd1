// Numbers that describe a tensor as a whole.
import { broadcastShapes } from "../backend/index.ts";
import { assertOptions, type OptionNames } from "../options.ts";
import { asTensor, type TensorLike } from "./convert.ts";
import { operands } from "./operations/arithmetic.ts";
import { assertNoMore } from "./operations/checks.ts";
import { broadcastTo } from "./operations/layout.ts";
import { record } from "./record.ts";
import { Gradient, type Tensor } from "./tensor.ts";

/** What `norm` gives: a plain number of a gradient, else a tensor. */
export type NormOf<X> = X extends Gradient | undefined ? number : Tensor;

/**
 * Length of a tensor seen as one long vector: √ Σ x² (the L2 or Frobenius norm), shape []. Its slope is x / ‖x‖, and 0 where
 * all numbers are 0, as in PyTorch. Of a gradient, which is a constant, it is a plain number to look at.
 * @throws TypeError for a gradient that is not there yet
 * @example norm(cell.kernel).mul(1e-3) // a penalty on large weights, to be added to a loss
 * @example hidden.map(h => norm(h.grad)) // how far the gradient reaches back
 */
export function norm<X extends TensorLike | undefined>(x: X): NormOf<X>;
export function norm(input: TensorLike | undefined, ...rest: readonly unknown[]): number | Tensor {
  assertNoMore("norm", input, rest);
  const x = asTensor(input as TensorLike, undefined, "norm");
  const length = lengthOf(x);
  if (x instanceof Gradient) return length;
  const xp = x.backend;
  const u = x.array;
  return record("norm", xp.full(length, [], x.dtype), [x], g => {
    const slope = length === 0 ? xp.full(0, x.shape, x.dtype) : xp.binary("div", u, xp.full(length, [], x.dtype));
    return [xp.binary("mul", g, slope)];
  });
}

/** How far numbers may lie apart. */
export interface CloseOptions {
  /** In parts of the second number: 1e-5 where left out, as in NumPy and PyTorch. */
  rtol?: number;
  /** Beside that: 1e-8 where left out. */
  atol?: number;
}

const closeOptions: OptionNames<CloseOptions> = { rtol: "number", atol: "number" };

/**
 * Whether |a − b| ≤ atol + rtol · |b| everywhere, as a plain true or false; shapes broadcast. NaN is close to nothing, an
 * infinity to itself, as in NumPy.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 * @example allClose(softmax(x).sum(-1), 1) // true
 */
export function allClose(a: TensorLike, b: TensorLike, options: CloseOptions = {}): boolean {
  assertOptions("allClose", options, closeOptions);
  const { rtol = 1e-5, atol = 1e-8 } = options;
  const [x, y] = operands("allClose", a, b);
  const shape = broadcastShapes(x.shape, y.shape)!;
  const [u, v] = [x, y].map(t => broadcastTo(t.detach(), shape).values()) as [Float64Array, Float64Array];
  return u.every((value, i) => value === v[i] || Math.abs(value - v[i]!) <= atol + rtol * Math.abs(v[i]!));
}

/** √ Σ x² as a plain number, also where squares would overflow or vanish: they are scaled by the largest number. */
export function lengthOf(x: Tensor): number {
  const values = x.values(); // read by index: iterators take five times as long
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(squares);
}
