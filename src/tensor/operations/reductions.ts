// Reductions over axes, each with its gradient.
import { formatShape, sizeOf } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { type ReduceOptions, Tensor, type VarianceOptions } from "../tensor.ts";
import { axesOf, axisOf } from "./checks.ts";

type Axis = number | readonly number[];

/**
 * Sum over axes; each number has the slope 1.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 * @example sum([[1, 2], [3, 4]], 0).toArray() // [4, 6]
 */
export function sum(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = asTensor(input, undefined, "sum");
  const { xp, axes, kept, shape } = plan("sum", x, axis, options);
  const u = x.array;
  const total = () => xp.reduce("sum", u, axes);
  // Each number counts once: its gradient is the gradient of its sum.
  return record("sum", xp.reshape(total(), shape), [x], g => [xp.stretch(xp.reshape(g, kept), x.shape)], total);
}

/**
 * Product over axes; the slope of each number is the product of the others, also where some are 0.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 * @example prod([2, 3, 4]).item() // 24
 */
export function prod(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = asTensor(input, undefined, "prod");
  const { axes, shape } = plan("prod", x, axis, options);
  return axes.reduce((y, along) => productAlong(y, along), x).reshape(shape);
}

/** Product along one axis, which stays with size 1. */
function productAlong(x: Tensor, axis: number): Tensor {
  const { backend: xp, shape, dtype } = x;
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const kept = shape.with(axis, 1);
  const values = xp.values(x.array);
  const products = new Float64Array(sizeOf(kept));
  const others = new Float64Array(x.size);
  for (let out = 0; out < products.length; out++) {
    const start = Math.floor(out / inner) * n * inner + (out % inner);
    let before = 1;
    for (let k = 0; k < n; k++) {
      others[start + k * inner] = before;
      before *= values[start + k * inner]!;
    }
    products[out] = before;
    for (let k = n - 1, after = 1; k >= 0; k--) {
      others[start + k * inner]! *= after;
      after *= values[start + k * inner]!;
    }
  }
  return record("prod", xp.fromValues(products, kept, dtype), [x], g => [
    xp.binary("mul", g, xp.fromValues(others, shape, dtype)),
  ]);
}

/**
 * Mean over axes.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 */
export function mean(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = asTensor(input, undefined, "mean");
  assertOptions("mean", options, reduceOptions);
  const count = sizeOf(axesOf("mean", x, axis).map(a => x.shape[a]!));
  return sum(x, axis, options).div(count);
}

/**
 * Largest number over axes; equal ones share the gradient. The larger of two, number by number, is `maximum`.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there or has no number
 */
export function max(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = ofSeveral("max", input, axis);
  const { xp, axes, kept, shape } = plan("max", x, axis, options);
  if (axes.some(a => x.shape[a] === 0))
    throw new RangeError(`max expects at least one number on each reduced axis, but got ${formatShape(x.shape)}`);
  const u = x.array;
  const largest = xp.reduce("max", u, axes);
  return record("max", xp.reshape(largest, shape), [x], g => {
    const winners = xp.binary("equal", u, largest);
    const share = xp.binary("div", xp.reshape(g, kept), xp.reduce("sum", winners, axes));
    return [xp.binary("mul", winners, share)];
  });
}

/**
 * Smallest number over axes; equal ones share the gradient. The smaller of two, number by number, is `minimum`.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there or has no number
 */
export function min(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = ofSeveral("min", input, axis);
  assertOptions("min", options, reduceOptions);
  if (axesOf("min", x, axis).some(a => x.shape[a] === 0))
    throw new RangeError(`min expects at least one number on each reduced axis, but got ${formatShape(x.shape)}`);
  return max(x.neg(), axis, options).neg();
}

/** A tensor; of two plain numbers it is Math that somebody meant. */
function ofSeveral(who: "max" | "min", input: TensorLike, axis: Axis | undefined): Tensor {
  if (typeof input === "number" && typeof axis === "number")
    throw new RangeError(
      `${who} expects a tensor or a list, and then an axis, but got the numbers ${input} and ${axis}; ` +
        `write Math.${who}(${input}, ${axis})`,
    );
  return asTensor(input, undefined, who);
}

/**
 * Mean squared distance from the mean, over n as NumPy's `var`; PyTorch's divides by n − 1: `{ correction: 1 }`.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there, or a correction that is not below the count of numbers
 */
export function variance(input: TensorLike, axis?: Axis, options?: VarianceOptions): Tensor {
  const x = asTensor(input, undefined, "variance");
  assertOptions("variance", options, varianceOptions);
  axesOf("variance", x, axis);
  const { correction = 0, keepDims = false } = options ?? {};
  const distance = x.sub(mean(x, axis, { keepDims: true }));
  const squared = mean(distance.mul(distance), axis, { keepDims });
  if (correction === 0) return squared;
  const count = x.size / squared.size;
  if (!(correction < count))
    throw new RangeError(`variance expects a correction below the ${count} numbers, but got ${correction}`);
  return squared.mul(count / (count - correction));
}

