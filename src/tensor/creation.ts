// Making tensors from numbers.
import { type Backend, currentBackend, type DType, formatShape, type NDArray, type Shape } from "../backend/index.ts";
import { place } from "./format.ts";
import { type NestedNumbers, Tensor } from "./tensor.ts";

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** What can stand where a tensor is expected. */
export type TensorLike = Tensor | NestedNumbers | Numbers;

export interface TensorOptions {
  /** "float32" (the default, as in Keras and PyTorch) or "float64" (for exact gradient checks). */
  dtype?: DType;
  /** Whether `backward()` should leave a gradient in `grad`. */
  requiresGrad?: boolean;
}

/**
 * A tensor from a number, nested arrays or a typed array.
 * @example tensor([[1, 2, 3], [4, 5, 6]]).shape // [2, 3]
 * @throws TypeError for what is not a number, RangeError for rows of unequal length; both say where.
 */
export function tensor(
  values: NestedNumbers | Numbers,
  { dtype = "float32", requiresGrad = false }: TensorOptions = {},
) {
  assertDType("tensor", dtype);
  const shape = shapeOf(values);
  const flat: number[] = [];
  flatten(values, shape, [], flat);
  return onCurrent(xp => xp.fromValues(flat, shape, dtype), requiresGrad);
}

/** A tensor stays itself; anything else goes through `tensor` with the given dtype. */
export const asTensor = (value: TensorLike, dtype: DType = "float32"): Tensor =>
  value instanceof Tensor ? value : tensor(value, { dtype });

/** The same numbers on this backend: x itself where it is there already, else a copy, to which no gradient leads. */
export const onBackend = (x: Tensor, backend: Backend): Tensor =>
  x.backend === backend ? x : new Tensor(backend.fromValues(x.values(), x.shape, x.dtype), backend);

/** A tensor of zeros. @example zeros([2, 3]) */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled("zeros", shape, 0, options);

/** A tensor of ones. @example ones([2, 3]) */
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => filled("ones", shape, 1, options);

/** A tensor of one number everywhere. @example full([2, 3], 0.5) */
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor =>
  filled("full", shape, value, options);

/** The identity matrix, [n, n]. @example eye(2).toArray() // [[1, 0], [0, 1]] */
export function eye(n: number, options: TensorOptions = {}): Tensor {
  assertShape("eye", [n]);
  const flat = new Float64Array(n * n);
  for (let i = 0; i < n; i++) flat[i * n + i] = 1;
  return fromFlat(flat, [n, n], options);
}

/**
 * The numbers start, start + step, … below `stop` (above it where step < 0); arange(n) counts from 0.
 * @example arange(2, 10, 3).toArray() // [2, 5, 8]
 */
export function arange(stop: number, options?: TensorOptions): Tensor;
export function arange(start: number, stop: number, step?: number, options?: TensorOptions): Tensor;
export function arange(
  from: number,
  to?: number | TensorOptions,
  step = 1,
  options: TensorOptions = typeof to === "object" ? to : {},
): Tensor {
  const [start, stop] = typeof to === "number" ? [from, to] : [0, from];
  if (!Number.isFinite(start) || !Number.isFinite(stop) || !Number.isFinite(step) || step === 0)
    throw new RangeError(`arange expects finite numbers and a step other than 0, but got ${start}, ${stop}, ${step}`);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return fromFlat(
    Float64Array.from({ length: count }, (_, i) => start + i * step),
    [count],
    options,
  );
}

/**
 * Class ids as rows that are 1 at the id and 0 elsewhere: [...] → [..., classes].
 * @example oneHot([2, 0], 3).toArray() // [[0, 0, 1], [1, 0, 0]]
 * @throws RangeError for an id that is no whole number from 0 to classes − 1.
 */
export function oneHot(ids: TensorLike, classes: number, options: TensorOptions = {}): Tensor {
  return oneHotFor("oneHot", ids, classes, options);
}

/** The same for whoever else reads ids: `who` is who complains of them. */
export function oneHotFor(who: string, ids: TensorLike, classes: number, options: TensorOptions = {}): Tensor {
  if (!Number.isInteger(classes) || classes < 1)
    throw new RangeError(`${who} expects a number of classes ≥ 1, but got ${classes}`);
  const { shape, list } = idsOf(who, ids, classes);
  const flat = new Float64Array(list.length * classes);
  list.forEach((id, i) => {
    flat[i * classes + id] = 1;
  });
  return fromFlat(flat, [...shape, classes], options);
}

/** Whole numbers from 0 to `count` − 1 that number something, flat, with their shape; anything else is an error. */
export function idsOf(who: string, ids: TensorLike, count: number): { shape: Shape; list: readonly number[] } {
  const { shape, array, backend } = asTensor(ids, "float64");
  const list = Array.from(backend.values(array));
  const wrong = list.findIndex(id => !Number.isInteger(id) || id < 0 || id >= count);
  if (wrong >= 0)
    throw new RangeError(`${who} expects ids from 0 to ${count - 1}, but got ${list[wrong]} at ${place(wrong, shape)}`);
  return { shape, list };
}

/** A tensor from numbers in row-major order; for code that has computed the shape itself. */
export function fromFlat(values: ArrayLike<number>, shape: Shape, options: TensorOptions = {}): Tensor {
  const { dtype = "float32", requiresGrad = false } = options;
  assertDType("a tensor", dtype);
  return onCurrent(xp => xp.fromValues(values, shape, dtype), requiresGrad);
}

function filled(who: string, shape: Shape, value: number, options: TensorOptions): Tensor {
  const { dtype = "float32", requiresGrad = false } = options;
  assertDType(who, dtype);
  assertShape(who, shape);
  return onCurrent(xp => xp.full(value, [...shape], dtype), requiresGrad);
}

function onCurrent(make: (xp: Backend) => NDArray, requiresGrad: boolean): Tensor {
  const xp = currentBackend();
  return new Tensor(make(xp), xp, { requiresGrad });
}

/** Throws unless `shape` is an array of whole numbers ≥ 0. */
export function assertShape(who: string, shape: unknown): asserts shape is Shape {
  if (!Array.isArray(shape) || !shape.every(n => Number.isInteger(n) && n >= 0))
    throw new RangeError(`${who} expects a shape such as [2, 3], but got ${JSON.stringify(shape)}`);
}

function assertDType(who: string, dtype: unknown): void {
  if (dtype !== "float32" && dtype !== "float64")
    throw new TypeError(`${who} expects dtype "float32" or "float64", but got ${JSON.stringify(dtype)}`);
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** The shape that the first element of each level suggests. */
function shapeOf(values: unknown): number[] {
  const shape: number[] = [];
  for (let level = values; isList(level); level = level[0]) shape.push(level.length);
  return shape;
}

function flatten(values: unknown, shape: Shape, index: readonly number[], into: number[]): void {
  const at = index.length === 0 ? "" : ` at ${formatShape(index)}`;
  if (index.length === shape.length) {
    if (typeof values !== "number")
      throw new TypeError(
        isList(values)
          ? `tensor expects every row as deep as the first, but got an array${at}`
          : `tensor expects numbers, but got ${values === null ? "null" : describe(values)}${at}`,
      );
    into.push(values);
    return;
  }
  const n = shape[index.length]!;
  if (!isList(values) || values.length !== n)
    throw new RangeError(
      `tensor expects rows of equal length, but got ${isList(values) ? values.length : typeof values}${at} where the first has ${n}`,
    );
  for (let i = 0; i < n; i++) flatten(values[i], shape, [...index, i], into);
}

const describe = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : typeof value);
