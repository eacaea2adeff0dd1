// What a box says that a value is, as a value of this process: plain data, which no code of a student's can touch.
//
// It is a claim, and it is checked before anything reads it: how large it is, that no list claims a length that it does
// not have, that a tensor has as many numbers as its shape says.
import { decodeValue, ValueError } from "../../../kernel/execution/values.ts";
import type { Checking } from "./assignment.ts";

/** More parts than any answer has. */
const maxParts = 1_000_000;

/** A tensor that has come from a box, as checks meet one: by its shape and its numbers. */
class ArrivedTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly #data: ArrayLike<number>;

  constructor(shape: readonly number[], dtype: string, data: ArrayLike<number>) {
    this.shape = shape;
    this.dtype = dtype;
    this.#data = data;
  }

  /** Its numbers as nested lists. */
  toArray(): unknown {
    const build = (axis: number, from: number, count: number): unknown => {
      if (axis === this.shape.length) return this.#data[from];
      const size = this.shape[axis]!;
      const part = size === 0 ? 0 : count / size;
      return Array.from({ length: size }, (_, i) => build(axis + 1, from + i * part, part));
    };
    return build(0, 0, this.#data.length);
  }

  /** Checks say of a tensor with one number that `.item()` gives it. */
  item(): number | undefined {
    return this.#data[0];
  }
}

/** @param text of encodeValue, from a box @throws ValueError for what is none, or too large */
export function arrivedValue(text: string, { ____, blankValueType }: Checking): unknown {
  refuseHoles(text);
  const value = decodeValue(
    text,
    new Map<string, (fields: Record<string, unknown>) => unknown>([
      ["tensor", toTensor],
      [blankValueType, () => ____],
    ]),
  );
  return value;
}

/** A list with holes says how long it is: a short text may say four thousand million. */
function refuseHoles(text: string): void {
  if (text.split(",").length > maxParts) throw new ValueError("the value has more parts than any answer has");
  for (const [, length] of text.matchAll(/\["sparse",(\d+)/g))
    if (Number(length) > maxParts) throw new ValueError("the value has a list with too many holes");
}

const maxAxes = 32;

function toTensor({ shape, dtype, data }: Record<string, unknown>): ArrivedTensor {
  const isList = Array.isArray(data) || (ArrayBuffer.isView(data) && !(data instanceof DataView));
  const isShape =
    Array.isArray(shape) &&
    shape.length <= maxAxes &&
    shape.every(size => Number.isInteger(size) && size >= 0 && size <= maxParts);
  if (!isShape || !isList || typeof dtype !== "string")
    throw new ValueError("the value says that it is a tensor, and is none");
  const numbers = Array.from(data as ArrayLike<unknown>, Number);
  // An empty axis before others would let a short text make long lists of empty ones.
  const count = (shape as number[]).reduce((product, size) => product * size, 1);
  const outer = (shape as number[]).reduce((most, size) => most * Math.max(size, 1), 1);
  if (count !== numbers.length || outer > maxParts)
    throw new ValueError(
      `the value says that it is a tensor of shape [${(shape as number[]).join(", ")}], and has ${numbers.length} numbers`,
    );
  return new ArrivedTensor([...(shape as number[])], dtype, numbers);
}
