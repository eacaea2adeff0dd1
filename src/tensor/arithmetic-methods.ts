// A tensor's arithmetic, sums and other reductions as methods. Here is only the name; the work and its gradient stand where the function does.
import type { TensorLike } from "./convert.ts";
import { TensorMethods } from "./methods.ts";
import { add, div, mul, neg, pow, sub } from "./operations/arithmetic.ts";
import { cumsum } from "./operations/cumulative.ts";
import { matmul } from "./operations/matmul.ts";
import { argmax, max, mean, min, std, sum, variance } from "./operations/reductions.ts";
import type { ReduceOptions, Tensor, VarianceOptions } from "./tensor.ts";

/** What adds, multiplies and sums up. */
export abstract class ArithmeticMethods extends TensorMethods {
  /**
   * Sum, number by number; shapes broadcast as NumPy's.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  add(this: Tensor, other: TensorLike): Tensor {
    return add(this, other);
  }
  /**
   * Difference, number by number; shapes broadcast as NumPy's.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  sub(this: Tensor, other: TensorLike): Tensor {
    return sub(this, other);
  }
  /**
   * Product, number by number (Hadamard); shapes broadcast as NumPy's. The matrix product is `matmul`.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  mul(this: Tensor, other: TensorLike): Tensor {
    return mul(this, other);
  }
  /**
   * Quotient, number by number; shapes broadcast as NumPy's. By 0 it is ±∞ or NaN.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  div(this: Tensor, other: TensorLike): Tensor {
    return div(this, other);
  }
  /** Each number with the other sign. */
  neg(this: Tensor): Tensor {
    return neg(this);
  }
  /**
   * Each number to a constant power.
   * @throws TypeError for an exponent that is no number
   */
  pow(this: Tensor, exponent: number): Tensor {
    return pow(this, exponent);
  }
  /**
   * Matrix product: [m, k] × [k, n] → [m, n]; also [k] × [k, n] → [n], [m, k] × [k] → [m] and, with leading axes that
   * broadcast, [..., m, k] × [..., k, n] → [..., m, n].
   * @throws RangeError for sizes that do not fit, TypeError for another dtype
   */
  matmul(this: Tensor, other: TensorLike): Tensor {
    return matmul(this, other);
  }

  /**
   * Sum over axes.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   * @example x.sum(0, { keepDims: true }) // [3, 4] → [1, 4]
   */
  sum(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return sum(this, axis, options);
  }
  /**
   * Mean over axes.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  mean(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return mean(this, axis, options);
  }
  /**
   * Largest number over axes; equal ones share the gradient.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there or has no number
   */
  max(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return max(this, axis, options);
  }
  /**
   * Smallest number over axes; equal ones share the gradient.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there or has no number
   */
  min(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return min(this, axis, options);
  }
  /**
   * Mean squared distance from the mean, over n as NumPy's `var`; PyTorch's divides by n − 1: `{ correction: 1 }`.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  variance(this: Tensor, axis?: number | readonly number[], options?: VarianceOptions): Tensor {
    return variance(this, axis, options);
  }
  /**
   * Root of the variance, over n as NumPy's `std`; PyTorch's divides by n − 1: `{ correction: 1 }`. Slope 0 where all numbers are equal.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  std(this: Tensor, axis?: number | readonly number[], options?: VarianceOptions): Tensor {
    return std(this, axis, options);
  }
  /**
   * Sums of the numbers up to each one, along an axis. Same shape.
   * @param axis may be left out where there is only one; negative counts from the end
   * @throws RangeError for an axis that is not there, or none where there are several
   * @example tensor([1, 2, 3]).cumsum().toArray() // [1, 3, 6]
   */
  cumsum(this: Tensor, axis?: number): Tensor {
    return cumsum(this, axis);
  }
  /**
   * Index of the first largest number along one axis, which disappears unless `keepDims` is set. No gradient flows through an index.
   * @param axis where left out, the index is among all numbers, as in NumPy and PyTorch; negative counts from the end
   * @example tensor([[1, 2], [3, 0]]).argmax(-1).toArray() // [1, 0], of each row
   * @example tensor([[1, 2], [3, 0]]).argmax().item() // 2, of all
   * @throws RangeError for an axis that is not there or has no number
   */
  argmax(this: Tensor, axis?: number, options?: ReduceOptions): Tensor {
    return argmax(this, axis, options);
  }
}
