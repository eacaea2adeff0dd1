// True and false as numbers: everything but 0 counts as true, NaN included, as in NumPy. No gradient flows through them.
import { asTensor, type TensorLike } from "../convert.ts";
import type { ReduceOptions, Tensor } from "../tensor.ts";
import { assertNoMore } from "./checks.ts";
import { equal, greater, maximum, notEqual } from "./comparison.ts";
import { sum } from "./reductions.ts";

/**
 * 1 where both are not 0, else 0, number by number; shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 * @example logicalAnd(greater(x, 0), less(x, 1))
 */
export function logicalAnd(a: TensorLike, b: TensorLike): Tensor;
export function logicalAnd(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("logicalAnd", b, rest);
  return isTrue(a).mul(isTrue(b));
}

/**
 * 1 where one of the two is not 0, or both, else 0, number by number; shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function logicalOr(a: TensorLike, b: TensorLike): Tensor;
export function logicalOr(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("logicalOr", b, rest);
  return maximum(isTrue(a), isTrue(b));
}

/** 1 where the number is 0, else 0. */
export function logicalNot(x: TensorLike): Tensor;
export function logicalNot(x: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("logicalNot", x, rest);
  return equal(asTensor(x, undefined, "logicalNot"), 0);
}

/**
 * 1 where some number over the axes is not 0, else 0; of no number it is 0.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 * @example any(less(losses, 0)).item() // 1 where some loss is below 0
 */
export function any(x: TensorLike, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
  return greater(sum(isTrue(x), axis, options), 0);
}

/**
 * 1 where every number over the axes is not 0, else 0; of no number it is 1.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 */
export function all(x: TensorLike, axis?: number | readonly number[], options?: ReduceOptions): Tensor {
  return equal(sum(logicalNot(x), axis, options), 0);
}

const isTrue = (x: TensorLike): Tensor => notEqual(asTensor(x, undefined, "logic"), 0);
