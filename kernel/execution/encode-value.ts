// A value as the text in which it travels.
//
// A cell may have replaced `Array.prototype.map` or `JSON.stringify`. So this file keeps the functions that it needs, uses
// no array methods, and writes the text itself.
import { types } from "node:util";
import { describeThrown } from "../display/inspect.ts";
import { Interrupted } from "./interrupt.ts";
import { defaultLimits, ValueError, type ValueLimits, valueSymbol } from "./value-type.ts";

/**
 * A value as JSON text. `who` is how errors name it: "the value of f", say.
 * @throws ValueError for what has no plain form (functions, symbols, promises, cycles, objects without fields of their own),
 * for what throws when it is read, and above the limits.
 */
export function encodeValue(value: unknown, who = "value", limits: ValueLimits = {}): string {
  return new Encoder(who, { ...defaultLimits, ...limits }).encode(value);
}

const { apply, ownKeys, getOwnPropertyDescriptor } = Reflect;
const { getPrototypeOf } = Object;
const { isArray } = Array;
const { stringify } = JSON;
const toText = String;
const { isFinite: isFiniteNumber, isNaN: isNotANumber } = Number;

const getter = (prototype: object, key: PropertyKey) => Object.getOwnPropertyDescriptor(prototype, key)!.get!;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const typedArrayName = getter(typedArray, Symbol.toStringTag);
const bytesOf = {
  typed: [getter(typedArray, "buffer"), getter(typedArray, "byteOffset"), getter(typedArray, "byteLength")],
  view: ["buffer", "byteOffset", "byteLength"].map(key => getter(DataView.prototype, key)),
} as const;
const { getTime } = Date.prototype;
const bigintToString = BigInt.prototype.toString;
const patternOf = getter(RegExp.prototype, "source");
const flagsOf = getter(RegExp.prototype, "flags");
const { forEach: forEachEntry } = Map.prototype;
const { forEach: forEachItem } = Set.prototype;
const bufferFrom = Buffer.from;
const { base64Slice } = Buffer.prototype as unknown as { base64Slice: () => string };
const { propertyIsEnumerable: isEnumerable, hasOwnProperty: hasOwn } = Object.prototype;
const unboxed = [Number, String, Boolean, BigInt].map(kind => kind.prototype.valueOf) as (() => unknown)[];

