// What operations check before they call the backend, so that a message can say who expected what.
import { formatShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import type { Tensor } from "../tensor.ts";

/**
 * An axis as 0 ≤ axis < rank; negative counts from the end.
 * @throws TypeError for what is no number, RangeError for an axis that is not there
 */
export function axisOf(operation: string, x: Tensor, axis: number): number {
  assertAxis(operation, axis);
  const rank = x.shape.length;
  if (rank === 0) throw new RangeError(`${operation} expects a tensor with axes, but got a single number, shape []`);
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank)
    throw new RangeError(
      `${operation} expects an axis from ${-rank} to ${rank - 1} for shape ${formatShape(x.shape)}, but got ${axis}`,
    );
  return resolved;
}

/** Several axes, or all of them, each once. */
export function axesOf(operation: string, x: Tensor, axis?: number | readonly number[]): number[] {
  if (axis === undefined) return x.shape.map((_, i) => i);
  const axes = (Array.isArray(axis) ? axis : [axis]).map((a: number) => axisOf(operation, x, a));
  if (new Set(axes).size < axes.length)
    throw new RangeError(`${operation} expects each axis once, but got [${axes.join(", ")}]`);
  return axes;
}

/** @throws RangeError for arguments too many: `list.map(f)` hands on an index, which is no axis, and the list */
export function refuseRest(operation: string, rest: readonly unknown[]): void {
  if (rest.length > 0)
    throw new RangeError(
      `${operation} got ${rest.length} ${rest.length === 1 ? "argument" : "arguments"} more than it has; ` +
        `for each tensor of a list write map(x => ${operation}(x))`,
    );
}

/** @throws TypeError for what is no number */
export function assertAxis(operation: string, axis: unknown): void {
  if (typeof axis !== "number")
    throw new TypeError(
      `${operation} expects an axis by its number, such as 0 or -1, but got ${describe(axis)}${byItself(axis)}`,
    );
}

/** What to write in place of options where an axis is expected. */
function byItself(options: unknown): string {
  const { axis, dim, ...rest } = (options ?? {}) as Record<string, unknown>;
  const given = axis ?? dim;
  if (given === undefined) return "";
  return `; write it by itself, ${JSON.stringify(given)}${Object.keys(rest).length > 0 ? ", and then { keepDims: true }" : ""}`;
}

/** @throws TypeError for two dtypes or two backends: there is no implicit conversion */
export function sameDType(operation: string, a: Tensor, b: Tensor): void {
  if (a.backend !== b.backend)
    throw new TypeError(
      `${operation} expects operands on one backend, but got ${a.backend.name} and ${b.backend.name}; ` +
        "call setBackend() first, then make model and data",
    );
  if (a.dtype !== b.dtype)
    throw new TypeError(
      `${operation} expects operands of one dtype, but got ${a.dtype} and ${b.dtype}; ` +
        `convert one of them, for example with .astype("${a.dtype}")`,
    );
}
