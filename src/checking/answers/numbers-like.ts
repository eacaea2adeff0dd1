// Numbers in any form that a student may have them in: one number, nested lists, typed arrays, tensors of the toolkit.
import { describeAnswer } from "../describe.ts";

/** A tensor as checks see it: by its shape and its numbers. The toolkit's is one. */
export interface ReadableTensor {
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** "float32" or "float64". */
  readonly dtype: string;
  /** Its numbers as nested lists. */
  // biome-ignore lint/suspicious/noExplicitAny: the toolkit's is untyped, because a shape is known only at run time
  toArray(): any;
}

/** A typed array whose items are numbers. */
type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** Numbers in any form: one number, nested lists, typed arrays, tensors, and lists of tensors. */
export type NumbersLike = number | boolean | NumberArray | ReadableTensor | readonly NumbersLike[];

/** Numbers in a row with their shape. */
export interface Numbers {
  /** The size of each axis; [] for one number. */
  readonly shape: readonly number[];
  /** Last axis fastest. */
  readonly flat: readonly number[];
  /** Whether they have the 7 digits of float32 alone; plain numbers, too, that a tensor gave by `item()` or `toArray()`. */
  readonly single: boolean;
}

/** No array has more axes than this; a list that holds itself has. */
const maxAxes = 32;

/** Whether a value is a tensor, whatever made it. */
export const isTensorLike = (value: unknown): value is ReadableTensor =>
  typeof value === "object" &&
  value !== null &&
  "shape" in value &&
  Array.isArray(value.shape) &&
  "toArray" in value &&
  typeof value.toArray === "function";

const isNumberArray = (value: unknown): value is NumberArray =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);

/** Whether a value is a list: of numbers, of lists or of anything. */
export const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || isNumberArray(value);

/** The numbers of a value with their shape, or why it has none, in words that follow "but got": "an array of 3 with …". */
export function readNumbers(value: unknown): Numbers | { readonly fault: string } {
  const flat: number[] = [];
  let single = false;
  let fault: string | undefined;
  /** Appends the numbers of a part, and gives its shape. */
  const read = (part: unknown, depth: number): readonly number[] | undefined => {
    if (depth > maxAxes) fault ??= "lists that hold themselves";
    if (fault !== undefined) return undefined;
    if (typeof part === "number" || typeof part === "boolean") {
      flat.push(Number(part));
      return [];
    }
    if (isTensorLike(part)) {
      single ||= part.dtype === "float32";
      read(part.toArray(), depth + 1);
      // A tensor without numbers keeps its shape: [0, 3].
      return [...part.shape];
    }
    if (!isList(part)) {
      fault ??= depth === 0 ? describeAnswer(part) : `${describeAnswer(part)} among the numbers`;
      return undefined;
    }
    single ||= part instanceof Float32Array;
    let first: readonly number[] | undefined;
    for (let i = 0; i < part.length; i++) {
      const shape = read(part[i], depth + 1);
      if (shape === undefined) return undefined;
      first ??= shape;
      if (!isSameShape(first, shape)) fault ??= "rows of unequal length";
    }
    return [part.length, ...(first ?? [])];
  };
  const shape = read(value, 0);
  single ||= flat.some(x => !Number.isInteger(x)) && flat.every(x => Object.is(Math.fround(x), x));
  return fault === undefined && shape !== undefined ? { shape, flat, single } : { fault: fault ?? "no numbers" };
}

/** Whether two shapes are equal. */
export const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** A shape in a message: [2, 3]. */
export const formatShape = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Where a number stands, from its place in the row: [1, 0]. */
export function formatPlace(offset: number, shape: readonly number[]): string {
  const place: number[] = [];
  for (const size of shape.toReversed()) {
    place.unshift(offset % size);
    offset = Math.floor(offset / size);
  }
  return formatShape(place);
}
