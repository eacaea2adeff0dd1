// Making tensors from numbers.
import {
  type Backend,
  currentBackend,
  type DType,
  type NDArray,
  pollInterruptAt,
  type Shape,
} from "../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { asTensor, type TensorLike } from "./convert.ts";
import { place } from "./format.ts";
import { assertShape, flatten, type NestedNumbers } from "./nested.ts";
import { Tensor } from "./tensor.ts";

/** What every function that makes a tensor can be told. */
export interface TensorOptions {
  /** "float32" (the default, as in Keras and PyTorch) or "float64" (for exact gradient checks). */
  dtype?: DType;
  /** Whether `backward()` leaves a gradient in `grad`; false where left out. */
  requiresGrad?: boolean;
}

const tensorOptions: OptionNames<TensorOptions> = { dtype: "dtype", requiresGrad: "boolean" };

/**
 * A tensor from a number, nested lists or a typed array, whose numbers are copied; true counts as 1 and false as 0.
 * @throws TypeError for what is not a number, RangeError for rows of unequal length; both say where.
 * @example tensor([[1, 2, 3], [4, 5, 6]]).shape // [2, 3]
 */
export function tensor(values: NestedNumbers, options: TensorOptions = {}): Tensor {
  const { dtype, requiresGrad } = readOptions("tensor", options);
  const { flat, shape } = flatten("tensor", values, dtype);
  return onCurrent(xp => xp.fromValues(flat, shape, dtype), requiresGrad);
}

/** The same numbers on this backend: x itself where it is there already, else a copy, to which no gradient leads. */
export const onBackend = (x: Tensor, backend: Backend): Tensor =>
  x.backend === backend ? x : new Tensor(backend.fromValues(x.values(), x.shape, x.dtype), backend);

/**
 * A tensor of zeros.
 * @throws RangeError for what is no shape
 * @example zeros([2, 3])
 */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled("zeros", shape, 0, options);

/**
 * A tensor of ones.
 * @throws RangeError for what is no shape
 * @example ones([2, 3])
 */
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => filled("ones", shape, 1, options);

/**
 * A tensor of one number everywhere.
 * @throws RangeError for what is no shape, TypeError for what is no number
 * @example full([2, 3], 0.5)
 */
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor =>
  filled("full", shape, value, options);

/** A tensor of zeros in shape, dtype and on the backend of another. */
export const zerosLike = (x: TensorLike): Tensor => filledLike("zerosLike", x, 0);

/** A tensor of ones in shape, dtype and on the backend of another. */
export const onesLike = (x: TensorLike): Tensor => filledLike("onesLike", x, 1);

/**
 * A tensor of one number everywhere, in shape, dtype and on the backend of another.
 * @throws TypeError for what is no number
 */
export const fullLike = (x: TensorLike, value: number): Tensor => filledLike("fullLike", x, value);

function filledLike(who: string, input: TensorLike, value: number): Tensor {
  const { backend, shape, dtype } = asTensor(input, undefined, who);
  if (typeof value !== "number") throw new TypeError(`${who} expects a number, but got ${describe(value)}`);
  return new Tensor(backend.full(value, shape, dtype), backend);
}

/**
 * The identity matrix, [n, n].
 * @throws RangeError unless n is a whole number ≥ 0
 * @example eye(2).toArray() // [[1, 0], [0, 1]]
 */
export function eye(n: number, options: TensorOptions = {}): Tensor {
  if (!Number.isInteger(n) || n < 0)
    throw new RangeError(`eye expects a whole number ≥ 0, the rows of a square matrix, but got ${describe(n)}`);
  const flat = new Float64Array(n * n);
  for (let i = 0; i < n; i++) flat[i * n + i] = 1;
  return fromFlat(flat, [n, n], options, "eye");
}

/**
 * The numbers start, start + step, … below `stop` (above it where step < 0), [n]; arange(n) counts from 0.
 * @throws RangeError for numbers that are not finite, or a step of 0
 * @example arange(2, 10, 3).toArray() // [2, 5, 8]
 */
export function arange(stop: number, options?: TensorOptions): Tensor;
export function arange(start: number, stop: number, step?: number, options?: TensorOptions): Tensor;
export function arange(first: number, second?: number | TensorOptions, step = 1, options?: TensorOptions): Tensor {
  const [start, stop] = typeof second === "number" ? [first, second] : [0, first];
  for (const n of [start, stop, step])
    if (!Number.isFinite(n) || step === 0)
      throw new RangeError(
        `arange expects finite numbers and a step other than 0, but got ${describe(step === 0 ? step : n)}`,
      );
  const count = Math.max(0, Math.ceil((stop - start) / step));
  assertCount("arange", count);
  const values = Float64Array.from({ length: count }, (_, i) => start + i * step);
  const given = options === undefined && typeof second !== "number" ? second : options;
  return fromFlat(values, [count], given, "arange");
}

