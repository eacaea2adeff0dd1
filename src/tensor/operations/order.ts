// Numbers by size along one axis. Where they went has no slope; the numbers themselves keep theirs.
import { formatShape, pollInterrupt, sizeOf } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import { axisOf } from "./checks.ts";
import { largestPlaces, sortedPlaces } from "./places.ts";
import { takeAlongAxis } from "./rearrange.ts";

/** Along which axis, and which way round. */
export interface SortOptions {
  /** The last where left out; negative counts from the end. */
  axis?: number;
  /** The largest first; false where left out. */
  descending?: boolean;
}

/** How many lines are sorted between two checks for an interrupt. */
const linesBetweenPolls = 64;

const sortOptions: OptionNames<SortOptions> = { axis: "number", descending: "boolean" };

/**
 * The numbers along one axis from the smallest to the largest, NaN last as in NumPy. Same shape; gradients go back the way.
 * @throws RangeError for an axis that is not there
 * @example sort([3, 1, 2], { descending: true }).toArray() // [3, 2, 1]
 */
export function sort(input: TensorLike, options: SortOptions = {}): Tensor {
  const x = asTensor(input, undefined, "sort");
  return takeAlongAxis(x, order("sort", x, options), options.axis);
}

/**
 * The indices that sort the numbers along one axis; equal numbers stay in their order. NaN comes last, as in NumPy.
 * @throws RangeError for an axis that is not there
 * @example argsort([3, 1, 2]).toArray() // [1, 2, 0]
 */
export function argsort(input: TensorLike, options: SortOptions = {}): Tensor {
  return order("argsort", asTensor(input, undefined, "argsort"), options);
}

/** Along which axis. */
export interface AxisOptions {
  /** The last where left out; negative counts from the end. */
  axis?: number;
}

const axisOptions: OptionNames<AxisOptions> = { axis: "number" };

/**
 * The k largest numbers along one axis, the largest first, and where they stand. [..., n, ...] → [..., k, ...], both.
 * @param k from 0 to n
 * @throws RangeError for another k, or an axis that is not there
 * @example topK([0.1, 0.7, 0.2], 2).indices.toArray() // [1, 2]
 */
export function topK(input: TensorLike, k: number, options: AxisOptions = {}): { values: Tensor; indices: Tensor } {
  const x = asTensor(input, undefined, "topK");
  assertOptions("topK", options, axisOptions);
  const { axis = -1 } = options;
  const along = axisOf("topK", x, axis);
  const n = x.shape[along]!;
  if (!(Number.isInteger(k) && k >= 0 && k <= n))
    throw new RangeError(
      `topK expects k from 0 to ${n} on axis ${axis} of ${formatShape(x.shape)}, but got ${describe(k)}`,
    );
  const inner = sizeOf(x.shape.slice(along + 1));
  const [values, places] = [x.values(), new Float64Array((x.size / Math.max(n, 1)) * k)];
  for (let line = 0; line * k < places.length; line++) {
    if (line % linesBetweenPolls === 0) pollInterrupt();
    const [outer, at] = [Math.floor(line / inner), line % inner];
    const largest = largestPlaces(n, k, place => values[(outer * n + place) * inner + at]!);
    for (const [i, place] of largest.entries()) places[(outer * k + i) * inner + at] = place;
  }
  const indices = new Tensor(x.backend.fromValues(places, x.shape.with(along, k), x.dtype), x.backend);
  return { values: takeAlongAxis(x, indices, axis), indices };
}

function order(who: string, x: Tensor, options: SortOptions): Tensor {
  assertOptions(who, options, sortOptions);
  const { axis = -1, descending = false } = options;
  const along = axisOf(who, x, axis);
  const n = x.shape[along]!;
  const inner = sizeOf(x.shape.slice(along + 1));
  const values = x.values();
  const indices = new Float64Array(x.size);
  const lineOf = new Float64Array(n);
  for (let line = 0; line * n < x.size; line++) {
    if (line % linesBetweenPolls === 0) pollInterrupt();
    const start = Math.floor(line / inner) * n * inner + (line % inner);
    for (let k = 0; k < n; k++) lineOf[k] = values[start + k * inner]!;
    const sorted = sortedPlaces(lineOf, descending);
    for (let k = 0; k < n; k++) indices[start + k * inner] = sorted[k]!;
  }
  return new Tensor(x.backend.fromValues(indices, x.shape, x.dtype), x.backend);
}
