// The value that a text of encode-value.ts stands for.
//
// It comes from another process and is not trusted: a wrong text is refused, and a key such as `__proto__` is only a key.
import { defaultLimits, ValueError, type ValueTypes, valueSymbol } from "./value-type.ts";

/** Throws a ValueError for a text that is not encodeValue's. */
export function decodeValue(text: string, valueTypes: ValueTypes = new Map()): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw notEncoded(text);
  }
  return new Decoder(valueTypes).decode(json, 0);
}

const typedArrays = new Map<string, new (bytes: ArrayBuffer) => unknown>(
  [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    BigInt64Array,
    BigUint64Array,
    Float32Array,
    Float64Array,
    DataView,
    ...("Float16Array" in globalThis ? [globalThis.Float16Array as unknown as typeof Float32Array] : []),
  ].map(kind => [kind.name, kind as never]),
);

const errors = new Map<string, ErrorConstructor>(
  [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(kind => [kind.name, kind]),
);

const simple = new Map<unknown, unknown>([
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

class Decoder {
  readonly #valueTypes: ValueTypes;

  constructor(valueTypes: ValueTypes) {
    this.#valueTypes = valueTypes;
  }

  decode(json: unknown, depth: number): unknown {
    if (typeof json !== "object" || json === null) return json;
    if (depth > 2 * defaultLimits.depth) throw notEncoded("something that nests deeper than any value may");
    if (!Array.isArray(json)) return this.#fields({}, json, depth);
    const [tag, ...rest] = json as [unknown, ...unknown[]];
    if (simple.has(tag) && rest.length === 0) return simple.get(tag);
    return this.#tagged(tag, rest, depth + 1);
  }

  #tagged(tag: unknown, parts: unknown[], depth: number): unknown {
    const decode = (part: unknown) => this.decode(part, depth);
    const [first, second] = parts;
    switch (tag) {
      case "array":
        return parts.map(decode);
      case "sparse":
        return this.#sparse(first, parts.slice(1), depth);
      case "Map":
        return new Map(parts.map(part => entry(part).map(decode) as [unknown, unknown]));
      case "Set":
        return new Set(parts.map(decode));
      case "bare":
        return this.#fields(Object.create(null), record(first), depth);
      case "value":
        return this.#travelled(this.#fields({}, record(first), depth));
      case "bigint":
        return toBigInt(text(first));
      case "Date":
        return new Date(first === null ? Number.NaN : number(first));
      case "RegExp":
        return toRegExp(text(first), text(second));
      case "Error":
        return toError(text(first), text(second), parts.slice(2).map(decode));
      case "boxed":
        return Object(decode(first));
      case "ArrayBuffer":
        return toBytes(first).buffer;
      case "SharedArrayBuffer":
        return toShared(toBytes(first));
      default:
        return toView(tag, first);
    }
  }

  #sparse(length: unknown, parts: unknown[], depth: number): unknown[] {
    const array: unknown[] = [];
    const wanted = number(length);
    if (!Number.isInteger(wanted) || wanted < 0 || wanted >= 2 ** 32) throw notEncoded(`an array of ${wanted} items`);
    array.length = wanted;
    for (const part of parts) {
      const [key, value] = entry(part);
      define(array, text(key), this.decode(value, depth));
    }
    return array;
  }

  #fields(target: object, fields: object, depth: number): Record<string, unknown> {
    for (const key of Object.keys(fields)) define(target, key, this.decode(fields[key as never], depth + 1));
    return target as Record<string, unknown>;
  }

  /** A library's value: its own again where it is loaded here, else its fields, which can travel on. */
  #travelled(fields: Record<string, unknown>): unknown {
    const from = this.#valueTypes.get(text(fields.type));
    if (from) return from(fields);
    return Object.defineProperty(fields, valueSymbol, { value: () => ({ ...fields }), configurable: true });
  }
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function notEncoded(what: string): ValueError {
  return new ValueError(`decodeValue expects a text of encodeValue, but got ${what.slice(0, 60)}`);
}

function text(part: unknown): string {
  if (typeof part !== "string") throw notEncoded(`${JSON.stringify(part)} in the place of a text`);
  return part;
}

function number(part: unknown): number {
  if (typeof part !== "number") throw notEncoded(`${JSON.stringify(part)} in the place of a number`);
  return part;
}

function record(part: unknown): object {
  if (typeof part !== "object" || part === null || Array.isArray(part))
    throw notEncoded(`${JSON.stringify(part)} in the place of an object`);
  return part;
}

function entry(part: unknown): [unknown, unknown] {
  if (!Array.isArray(part) || part.length !== 2) throw notEncoded(`${JSON.stringify(part)} in the place of an entry`);
  return part as [unknown, unknown];
}

function toBigInt(digits: string): bigint {
  const [, sign, hex] = /^(-?)([\da-f]+)$/.exec(digits) ?? [];
  if (hex === undefined) throw notEncoded(`${digits} in the place of a bigint`);
  const size = BigInt(`0x${hex}`);
  return sign === "-" ? -size : size;
}

function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw notEncoded(`/${source}/${flags}`);
  }
}

function toError(name: string, message: string, [...cause]: unknown[]): Error {
  const kind = errors.get(name) ?? Error;
  const error = new kind(message, cause.length > 0 ? { cause: cause[0] } : undefined);
  if (kind.name !== name) Object.defineProperty(error, "name", { value: name, writable: true, configurable: true });
  // Where it was made here says nothing.
  error.stack = `${name}: ${message}`;
  return error;
}

/** Bytes that own their memory: a Buffer may be a part of a larger one. */
function toBytes(part: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text(part), "base64"));
}

function toShared(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

function toView(kind: unknown, part: unknown): unknown {
  const View = typedArrays.get(kind as string);
  if (!View) throw notEncoded(`the tag ${JSON.stringify(kind)}`);
  try {
    return new View(toBytes(part).buffer);
  } catch (error) {
    throw error instanceof ValueError ? error : notEncoded(`bytes that are no ${kind}`);
  }
}