/** "value.items[3].next", as a person would write it; the middle of a long one is left out. */
function pathTo(who: string, keys: unknown[], depth: number): string {
  let path = who;
  for (let i = 0; i < depth; i++) {
    if (i === 6 && depth > 12) {
      path += "…";
      i = depth - 4;
    }
    const key = keys[i];
    if (typeof key === "number") path += `[${key}]`;
    else if (typeof key !== "string") path += (key as { place: string }).place;
    else path += /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${stringify(key)}]`;
  }
  return path;
}

/** Whether an array's key is an index. */
const isIndex = (key: string, length: number): boolean => {
  const index = Number(key);
  return index >= 0 && index < length && Math.floor(index) === index && toText(index) === key;
};

function numberText(value: number): string {
  if (isNotANumber(value)) return '["NaN"]';
  if (!isFiniteNumber(value)) return value > 0 ? '["Infinity"]' : '["-Infinity"]';
  return value === 0 && 1 / value < 0 ? '["-0"]' : toText(value);
}

class Encoder {
  readonly #who: string;
  readonly #limits: Required<ValueLimits>;
  /** The keys that lead to the value being encoded, and the values on the way. */
  readonly #keys: unknown[] = [];
  readonly #parents: object[] = [];
  #depth = 0;
  #text = "";

  constructor(who: string, limits: Required<ValueLimits>) {
    this.#who = who;
    this.#limits = limits;
  }

  encode(value: unknown): string {
    this.#write(value);
    return this.#text;
  }

  #refuse(what: string): never {
    throw new ValueError(`${pathTo(this.#who, this.#keys, this.#depth)} ${what}`);
  }

  #put(text: string): void {
    this.#text += text;
    if (this.#text.length > this.#limits.length)
      throw new ValueError(
        `${this.#who} is too large to travel between processes: its text is longer than ${this.#limits.length} characters ` +
          `(at ${pathTo(this.#who, this.#keys, this.#depth)}). Return a part of it, or a summary`,
      );
  }

  #write(value: unknown): void {
    if (typeof value === "object" && value !== null) this.#enter(value);
    else this.#put(this.#primitive(value));
  }

  #primitive(value: unknown): string {
    switch (typeof value) {
      case "string":
        return value.length > this.#limits.length ? value : stringify(value);
      case "boolean":
        return value ? "true" : "false";
      case "number":
        return numberText(value);
      case "undefined":
        return '["undefined"]';
      case "bigint": {
        const digits = apply(bigintToString, value < 0n ? -value : value, [16]);
        return `["bigint","${value < 0n ? "-" : ""}${digits}"]`;
      }
      case "symbol":
        return this.#refuse("is a symbol, which is known only where it was made");
      case "function":
        return this.#refuse("is a function, which cannot leave the process that made it");
      default:
        return "null";
    }
  }

  #enter(value: object): void {
    for (let i = 0; i < this.#depth; i++)
      if (this.#parents[i] === value) this.#refuse("is a cycle: it leads back to itself");
    if (this.#depth >= this.#limits.depth) this.#refuse(`nests deeper than ${this.#limits.depth} levels`);
    this.#parents[this.#depth] = value;
    let read: (() => void) | undefined;
    try {
      read = this.#writerOf(value);
    } catch (thrown) {
      this.#passOn(thrown);
    }
    read!();
  }

  /** An error from reading a value gets the value's place in its message; a stop is thrown on unchanged. */
  #passOn(thrown: unknown): never {
    if (thrown instanceof ValueError || thrown instanceof Interrupted) throw thrown;
    this.#refuse(`cannot be read: ${describeThrown(thrown)}`);
  }

  /** Writes the part of the current value under a key, which `read` reads. */
  #part(key: unknown, read: () => unknown): void {
    this.#keys[this.#depth] = key;
    this.#depth++;
    let part: unknown;
    try {
      part = read();
    } catch (thrown) {
      this.#passOn(thrown);
    }
    this.#write(part);
    this.#depth--;
  }

  #writerOf(value: object): () => void {
    const own = (value as { [valueSymbol]?: unknown })[valueSymbol];
    if (typeof own === "function") {
      const fields = apply(own, value, []) as unknown;
      return () => this.#travelling(fields);
    }
    if (isArray(value)) return () => this.#array(value);
    if (types.isMap(value)) return () => this.#map(value);
    if (types.isSet(value)) return () => this.#set(value);
    if (types.isDate(value)) {
      const time = apply(getTime, value, []) as number;
      return () => this.#put(`["Date",${isFiniteNumber(time) ? time : "null"}]`);
    }
    if (types.isRegExp(value)) {
      const source = apply(patternOf, value, []) as string;
      const flags = apply(flagsOf, value, []) as string;
      return () => this.#put(`["RegExp",${stringify(source)},${stringify(flags)}]`);
    }
    if (types.isAnyArrayBuffer(value) || types.isDataView(value) || types.isTypedArray(value))
      return () => this.#bytes(value);
    if (types.isNativeError(value)) return () => this.#error(value);
    if (types.isBoxedPrimitive(value)) return () => this.#boxed(value);
    if (types.isPromise(value)) return this.#refuse("is a promise: await it, and return what it brings");
    return () => this.#object(value);
  }

  #travelling(fields: unknown): void {
    const { type } = (fields ?? {}) as { type?: unknown };
    if (typeof fields !== "object" || typeof type !== "string")
      this.#refuse(`says by Symbol.for("Jupyter.value") what it travels as, but returned no object with a "type"`);
    this.#put('["value",');
    this.#fields(fields as object, ownKeys(fields as object) as string[]);
    this.#put("]");
  }

  #array(array: unknown[]): void {
    const { length } = array;
    const keys = ownKeys(array);
    // "length" is one of them. Of a dense array without fields beside its items nothing more is to be known.
    let isDense = keys.length === length + 1;
    for (let i = 0; isDense && i < length; i++) isDense = keys[i] === toText(i);
    if (!isDense) {
      this.#sparse(array, keys);
      return;
    }
    this.#put('["array"');
    for (let i = 0; i < length; i++) {
      this.#put(",");
      this.#part(i, () => array[i]);
    }
    this.#put("]");
  }

  /** An array with holes, or with fields beside its items as a match of a regular expression has. */
  #sparse(array: unknown[], keys: (string | symbol)[]): void {
    this.#put(`["sparse",${array.length}`);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (typeof key !== "string" || !apply(isEnumerable, array, [key])) continue;
      this.#put(`,[${stringify(key)},`);
      this.#part(isIndex(key, array.length) ? Number(key) : key, () => array[key as never]);
      this.#put("]");
    }
    this.#put("]");
  }

  #map(map: Map<unknown, unknown>): void {
    this.#put('["Map"');
    apply(forEachEntry, map, [
      (value: unknown, key: unknown) => {
        this.#put(",[");
        const name =
          typeof key === "object" || typeof key === "function"
            ? "…"
            : typeof key === "string"
              ? stringify(key)
              : toText(key);
        this.#part({ place: ` (a key)` }, () => key);
        this.#put(",");
        this.#part({ place: `.get(${name})` }, () => value);
        this.#put("]");
      },
    ]);
    this.#put("]");
  }

  #set(set: Set<unknown>): void {
    this.#put('["Set"');
    apply(forEachItem, set, [
      (item: unknown) => {
        this.#put(",");
        this.#part({ place: " (an item)" }, () => item);
      },
    ]);
    this.#put("]");
  }

  #bytes(value: ArrayBufferLike | ArrayBufferView): void {
    let kind: string;
    let bytes: Buffer;
    try {
      if (types.isAnyArrayBuffer(value)) {
        kind = types.isSharedArrayBuffer(value) ? "SharedArrayBuffer" : "ArrayBuffer";
        bytes = bufferFrom(value);
      } else {
        const isView = types.isDataView(value);
        kind = isView ? "DataView" : (apply(typedArrayName, value, []) as string);
        const [buffer, offset, length] = isView ? bytesOf.view : bytesOf.typed;
        const whole = apply(buffer!, value, []) as ArrayBuffer;
        bytes = bufferFrom(whole, apply(offset!, value, []) as number, apply(length!, value, []) as number);
      }
    } catch {
      this.#refuse("is a view on memory that is gone: its buffer was transferred or shrunk");
    }
    // Four letters for three bytes: checked before they are made.
    if (bytes.length > this.#limits.length) this.#put(" ".repeat(this.#limits.length + 1));
    this.#put(`["${kind}","${apply(base64Slice, bytes, [])}"]`);
  }

  #error(error: Error): void {
    this.#put('["Error",');
    this.#part("name", () => toText(error.name));
    this.#put(",");
    this.#part("message", () => toText(error.message));
    if (apply(hasOwn, error, ["cause"])) {
      this.#put(",");
      this.#part("cause", () => error.cause);
    }
    this.#put("]");
  }

  #boxed(value: object): void {
    for (let i = 0; i < unboxed.length; i++) {
      let primitive: unknown;
      try {
        primitive = apply(unboxed[i]!, value, []);
      } catch {
        continue;
      }
      this.#put('["boxed",');
      this.#write(primitive);
      this.#put("]");
      return;
    }
    this.#refuse("is a symbol, which is known only where it was made");
  }

  /** The own fields, whatever the class. An object of a class without any keeps its state elsewhere, and is refused. */
  #object(value: object): void {
    let keys: string[];
    let prototype: object | null;
    try {
      keys = fieldsOf(value);
      prototype = getPrototypeOf(value) as object | null;
    } catch (thrown) {
      this.#passOn(thrown);
    }
    if (keys.length === 0 && prototype !== null && getPrototypeOf(prototype) !== null)
      this.#refuse(
        `is ${classOf(prototype)} without fields of its own, so that nothing of it could travel. Return what you need of it`,
      );
    if (prototype === null) this.#put('["bare",');
    this.#fields(value, keys);
    if (prototype === null) this.#put("]");
  }

  #fields(value: object, keys: string[]): void {
    this.#put("{");
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      this.#put(`${i === 0 ? "" : ","}${stringify(key)}:`);
      this.#part(key, () => value[key as never]);
    }
    this.#put("}");
  }
}

/** Own, enumerable, and named by a text. */
function fieldsOf(value: object): string[] {
  const found: string[] = [];
  const keys = ownKeys(value);
  let count = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (typeof key === "string" && getOwnPropertyDescriptor(value, key)?.enumerable) found[count++] = key;
  }
  return found;
}

function classOf(prototype: object): string {
  const { constructor: maker, [Symbol.toStringTag]: tag } = prototype as { constructor?: { name?: unknown } } & {
    [Symbol.toStringTag]?: unknown;
  };
  const name = maker?.name || tag;
  return typeof name === "string" && name !== "" ? `a ${name}` : "an object of a class";
}
