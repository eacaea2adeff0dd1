// Arrays of NumPy's as pickle makes them, and the lists of numbers in them.
import type { Fault } from "./byte-stream.ts";

/** An array of NumPy's: its items for objects, its bytes for numbers. */
class PickledArray {
  shape: readonly unknown[] = [];
  type = "";
  isLittle = true;
  content: unknown;
}

/** A type of numbers, as `numpy.dtype` makes it. */
class PickledType {
  readonly name: unknown;
  order = "";
  constructor(name: unknown) {
    this.name = name;
  }
}

/** What arrays are made by, and what it does here. */
export const allowed: { readonly [name: string]: (args: readonly unknown[]) => unknown } = {
  "numpy.core.multiarray _reconstruct": () => new PickledArray(),
  "numpy._core.multiarray _reconstruct": () => new PickledArray(),
  "numpy ndarray": () => new PickledArray(),
  "numpy dtype": ([name]) => new PickledType(name),
  // How protocol 2 has bytes: as the text of the same codes.
  "_codecs encode": ([text]) =>
    Uint8Array.from(typeof text === "string" ? text : "", character => character.charCodeAt(0)),
};

/** Gives an array or a type what makes it whole. */
export function build(target: unknown, state: unknown, damaged: () => Error): void {
  if (!Array.isArray(state)) throw damaged();
  if (target instanceof PickledType) {
    target.order = typeof state[1] === "string" ? state[1] : "";
    return;
  }
  const [, shape, type, , content] = state;
  if (!(target instanceof PickledArray) || !(type instanceof PickledType) || !Array.isArray(shape)) throw damaged();
  Object.assign(target, {
    shape,
    type: typeof type.name === "string" ? type.name : "",
    isLittle: type.order !== ">",
    content,
  });
}

/**
 * Lists of whole numbers: what an array of Python's lists, or of NumPy's arrays, holds.
 * @throws Error made by `fault` where there is anything else
 */
export function listsIn(value: unknown, fault: Fault): number[][] {
  const isObjects = value instanceof PickledArray && value.type.startsWith("O");
  const items = isObjects ? value.content : value;
  if (!Array.isArray(items)) throw fault("its pickle holds no array of lists");
  return items.map((item, i) => {
    const numbers = item instanceof PickledArray ? numbersOf(item) : item;
    if (!Array.isArray(numbers) || !numbers.every(Number.isSafeInteger))
      throw fault(`its item ${i} is no list of whole numbers`);
    return numbers;
  });
}

function numbersOf({ type, isLittle, content, shape }: PickledArray): number[] | undefined {
  const [, kind, digits] = /^([iu])([1248])$/.exec(type) ?? [];
  const width = Number(digits);
  if (!(content instanceof Uint8Array) || shape.length !== 1 || content.length !== Number(shape[0]) * width)
    return undefined;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const read = { i1: "getInt8", i2: "getInt16", i4: "getInt32", i8: "getBigInt64", u1: "getUint8", u2: "getUint16", u4: "getUint32", u8: "getBigUint64" } as const; // biome-ignore format: a line
  const method = read[`${kind}${digits}` as keyof typeof read];
  return Array.from({ length: content.length / width }, (_, i) => Number(view[method](i * width, isLittle)));
}
