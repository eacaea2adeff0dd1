// Numbers in another order, some of them, or some more than once, with NumPy's names and rules; gradients go back the way.
import { formatShape, type Shape, sizeOf } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { place } from "../format.ts";
import type { Tensor } from "../tensor.ts";
import { alike, mul } from "./arithmetic.ts";
import { assertNoMoreThanAxis, axesOf, axisOf } from "./checks.ts";
import { reshape, slice, takeRows, transpose } from "./layout.ts";

/**
 * The numbers in the opposite order along axes. Same shape.
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for an axis that is not there
 * @example flip([[1, 2], [3, 4]], 0).toArray() // [[3, 4], [1, 2]]
 */
export function flip(x: TensorLike, axis?: number | readonly number[]): Tensor;
export function flip(input: TensorLike, axis?: number | readonly number[], ...rest: readonly unknown[]): Tensor {
  assertNoMoreThanAxis("flip", rest);
  const x = asTensor(input, undefined, "flip");
  return axesOf("flip", x, axis).reduce(
    (y, along) => withAxisFirst(y, along, rows => takeRows(rows, lastToFirst(rows.shape[0]!))),
    x,
  );
}

/**
 * Positions of one axis, in the order of `indices`; each may come again. The axis becomes those of `indices`:
 * [..., n, ...] → [..., ...indices, ...].
 * @param indices whole numbers from 0 to n − 1, of any shape; negative ones count from the end
 * @param axis the first where left out; negative counts from the end
 * @throws RangeError for an index or an axis that is not there
 * @example take([10, 20, 30], [2, 0, -1]).toArray() // [30, 10, 30]
 */
export function take(input: TensorLike, indices: TensorLike, axis = 0): Tensor {
  const x = asTensor(input, undefined, "take");
  const along = axisOf("take", x, axis);
  const { list, shape } = positions("take", indices, x.shape[along]!);
  const order = x.shape.map((_, i) => i);
  const rows = takeRows(transpose(x, [along, ...order.toSpliced(along, 1)]), list);
  const rest = x.shape.toSpliced(along, 1);
  const rank = shape.length + rest.length;
  const first = Array.from({ length: shape.length }, (_, i) => i); // where the axes of `indices` are now
  const others = Array.from({ length: rest.length }, (_, i) => shape.length + i);
  const back = others.toSpliced(along, 0, ...first);
  const y = reshape(rows, [...shape, ...rest]);
  return along === 0 || rank < 2 ? y : transpose(y, back);
}

/**
 * One number for each index: y[i][j] = x[i][indices[i][j]] along the last axis, and likewise along another. PyTorch's
 * `gather`, NumPy's `take_along_axis`. The shape is that of `indices`.
 * @param indices whole numbers from 0 to n − 1; negative ones count from the end. In the shape of x but for the axis
 * @param axis the last where left out; negative counts from the end
 * @throws RangeError for an index or an axis that is not there, or for another shape
 * @example takeAlongAxis(logSoftmax([[1, 2], [3, 0]]), [[1], [0]]) // of each row the number of its class
 */
export function takeAlongAxis(input: TensorLike, indices: TensorLike, axis = -1): Tensor {
  const x = asTensor(input, undefined, "takeAlongAxis");
  const along = axisOf("takeAlongAxis", x, axis);
  const n = x.shape[along]!;
  const { list, shape } = positions("takeAlongAxis", indices, n);
  if (shape.length !== x.shape.length || shape.some((size, i) => i !== along && size !== x.shape[i]))
    throw new RangeError(
      `takeAlongAxis expects indices in the shape of ${formatShape(x.shape)} but for axis ${axis}, but got ${formatShape(shape)}`,
    );
  const inner = sizeOf(x.shape.slice(along + 1));
  const wide = shape[along]! * inner; // numbers of `indices` for one position of the axes before
  const at = list.map((index, i) => (Math.floor(i / wide) * n + index) * inner + (i % inner));
  return reshape(takeRows(reshape(x, [x.size]), at), shape);
}

/**
 * What stands where a mask is not 0, in order: NumPy's `x[mask]`, [n, ...rest]. How many there are is known only then.
 * @param mask in the shape of x, or of its leading axes; whole rows are taken then
 * @throws RangeError for a mask of another shape
 * @example booleanMask([5, -1, 7], greater([5, -1, 7], 0)).toArray() // [5, 7]
 */
