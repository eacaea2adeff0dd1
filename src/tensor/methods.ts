// What is a function of one tensor, or compares it with another, as a method, too: `x.exp()` beside `exp(x)`. Here is only the
// name; the work and its gradient stand where the function does.
import type { TensorLike } from "./convert.ts";
import { type NormOf, norm } from "./measures.ts";
import { equal, greater, greaterEqual, less, lessEqual, maximum, minimum, notEqual } from "./operations/comparison.ts";
import {
  abs,
  ceil,
  clip,
  cos,
  exp,
  floor,
  log,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  sqrt,
  square,
  tanh,
} from "./operations/functions.ts";
import { all, any } from "./operations/logic.ts";
import { dot } from "./operations/matmul.ts";
import { type AxisOptions, type SortOptions, sort, topK } from "./operations/order.ts";
import { flip, take } from "./operations/rearrange.ts";
import { argmin, logSumExp, prod } from "./operations/reductions.ts";
import { logSoftmax, softmax } from "./operations/softmax.ts";
import type { ReduceOptions, Tensor } from "./tensor.ts";

/** The methods that a tensor has beside arithmetic, sums and shapes. */
export abstract class TensorMethods {
  /** eˣ, number by number. */
  exp(this: Tensor): Tensor {
    return exp(this);
  }
  /** Natural logarithm, number by number. */
  log(this: Tensor): Tensor {
    return log(this);
  }
  /** Square root, number by number. */
  sqrt(this: Tensor): Tensor {
    return sqrt(this);
  }
  /** x², number by number. */
  square(this: Tensor): Tensor {
    return square(this);
  }
  /** Absolute value, number by number; slope 0 at 0. */
  abs(this: Tensor): Tensor {
    return abs(this);
  }
  /** 1, 0 or −1, number by number. No gradient flows through it. */
  sign(this: Tensor): Tensor {
    return sign(this);
  }
  /** Sine of an angle in radians, number by number. */
  sin(this: Tensor): Tensor {
    return sin(this);
  }
  /** Cosine of an angle in radians, number by number. */
  cos(this: Tensor): Tensor {
    return cos(this);
  }
  /** Hyperbolic tangent, number by number. */
  tanh(this: Tensor): Tensor {
    return tanh(this);
  }
  /** Logistic function 1 / (1 + e⁻ˣ), number by number. */
  sigmoid(this: Tensor): Tensor {
    return sigmoid(this);
  }
  /** max(x, 0), number by number. */
  relu(this: Tensor): Tensor {
    return relu(this);
  }
  /** The whole number below, number by number. No gradient flows through it. */
  floor(this: Tensor): Tensor {
    return floor(this);
  }
  /** The whole number above, number by number. No gradient flows through it. */
  ceil(this: Tensor): Tensor {
    return ceil(this);
  }
  /** The nearest whole number, number by number; from the middle the even one. No gradient flows through it. */
  round(this: Tensor): Tensor {
    return round(this);
  }
  /**
   * Numbers below `low` become `low`, those above `high` become `high`.
   * @throws RangeError for low > high
   */
  clip(this: Tensor, low: number, high: number): Tensor {
    return clip(this, low, high);
  }
  /**
   * eˣ / Σ eˣ along one axis: probabilities that sum to 1 there.
   * @param axis the last where left out; negative counts from the end
   */
  softmax(this: Tensor, axis = -1): Tensor {
    return softmax(this, axis);
  }
  /**
   * x − log Σ eˣ along one axis, without overflow.
   * @param axis the last where left out; negative counts from the end
   */
  logSoftmax(this: Tensor, axis = -1): Tensor {
    return logSoftmax(this, axis);
  }
  /**
   * The larger of two numbers, each; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  maximum(this: Tensor, other: TensorLike): Tensor {
    return maximum(this, other);
  }
  /**
   * The smaller of two numbers, each; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  minimum(this: Tensor, other: TensorLike): Tensor {
    return minimum(this, other);
  }
  /**
   * 1 where this > other, else 0; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  greater(this: Tensor, other: TensorLike): Tensor {
    return greater(this, other);
  }
  /**
   * 1 where this ≥ other, else 0; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  greaterEqual(this: Tensor, other: TensorLike): Tensor {
    return greaterEqual(this, other);
  }
  /**
   * 1 where this < other, else 0; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  less(this: Tensor, other: TensorLike): Tensor {
    return less(this, other);
  }
  /**
   * 1 where this ≤ other, else 0; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  lessEqual(this: Tensor, other: TensorLike): Tensor {
    return lessEqual(this, other);
  }
  /**
   * 1 where this = other, else 0; NaN equals nothing. Shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  equal(this: Tensor, other: TensorLike): Tensor {
    return equal(this, other);
  }
  /**
   * 1 where this ≠ other, else 0; shapes broadcast.
   * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
   */
  notEqual(this: Tensor, other: TensorLike): Tensor {
    return notEqual(this, other);
  }
  /**
   * 1 where some number over the axes is not 0, else 0.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  any(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return any(this, axis, options);
  }
  /**
   * 1 where every number over the axes is not 0, else 0.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  all(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return all(this, axis, options);
  }
  /**
   * Product over axes.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  prod(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return prod(this, axis, options);
  }
  /**
   * log Σ eˣ over axes, without overflow.
   * @param axis one or several, all where left out; negative counts from the end
   * @throws RangeError for an axis that is not there
   */
  logSumExp(this: Tensor, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return logSumExp(this, axis, options);
  }
  /**
   * Index of the first smallest number along one axis, or among all where none is named. No gradient flows through an index.
   * @throws RangeError for an axis that is not there or has no number
   */
  argmin(this: Tensor, axis?: number, options?: ReduceOptions): Tensor {
    return argmin(this, axis, options);
  }
  /** Length of the tensor seen as one long vector, √ Σ x². Of a gradient it is a plain number. */
  norm<X extends Tensor>(this: X): NormOf<X> {
    return norm<X>(this);
  }
  /**
   * Of two vectors the sum of their products; of matrices the matrix product.
   * @throws RangeError for sizes that do not fit, or more than two axes; TypeError for another dtype
   */
  dot(this: Tensor, other: TensorLike): Tensor {
    return dot(this, other);
  }
  /**
   * Positions of one axis, in the order of `indices`; each may come again.
   * @param axis the first where left out; negative counts from the end
   * @throws RangeError for an index or an axis that is not there
   */
  take(this: Tensor, indices: TensorLike, axis = 0): Tensor {
    return take(this, indices, axis);
  }
  /**
   * The numbers in the opposite order along axes, all where none is named.
   * @throws RangeError for an axis that is not there
   */
  flip(this: Tensor, axis?: number | readonly number[]): Tensor {
    return flip(this, axis);
  }
  /**
   * The numbers along one axis from the smallest to the largest.
   * @throws RangeError for an axis that is not there
   */
  sort(this: Tensor, options?: SortOptions): Tensor {
    return sort(this, options);
  }
  /**
   * The k largest numbers along one axis, the largest first, and where they stand.
   * @throws RangeError for a k beyond the axis
   */
  topK(this: Tensor, k: number, options?: AxisOptions): { values: Tensor; indices: Tensor } {
    return topK(this, k, options);
  }
}
