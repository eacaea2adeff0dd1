// Numbers that describe a tensor as a whole.
import { Tensor } from "./tensor.ts";

/**
 * Length of a tensor seen as one long vector: √ Σ x² (the L2 or Frobenius norm), as a plain number.
 * @example hidden.map(h => norm(h.grad)) // how far the gradient reaches back
 */
export function norm(x: Tensor | undefined): number {
  if (!(x instanceof Tensor))
    throw new TypeError(
      `norm expects a tensor, but got ${x === undefined ? "undefined; a gradient is there only after backward()" : typeof x}`,
    );
  // Scaled by the largest entry, so that squares neither overflow nor vanish. By index: iterators take five times as long.
  const values = x.values();
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(squares);
}
