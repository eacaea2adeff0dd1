// Reductions over axes, each with its gradient.
import { formatShape, type NDArray, sizeOf } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { record } from "../record.ts";
import { type ReduceOptions, Tensor } from "../tensor.ts";
import { axesOf, axisOf } from "./checks.ts";

type Axis = number | readonly number[];

/** Sum over axes; each number has the slope 1. */
export function sum(x: Tensor, axis?: Axis, options?: ReduceOptions): Tensor {
  const { xp, axes, kept, shape } = plan("sum", x, axis, options);
  const total = xp.reshape(xp.reduce("sum", x.array, axes), shape);
  // Each number counts once: its gradient is the gradient of its sum.
  return record("sum", total, [x], g => [stretch(x, xp.reshape(g, kept))]);
}

/** Mean over axes. */
export function mean(x: Tensor, axis?: Axis, options?: ReduceOptions): Tensor {
  assertOptions("mean", options, reduceOptions);
  const count = sizeOf(axesOf("mean", x, axis).map(a => x.shape[a]!));
  return sum(x, axis, options).div(count);
}

/** The largest; where several are equal they share the gradient equally. */
export function max(x: Tensor, axis?: Axis, options?: ReduceOptions): Tensor {
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

/** The smallest; where several are equal they share the gradient equally. */
export function min(x: Tensor, axis?: Axis, options?: ReduceOptions): Tensor {
  assertOptions("min", options, reduceOptions);
  if (axesOf("min", x, axis).some(a => x.shape[a] === 0))
    throw new RangeError(`min expects at least one number on each reduced axis, but got ${formatShape(x.shape)}`);
  return max(x.neg(), axis, options).neg();
}

/** Mean squared distance from the mean, over n (as NumPy, not n − 1). */
export function variance(x: Tensor, axis?: Axis, options?: ReduceOptions): Tensor {
  assertOptions("variance", options, reduceOptions);
  axesOf("variance", x, axis);
  const distance = x.sub(mean(x, axis, { keepDims: true }));
  return mean(distance.mul(distance), axis, options);
}

/** Index of the first largest number along one axis. An index has no slope, so no gradient flows. */
export function argmax(x: Tensor, axis: number): Tensor {
  const resolved = axisOf("argmax", x, axis);
  if (x.shape[resolved] === 0)
    throw new RangeError(`argmax expects at least one number on its axis, but got ${formatShape(x.shape)}`);
  return new Tensor(x.backend.argmax(x.array, resolved), x.backend);
}

const reduceOptions: OptionNames<ReduceOptions> = { keepDims: true };

function plan(operation: string, x: Tensor, axis: Axis | undefined, options: ReduceOptions | undefined) {
  assertOptions(operation, options, reduceOptions);
  const keepDims = options?.keepDims ?? false;
  const axes = axesOf(operation, x, axis);
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  return { xp: x.backend, axes, kept, shape: keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i)) };
}

const stretch = (x: Tensor, g: NDArray): NDArray => x.backend.binary("add", g, x.backend.full(0, x.shape, x.dtype));
