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

/**
 * Refuses arguments that nobody reads: `relu(x, 0.1)` means something else than relu. The index and the list that
 * `list.map(f)` and `list.reduce(f)` hand on are let pass.
 * @param last the last argument that the function reads
 * @throws RangeError for any other
 */
export function assertNoMore(operation: string, last: unknown, rest: readonly unknown[]): void {
  if (rest.length === 0) return;
  const [index, list] = rest;
  if (rest.length === 2 && Array.isArray(list) && list[index as number] === last) return;
  throw new RangeError(
    `${operation} got ${rest.map(describe).join(" and ")} beside what it reads; where a function is handed on, write x => ${operation}(x)`,
  );
}

/** The same for a function whose last argument is an axis, which the index of `list.map(f)` is not. */
export function assertNoMoreThanAxis(operation: string, rest: readonly unknown[]): void {
  if (rest.length > 0)
    throw new RangeError(
      `${operation} got ${rest.map(describe).join(" and ")} beside what it reads; for each tensor of a list write ` +
        `map(x => ${operation}(x))`,
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
  if (typeof options !== "object" || options === null || Array.isArray(options)) return "";
  const { axis, dim, ...rest } = options as Record<string, unknown>;
  const given = axis ?? dim;
  const unknown = Object.keys(rest).find(name => !/^keep_?dims?$/i.test(name));
  if (unknown !== undefined) return `; there is no option ${unknown}`;
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
