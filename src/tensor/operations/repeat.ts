// Numbers more than once, moved round, in a grid, or with others around them; gradients go back the way.
import { formatShape } from "../../backend/index.ts";
import { assertNumber, assertOneOf, assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import { axisOf } from "./checks.ts";
import { broadcastTo, concat, listOf, reshape } from "./layout.ts";
import { take } from "./rearrange.ts";

/**
 * Each position of one axis several times, one behind the other: NumPy's `repeat`, PyTorch's `repeat_interleave`.
 * @param axis the first where left out; negative counts from the end
 * @throws RangeError for a number of times below 0, or an axis that is not there
 * @example repeat([1, 2], 2).toArray() // [1, 1, 2, 2]
 */
export function repeat(input: TensorLike, times: number, axis = 0): Tensor {
  const x = asTensor(input, undefined, "repeat");
  assertTimes("repeat", times);
  const n = x.shape[axisOf("repeat", x, axis)]!;
  return take(
    x,
    Array.from({ length: n * times }, (_, i) => Math.floor(i / times)),
    axis,
  );
}

/**
 * The whole tensor several times along each axis: NumPy's `tile`, PyTorch's `x.repeat`.
 * @param times one number an axis; missing leading axes are added
 * @throws RangeError for a number of times below 0, or fewer than there are axes
 * @example tile([1, 2], [2, 2]).toArray() // [[1, 2, 1, 2], [1, 2, 1, 2]]
 */
export function tile(input: TensorLike, times: readonly number[]): Tensor {
  const x = asTensor(input, undefined, "tile");
  if (!Array.isArray(times) || times.length < x.shape.length)
    throw new RangeError(
      `tile expects a number of times for each axis of ${formatShape(x.shape)}, but got ${Array.isArray(times) ? formatShape(times) : describe(times)}`,
    );
  for (const count of times) assertTimes("tile", count);
  const added = Array.from({ length: times.length - x.shape.length }, () => 1);
  return times.reduce(
    (y, count, axis) => {
      const n = y.shape[axis]!;
      return count === 1 ? y : take(y, Array.from({ length: n * count }, (_, i) => i % n), axis); // biome-ignore format: a line
    },
    reshape(x, [...added, ...x.shape]),
  );
}

/**
 * Positions of one axis moved on, the last ones coming first again: NumPy's and PyTorch's `roll`. Same shape.
 * @param axis the first where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 * @example roll([1, 2, 3], 1).toArray() // [3, 1, 2]
 */
export function roll(input: TensorLike, by: number, axis = 0): Tensor {
  const x = asTensor(input, undefined, "roll");
  if (!Number.isInteger(by)) throw new RangeError(`roll expects a whole number of positions, but got ${describe(by)}`);
  const n = x.shape[axisOf("roll", x, axis)]!;
  return take(
    x,
    Array.from({ length: n }, (_, i) => (((i - by) % n) + n) % n),
    axis,
  );
}

/**
 * With a constant before and behind, on each axis: NumPy's `pad`. Sequences of unequal lengths are padded by `padSequences`.
 * @param widths [before, behind] for each axis
 * @param value 0 where left out
 * @throws RangeError for widths that are not one pair an axis
 * @example pad([1, 2], [[1, 0]]).toArray() // [0, 1, 2]
 */
export function pad(input: TensorLike, widths: readonly (readonly [number, number])[], value = 0): Tensor {
  const x = asTensor(input, undefined, "pad");
  assertNumber("pad", "value", value);
  const fits =
    Array.isArray(widths) &&
    widths.length === x.shape.length &&
    widths.every(pair => Array.isArray(pair) && pair.length === 2 && pair.every(n => Number.isInteger(n) && n >= 0));
  if (!fits)
    throw new RangeError(
      `pad expects [before, behind] for each axis of ${formatShape(x.shape)}, such as ${JSON.stringify(x.shape.map(() => [1, 0]))}, ` +
        `but got ${Array.isArray(widths) ? JSON.stringify(widths) : describe(widths)}`,
    );
  return widths.reduce((y, [before, behind], axis) => {
    const border = (n: number) => new Tensor(y.backend.full(value, y.shape.with(axis, n), y.dtype), y.backend);
    const parts = [...(before > 0 ? [border(before)] : []), y, ...(behind > 0 ? [border(behind)] : [])];
    return parts.length === 1 ? y : concat(parts, axis);
  }, x);
}

function assertTimes(who: string, times: number): void {
  if (!(Number.isInteger(times) && times >= 0))
    throw new RangeError(`${who} expects a number of times, 0 or more, but got ${describe(times)}`);
}

/** How the axes of `meshgrid` are ordered. */
export interface MeshgridOptions {
  /**
   * "xy", where left out: rows go with the second list and columns with the first, as in NumPy. "ij": each axis goes with its own
   * list, as in PyTorch where nothing is said.
   */
  indexing?: "xy" | "ij";
}

const meshgridOptions: OptionNames<MeshgridOptions> = { indexing: true };

/**
 * The coordinates of all points of a grid, from those along each axis: one tensor a list, in the shape of the grid.
 * [n], [m] → [m, n] twice, or [n, m] twice with { indexing: "ij" }.
 * @throws RangeError for what is no list of vectors, or another indexing
 * @example
 * const [x, y] = meshgrid([[0, 1, 2], [10, 20]])
 * x!.toArray() // [[0, 1, 2], [0, 1, 2]]
 * y!.toArray() // [[10, 10, 10], [20, 20, 20]]
 */
export function meshgrid(vectors: readonly TensorLike[], options: MeshgridOptions = {}): Tensor[] {
  assertOptions("meshgrid", options, meshgridOptions);
  const { indexing = "xy" } = options;
  assertOneOf("meshgrid", "indexing", indexing, ["xy", "ij"]);
  const all = listOf("meshgrid", vectors);
  const wrong = all.find(({ shape }) => shape.length !== 1);
  if (wrong) throw new RangeError(`meshgrid expects vectors [n], but got ${formatShape(wrong.shape)}`);
  const axisOfVector = (i: number) => (indexing === "xy" && i < 2 && all.length > 1 ? 1 - i : i);
  const shape = all.map((_, axis) => all[axisOfVector(axis)]!.size); // swapping two twice changes nothing
  return all.map((x, i) => {
    const alone = shape.map((n, axis) => (axis === axisOfVector(i) ? n : 1));
    return broadcastTo(reshape(x, alone), shape);
  });
}
