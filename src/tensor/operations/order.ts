// Numbers by size along one axis. Where they went has no slope; the numbers themselves keep theirs.
import { formatShape, sizeOf } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import { axisOf } from "./checks.ts";
import { slice } from "./layout.ts";
import { takeAlongAxis } from "./rearrange.ts";

/** Along which axis, and which way round. */
export interface SortOptions {
  /** The last where left out; negative counts from the end. */
  axis?: number;
  /** The largest first; false where left out. */
  descending?: boolean;
}

const sortOptions: OptionNames<SortOptions> = { axis: true, descending: true };

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

const axisOptions: OptionNames<AxisOptions> = { axis: true };

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
  const n = x.shape[axisOf("topK", x, axis)]!;
  if (!(Number.isInteger(k) && k >= 0 && k <= n))
    throw new RangeError(
      `topK expects k from 0 to ${n} on axis ${axis} of ${formatShape(x.shape)}, but got ${describe(k)}`,
    );
  const indices = slice(order("topK", x, { axis, descending: true }), 0, k, { axis });
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
  const ranks = Array.from({ length: n }, (_, k) => k);
  for (let line = 0; line * n < x.size; line++) {
    const start = Math.floor(line / inner) * n * inner + (line % inner);
    const at = (k: number) => values[start + k * inner]!;
    // NaN is the largest, as in NumPy: last going up, first going down.
    const compare = (a: number, b: number) =>
      Number.isNaN(a) || Number.isNaN(b)
        ? Number(Number.isNaN(a)) - Number(Number.isNaN(b))
        : a < b
          ? -1
          : Number(a > b);
    const sorted = ranks.toSorted((i, j) => (descending ? compare(at(j), at(i)) : compare(at(i), at(j))));
    for (let k = 0; k < n; k++) indices[start + k * inner] = sorted[k]!;
  }
  return new Tensor(x.backend.fromValues(indices, x.shape, x.dtype), x.backend);
}