/**
 * Root of the variance, over n as NumPy's `std`; PyTorch's divides by n − 1: `{ correction: 1 }`. Slope 0 where all numbers are equal.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there, or a correction that is not below the count of numbers
 */
export function std(input: TensorLike, axis?: Axis, options?: VarianceOptions): Tensor {
  const x = asTensor(input, undefined, "std");
  assertOptions("std", options, varianceOptions);
  axesOf("std", x, axis);
  const squared = variance(x, axis, options);
  const xp = x.backend;
  const y = xp.unary("sqrt", squared.array);
  return record("std", y, [squared], g => {
    const isZero = xp.binary("equal", y, xp.full(0, [], x.dtype));
    const slope = xp.binary("div", xp.full(0.5, [], x.dtype), xp.binary("add", y, isZero));
    return [xp.binary("mul", g, xp.binary("sub", slope, xp.binary("mul", slope, isZero)))];
  });
}

/**
 * log Σ eˣ over axes, without overflow.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there or has no number
 * @example logSumExp([1000, 1000]).toFixed(3) // "1000.693"
 */
export function logSumExp(input: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  const x = asTensor(input, undefined, "logSumExp");
  const { xp, axes, kept, shape } = plan("logSumExp", x, axis, options);
  if (axes.some(a => x.shape[a] === 0))
    throw new RangeError(`logSumExp expects at least one number on each reduced axis, but got ${formatShape(x.shape)}`);
  const u = x.array;
  const largest = xp.reduce("max", u, axes);
  // ∞ − ∞ is NaN: the largest is taken for finite where it is not.
  const most = xp.full(x.dtype === "float64" ? Number.MAX_VALUE : Math.fround(3.4028234e38), [], x.dtype);
  const shift = xp.binary("minimum", xp.binary("maximum", largest, xp.unary("neg", most)), most);
  const total = xp.reduce("sum", xp.unary("exp", xp.binary("sub", u, shift)), axes);
  const y = xp.binary("add", xp.unary("log", total), shift);
  return record("logSumExp", xp.reshape(y, shape), [x], g => {
    const share = xp.unary("exp", xp.binary("sub", u, y)); // softmax over the axes
    return [xp.binary("mul", share, xp.reshape(g, kept))];
  });
}

/**
 * Index of the first largest number along one axis, or among all. An index has no slope, so no gradient flows.
 * @param axis where left out, the index is among all numbers, as in NumPy and PyTorch; negative counts from the end
 * @throws RangeError for an axis that is not there or has no number
 * @example argmax([[1, 2], [3, 0]], -1).toArray() // [1, 0], of each row
 */
export function argmax(x: TensorLike, axis?: number, options?: ReduceOptions): Tensor {
  return indexOfLargest("argmax", asTensor(x, undefined, "argmax"), axis, options);
}

/**
 * Index of the first smallest number along one axis, or among all. An index has no slope, so no gradient flows.
 * @param axis where left out, the index is among all numbers, as in NumPy and PyTorch; negative counts from the end
 * @throws RangeError for an axis that is not there or has no number
 * @example argmin([[1, 2], [3, 0]], -1).toArray() // [0, 1], of each row
 */
export function argmin(x: TensorLike, axis?: number, options?: ReduceOptions): Tensor {
  return indexOfLargest("argmin", asTensor(x, undefined, "argmin").detach().neg(), axis, options);
}

function indexOfLargest(who: string, x: Tensor, axis: number | undefined, options: ReduceOptions = {}): Tensor {
  assertOptions(who, options, reduceOptions);
  if (axis === undefined) {
    const index = indexOfLargest(who, x.reshape([x.size]), 0);
    return options.keepDims ? index.reshape(x.shape.map(() => 1)) : index;
  }
  const resolved = axisOf(who, x, axis);
  if (x.shape[resolved] === 0)
    throw new RangeError(`${who} expects at least one number on its axis, but got ${formatShape(x.shape)}`);
  const index = x.backend.argmax(x.array, resolved);
  const kept = options.keepDims ? x.backend.reshape(index, x.shape.with(resolved, 1)) : index;
  return new Tensor(kept, x.backend);
}

const reduceOptions: OptionNames<ReduceOptions> = { keepDims: "boolean" };
const varianceOptions: OptionNames<VarianceOptions> = { ...reduceOptions, correction: "number" };

function plan(operation: string, x: Tensor, axis: Axis | undefined, options: ReduceOptions | undefined) {
  assertOptions(operation, options, reduceOptions);
  const keepDims = options?.keepDims ?? false;
  const axes = axesOf(operation, x, axis);
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  return { xp: x.backend, axes, kept, shape: keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i)) };
}
