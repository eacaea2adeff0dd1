// What travels between processes as a value, how much of it, and by which symbol a library's values take part.

/** How much may travel at once. */
export interface ValueLimits {
  /** How deep values may nest. */
  depth?: number;
  /** How long the encoded text may be, in UTF-16 units: about as many bytes. Typed arrays take 4/3 of their bytes. */
  length?: number;
}

export const defaultLimits: Required<ValueLimits> = { depth: 500, length: 32 * 2 ** 20 };

/**
 * By a method under this symbol a library's value says what it travels as: `{ type: "tensor", shape, dtype, data }`. It
 * arrives as a plain object with these fields, or as a value of the library's again where the library is loaded on
 * that side: a class (or function) of its exports carries a `ValueType` under the same symbol.
 */
export const valueSymbol: unique symbol = Symbol.for("Jupyter.value") as never;

/** How a library makes a value of its own from the fields that one travelled as. */
export interface ValueType {
  type: string;
  from(fields: Record<string, unknown>): unknown;
}

/** By their `type`. */
export type ValueTypes = ReadonlyMap<string, ValueType["from"]>;

/** A value cannot travel; the message says which part of it and why. */
export class ValueError extends TypeError {
  static {
    ValueError.prototype.name = "ValueError";
  }
  readonly #isOurs = true;
  /** Asked of whatever a value throws when it is read, so it runs no code of the value's: a proxy has traps. */
  static override [Symbol.hasInstance](value: unknown): value is ValueError {
    return typeof value === "object" && value !== null && #isOurs in value;
  }
}

/** What a library that is loaded here makes of values that travel, found among its exports. */
export function valueTypesOf(exports: object): [type: string, from: ValueType["from"]][] {
  const found: [string, ValueType["from"]][] = [];
  for (const value of Object.values(exports)) {
    if (typeof value !== "function" || !Object.hasOwn(value, valueSymbol)) continue;
    const { type, from } = (value as unknown as { [valueSymbol]: ValueType })[valueSymbol];
    if (typeof type === "string" && typeof from === "function") found.push([type, from]);
  }
  return found;
}
