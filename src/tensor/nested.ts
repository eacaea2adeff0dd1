// Numbers as a person writes them (one number, nested lists, typed arrays) and as a backend takes them: flat, with a shape.
import { type DType, formatShape, pollInterrupt, type Shape, sizeOf } from "../backend/index.ts";
import { describe } from "../options.ts";
import { indexOf, place } from "./format.ts";

/** Every typed array whose items are numbers. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** Numbers nested as deep as the tensor has axes; true counts as 1 and false as 0. */
export type NestedNumbers = number | boolean | NumberArray | readonly NestedNumbers[];

/** So many numbers are copied between two looks whether somebody wants to stop: a tenth of a millisecond. */
const numbersBetweenPolls = 2 ** 15;

/** No tensor has more axes than this; a list that holds itself has. */
const maxRank = 32;

/**
 * @param who named in messages
 * @param dtype of the numbers as they will be kept
 * @throws TypeError for what is not a number, RangeError for rows of unequal length; both say where.
 */
export function flatten(who: string, values: unknown, dtype: DType): { flat: ArrayLike<number>; shape: Shape } {
  if (isNumberArray(values)) return { flat: values, shape: [values.length] };
  const shape = shapeOf(who, values);
  const flat = dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  if (shape.length === 0) flat[0] = asNumber(who, values, 0, shape);
  else fill(who, values, shape, 0, 0, flat.length, flat);
  return { flat, shape };
}

/** Copies one level: positions of `axis`, which together hold `size` numbers from `offset` on. */
function fill(
  who: string,
  list: unknown,
  shape: Shape,
  axis: number,
  offset: number,
  size: number,
  into: Float32Array | Float64Array,
): void {
  const n = shape[axis]!;
  if (!isList(list) || list.length !== n) {
    const at = formatShape(indexOf(offset, shape).slice(0, axis));
    const got = isList(list) ? `${list.length}` : describe(list);
    throw new RangeError(
      `${who} expects rows of equal length, but got ${got} at ${at} where the first has ${n}` +
        (isList(list) ? "; padSequences(rows) makes them equal" : ""),
    );
  }
  if (axis < shape.length - 1) {
    const step = size / n;
    for (let i = 0; i < n; i++) {
      const at = offset + i * step;
      if (at % numbersBetweenPolls < step) pollInterrupt();
      fill(who, list[i], shape, axis + 1, at, step, into);
    }
  } else if (isNumberArray(list)) {
    into.set(list, offset);
  } else {
    for (let i = 0; i < n; i++) {
      const value = list[i];
      into[offset + i] = typeof value === "number" ? value : asNumber(who, value, offset + i, shape);
    }
  }
}

/** Anything but a number in a place for one. */
function asNumber(who: string, value: unknown, offset: number, shape: Shape): number {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  const at = shape.length === 0 ? "" : ` at ${place(offset, shape)}`;
  if (isList(value)) throw new TypeError(`${who} expects every row as deep as the first, but got an array${at}`);
  throw new TypeError(`${who} expects numbers, but got ${describe(value)}${at}${advice(value, shape)}`);
}

function advice(value: unknown, shape: Shape): string {
  if (typeof value === "string" || typeof value === "bigint") return "; Number(…) makes a number of it";
  if (value === undefined && shape.length === 0) return "; a gradient is there only after backward()";
  if (typeof value === "object" && value !== null && Symbol.iterator in value && !("backend" in value))
    return "; [...items] makes a list of it";
  const isTensor = typeof value === "object" && value !== null && "backend" in value;
  if (!isTensor) return "";
  return shape.length === 0
    ? "; it is a tensor already"
    : "; stack(tensors) makes one tensor of several and keeps their gradients, item() takes a number out";
}

/** The shape that the first element of each level suggests. */
function shapeOf(who: string, values: unknown): number[] {
  const shape: number[] = [];
  for (let level = values; isList(level); level = level[0]) {
    shape.push(level.length);
    if (shape.length > maxRank)
      throw new RangeError(`${who} expects lists at most ${maxRank} deep, but got one that is deeper or holds itself`);
  }
  return shape;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Not those of BigInts, whose items are no numbers. */
const isNumberArray = (value: unknown): value is NumberArray =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);

/** 8 GB of float32: more than a tensor can hold. */
const mostNumbers = 2 ** 31;

/** @throws RangeError unless `shape` is an array of whole numbers ≥ 0, of no more than 2³¹ numbers */
export function assertShape(who: string, shape: unknown): asserts shape is Shape {
  if (Array.isArray(shape) && shape.every(n => Number.isInteger(n) && n >= 0)) {
    if (sizeOf(shape) <= mostNumbers) return;
    throw new RangeError(`${who} expects a shape of at most 2³¹ numbers in all, but got [${shape.join(", ")}]`);
  }
  const next = typeof shape === "number" ? "; write it in brackets" : "";
  const got = Array.isArray(shape) ? JSON.stringify(shape) : describe(shape);
  throw new RangeError(`${who} expects a shape such as [2, 3], but got ${got}${next}`);
}
