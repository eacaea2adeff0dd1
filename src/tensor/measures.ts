// Numbers that describe a tensor as a whole.
import { asTensor, type TensorLike } from "./convert.ts";
import { assertNoMore } from "./operations/checks.ts";
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