/**
 * `count` numbers from start to stop, both of them included, at equal distances, [count].
 * @param count 50 where left out, as in NumPy
 * @throws RangeError for numbers that are not finite, or a count that is no whole number ≥ 0
 * @example linspace(0, 1, 5).toArray() // [0, 0.25, 0.5, 0.75, 1]
 */
export function linspace(start: number, stop: number, count = 50, options: TensorOptions = {}): Tensor {
  for (const end of [start, stop])
    if (!Number.isFinite(end)) throw new RangeError(`linspace expects finite numbers, but got ${describe(end)}`);
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`linspace expects a whole number ≥ 0 of numbers, but got ${describe(count)}`);
  assertCount("linspace", count);
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  const values = Float64Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? stop : start + i * step));
  return fromFlat(values, [count], options, "linspace");
}

/**
 * Class ids as rows that are 1 at the id and 0 elsewhere: [...] → [..., classes].
 * @throws RangeError for an id that is no whole number from 0 to classes − 1
 * @example oneHot([2, 0], 3).toArray() // [[0, 0, 1], [1, 0, 0]]
 */
export function oneHot(ids: TensorLike, classes: number, options: TensorOptions = {}): Tensor {
  return oneHotFor("oneHot", ids, classes, options);
}

/** The same for another function that reads ids: `who` is named in messages. */
export function oneHotFor(who: string, ids: TensorLike, classes: number, options: TensorOptions = {}): Tensor {
  if (!Number.isInteger(classes) || classes < 1)
    throw new RangeError(`${who} expects a number of classes ≥ 1, but got ${describe(classes)}`);
  const { dtype } = readOptions(who, options);
  const { shape, list } = idsOf(who, ids, classes);
  const rows = rowsOf(list, classes, dtype);
  const made = fromFlat(rows(), [...shape, classes], options, who);
  made.backend.remember(made.array, [], againFrom(made.backend, rows, made.shape, dtype));
  return made;
}

const rowsOf = (ids: readonly number[], classes: number, dtype: DType) => () => {
  const flat = new (dtype === "float64" ? Float64Array : Float32Array)(ids.length * classes);
  ids.forEach((id, i) => {
    flat[i * classes + id] = 1;
  });
  return flat;
};

/** Holds no array, so that the garbage collector sees when it is dropped. */
const againFrom = (xp: Backend, values: () => ArrayLike<number>, shape: Shape, dtype: DType) => () =>
  xp.fromValues(values(), shape, dtype);

/**
 * Ids, flat, with their shape.
 * @throws RangeError for what is no whole number from 0 to `count` − 1
 */
export function idsOf(who: string, ids: TensorLike, count: number): { shape: Shape; list: readonly number[] } {
  const { shape, array, backend } = asTensor(ids, "float64", who);
  const values = backend.values(array);
  const list = new Array<number>(values.length);
  for (let i = 0; i < list.length; i++) {
    pollInterruptAt(i);
    const id = values[i]!;
    if (!Number.isInteger(id) || id < 0 || id >= count)
      throw new RangeError(`${who} expects ids from 0 to ${count - 1}, but got ${id} at ${place(i, shape)}`);
    list[i] = id;
  }
  return { shape, list };
}

/** More numbers than any machine holds are a mistake in what was asked for. */
function assertCount(who: string, count: number): void {
  if (count > 2 ** 31) throw new RangeError(`${who} expects at most 2³¹ numbers, but these would be ${count}`);
}

/** A tensor from numbers in row-major order; for code that has computed the shape itself. `who` is named in messages. */
export function fromFlat(
  values: ArrayLike<number>,
  shape: Shape,
  options: TensorOptions = {},
  who = "a tensor",
): Tensor {
  const { dtype, requiresGrad } = readOptions(who, options);
  return onCurrent(xp => xp.fromValues(values, shape, dtype), requiresGrad);
}

function filled(who: string, shape: Shape, value: number, options: TensorOptions): Tensor {
  assertShape(who, shape);
  const { dtype, requiresGrad } = readOptions(who, options);
  if (typeof value !== "number") throw new TypeError(`${who} expects a number, but got ${describe(value)}`);
  return onCurrent(xp => xp.full(value, [...shape], dtype), requiresGrad);
}

function onCurrent(make: (xp: Backend) => NDArray, requiresGrad: boolean): Tensor {
  const xp = currentBackend();
  return new Tensor(make(xp), xp, { requiresGrad });
}

/** @throws TypeError or RangeError for what are no options of a tensor */
export function assertTensorOptions(who: string, options: TensorOptions): void {
  assertOptions(who, options, tensorOptions);
}

function readOptions(who: string, options: TensorOptions): Required<TensorOptions> {
  assertTensorOptions(who, options);
  return { dtype: options.dtype ?? "float32", requiresGrad: options.requiresGrad ?? false };
}