export function booleanMask(input: TensorLike, mask: TensorLike): Tensor {
  const x = asTensor(input, undefined, "booleanMask");
  const { shape, array, backend } = asTensor(mask, undefined, "booleanMask");
  if (shape.length === 0 || shape.some((n, i) => n !== x.shape[i]))
    throw new RangeError(
      `booleanMask expects a mask of the leading axes of ${formatShape(x.shape)}, but got ${formatShape(shape)}`,
    );
  const chosen = Array.from(backend.values(array)).flatMap((value, i) => (value === 0 ? [] : [i]));
  return takeRows(reshape(x, [sizeOf(shape), ...x.shape.slice(shape.length)]), chosen);
}

/** How `split` cuts: into equal parts, or into parts of these sizes. */
export interface SplitOptions {
  /** How many equal parts. */
  parts?: number;
  /** The size of each part on the axis; together they are all of it. */
  sizes?: readonly number[];
  /** Which axis is cut; the first where left out, negative counts from the end. */
  axis?: number;
}

const splitOptions: OptionNames<SplitOptions> = { parts: "number", sizes: true, axis: "number" };

/**
 * A tensor cut into parts along one axis; `concat` joins them again. Whether a number means parts or sizes differs between
 * libraries, so it has a name here: NumPy's split(x, 3) is { parts: 3 }, PyTorch's split(x, [1, 2]) is { sizes: [1, 2] }.
 * @throws RangeError for parts that are not equal, or sizes that are not all of the axis
 * @example split([1, 2, 3, 4], { parts: 2 }).map(part => part.toArray()) // [[1, 2], [3, 4]]
 */
export function split(input: TensorLike, options: SplitOptions): Tensor[] {
  const x = asTensor(input, undefined, "split");
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new RangeError(
      `split expects { parts } or { sizes }, but got ${describe(options)}; write { parts: 2 } for two equal parts, ` +
        "{ sizes: [1, 3] } for one of 1 and one of 3",
    );
  assertOptions("split", options, splitOptions);
  const { parts, sizes, axis = 0 } = options;
  const along = axisOf("split", x, axis);
  const n = x.shape[along]!;
  if ((parts === undefined) === (sizes === undefined))
    throw new RangeError("split expects either { parts } or { sizes }, but got both or none");
  const wanted = sizes ?? (Number.isInteger(parts) && parts! > 0 ? new Array<number>(parts!).fill(n / parts!) : []);
  const fits = Array.isArray(wanted) && wanted.length > 0 && wanted.every(size => Number.isInteger(size) && size >= 0);
  if (!fits || wanted.reduce((sum, size) => sum + size, 0) !== n)
    throw new RangeError(
      `split expects ${sizes ? "sizes that are together" : "a number of parts that divides"} ${n}, the size of axis ${axis} of ` +
        `${formatShape(x.shape)}, but got ${Array.isArray(sizes) ? formatShape(sizes) : describe(sizes ?? parts)}`,
    );
  let start = 0;
  return wanted.map(size => {
    const part = slice(x, start, start + size, { axis: along });
    start += size;
    return part;
  });
}

/**
 * Every product of a number of a with one of b: [n], [m] → [n, m].
 * @throws RangeError for what is no vector, TypeError for another dtype
 * @example outer([1, 2], [3, 4]).toArray() // [[3, 4], [6, 8]]
 */
export function outer(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = alike("outer", a, b);
  if (x.shape.length !== 1 || y.shape.length !== 1)
    throw new RangeError(
      `outer expects two vectors, [n] and [m], but got ${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    );
  return mul(reshape(x, [x.size, 1]), y);
}

/** Indices as whole numbers 0 … n − 1, flat, with their shape. */
function positions(who: string, indices: TensorLike, n: number): { list: number[]; shape: Shape } {
  const { shape, array, backend } = asTensor(indices, "float64", who);
  const list = Array.from(backend.values(array), index => (index < 0 ? index + n : index));
  const wrong = list.findIndex(index => !(Number.isInteger(index) && index >= 0 && index < n));
  if (wrong >= 0)
    throw new RangeError(
      `${who} expects indices from ${-n} to ${n - 1}, but got ${backend.values(array)[wrong]}${shape.length > 0 ? ` at ${place(wrong, shape)}` : ""}`,
    );
  return { list, shape };
}

/** The axis and the first one change places, and back. */
function withAxisFirst(x: Tensor, axis: number, f: (x: Tensor) => Tensor): Tensor {
  if (axis === 0) return f(x);
  const order = x.shape
    .map((_, i) => i)
    .with(0, axis)
    .with(axis, 0);
  return transpose(f(transpose(x, order)), order);
}

const lastToFirst = (n: number): number[] => Array.from({ length: n }, (_, i) => n - 1 - i);
