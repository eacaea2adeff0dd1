// What functions expect of their arguments: options that exist, names with the nearest one, values in words.

/**
 * What an option's value is checked for here: a boolean, a text, a random generator, a number that is not NaN, a dtype, the shape
 * of a sample. Of `true` the caller checks the value. null is refused for all but what is "nullable".
 */
type OptionKind<Value> = null extends Value
  ? "nullable"
  : [Value] extends [boolean]
    ? "boolean"
    : [Value] extends [number]
      ? "number"
      : [Value] extends [string]
        ? KindOfText<Value>
        : [Value] extends [Generator]
          ? "generator"
          : [Value] extends [readonly (number | null)[]]
            ? "sampleShape" | true
            : true;
type KindOfText<Value> = string extends Value ? "text" : [Value] extends ["float32" | "float64"] ? "dtype" : true;

/** What tells a random generator from other objects. */
interface Generator {
  uniform(low?: number, high?: number): number;
  permutation(n: number): number[];
}

/** Every option of a type with its kind, so that the compiler tells when one is missing here, or its value would go unchecked. */
export type OptionNames<Options> = {
  readonly [name in keyof Options]-?: OptionKind<Exclude<Options[name], undefined>>;
};

const kinds: { readonly [kind in string]?: { readonly words: string; fits(value: unknown): boolean } } = {
  boolean: { words: "true or false", fits: value => typeof value === "boolean" },
  text: { words: "a text", fits: value => typeof value === "string" },
  generator: { words: "a generator such as seed(0)", fits: isGenerator },
  number: { words: "a number", fits: value => typeof value === "number" && !Number.isNaN(value) },
  dtype: { words: '"float32" or "float64"', fits: value => value === "float32" || value === "float64" },
  sampleShape: { words: "a shape such as [100, 30] (time steps, features)", fits: isSampleShape },
};

/**
 * Refuses options that are not known, and values of another kind: TypeScript does not, where they come in a variable or from
 * plain JavaScript.
 * @param known all names with their kinds, `{ keepDims: "boolean", … } satisfies OptionNames<…>`; a constant, since some callers
 * are called often
 * @throws RangeError that names the known options and the nearest of them: `assertOptions("adam", { beta: 0.9 }, …)`; TypeError for
 * a value of another kind
 */
export function assertOptions<Options extends object>(
  who: string,
  options: Options | undefined,
  known: OptionNames<NoInfer<Options>>,
): void {
  if (options === undefined) return;
  if (!isPlain(options)) {
    const names = Object.keys(known);
    throw new RangeError(`${who} expects options by name, { ${names.join(", ")} }, but got ${describe(options)}`);
  }
  assertKinds(who, options, known);
  for (const name of Object.keys(options)) if (!Object.hasOwn(known, name)) refuse(who, name, Object.keys(known));
}

/**
 * The kinds of those options that are known: of an object that may have others, too.
 * @throws TypeError for a value of another kind
 */
export function assertKinds<Options extends object>(
  who: string,
  options: Options,
  known: OptionNames<NoInfer<Options>>,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || !Object.hasOwn(known, name)) continue;
    const kind = known[name as keyof Options];
    if (value === null && kind !== "nullable")
      throw new TypeError(`${who} expects a value for ${name}, but got null; leave it out for the default`);
    assertKind(who, name, value, kind);
  }
}

/** @throws TypeError for what is no number, NaN included */
export const assertNumber = (who: string, what: string, value: unknown): void => assertKind(who, what, value, "number");

/** @throws TypeError for what is no random generator */
export const assertGenerator = (who: string, what: string, value: unknown): void =>
  assertKind(who, what, value, "generator");

/** @throws TypeError for what is no dtype */
export const assertDType = (who: string, dtype: unknown): void => assertKind(who, "dtype", dtype, "dtype");

/** @throws RangeError for what is none of the values that are known */
export function assertOneOf(who: string, what: string, value: unknown, known: readonly unknown[]): void {
  if (!known.includes(value))
    throw new RangeError(
      `${who} expects ${what} to be ${known.map(one => describe(one)).join(" or ")}, but got ${shown(value)}`,
    );
}

/** @throws TypeError for what is no list, or has an item that does not fit; `words` says of what it is: "texts" */
export function assertListOf(
  who: string,
  what: string,
  list: unknown,
  words: string,
  fits: (item: unknown) => boolean,
): void {
  const wrong = Array.isArray(list) ? list.findIndex(item => !fits(item)) : -1;
  if (!Array.isArray(list) || wrong >= 0)
    throw new TypeError(
      `${who} expects ${what} to be a list of ${words}, but got ${wrong >= 0 ? `${describe((list as unknown[])[wrong])} at [${wrong}]` : describe(list)}`,
    );
}

/** An object that has names, for `assertListOf`: no list, and not null. */
export const isObject = (item: unknown): boolean => typeof item === "object" && item !== null && !Array.isArray(item);

function assertKind(who: string, what: string, value: unknown, kind: unknown): void {
  const expected = kinds[String(kind)];
  if (expected && !expected.fits(value))
    throw new TypeError(`${who} expects ${what} to be ${expected.words}, but got ${shown(value)}`);
}

/** A list of a few numbers as it is, since one of them may be what is wrong. */
const shown = (value: unknown): string =>
  Array.isArray(value) && value.length <= 8 && !value.some(item => typeof item === "object" && item !== null)
    ? `[${value.map(item => describe(item)).join(", ")}]`
    : describe(value);

/** The sizes of one sample; null is one that is not known. */
export function isSampleShape(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.every(n => n === null || (Number.isInteger(n) && n >= 1));
}

function isGenerator(value: unknown): boolean {
  const { uniform, permutation } = (value ?? {}) as Partial<Generator>;
  return typeof uniform === "function" && typeof permutation === "function";
}

function refuse(who: string, name: string, names: readonly string[]): never {
  const near = nearest(name, names);
  throw new RangeError(
    `${who} expects ${names.length === 1 ? "the option" : "options out of"} ${names.join(", ")}, but got ${name}` +
      (near === undefined ? "" : `; did you mean ${near}?`),
  );
}

/**
 * The name that was probably meant: the same but for case and underscores, else the one with the fewest letters changed,
 * if that are few.
 * `nearest("return_sequences", ["returnState", "returnSequences"])` is `"returnSequences"`.
 */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const wanted = bare(name);
  let best: { name: string; distance: number } | undefined;
  for (const candidate of names) {
    const other = bare(candidate);
    const distance = editDistance(wanted, other);
    const within = Math.max(wanted.length, other.length) / 3;
    if (distance <= within && !(best && best.distance <= distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

/** A value as an error message names it: a number or short text itself, else its kind. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "function") return value.name ? `the function ${value.name}` : "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  const { shape } = value as { shape?: unknown };
  const kind = value.constructor?.name || "Object";
  const a = /^[AEIOU]/.test(kind) ? "an" : "a";
  if (Array.isArray(shape)) return `${a} ${kind} of shape [${shape.join(", ")}]`;
  if (kind !== "Object") return `${a} ${kind}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "{}" : `{ ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? ", …" : ""} }`;
}

/** An object that only holds values: no list, no function, nothing of a class. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // Also of another realm, whose Object is another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const bare = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** How many letters to insert, delete, replace or swap with their neighbour (Damerau, optimal string alignment). */
function editDistance(a: string, b: string): number {
  // distance[i][j]: from the first i letters of a to the first j of b
  const distance = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => i + j),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = distance[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swaps ? distance[i - 2]![j - 2]! + 1 : replaced;
      distance[i]![j] = Math.min(distance[i - 1]![j]! + 1, distance[i]![j - 1]! + 1, replaced, swapped);
    }
  return distance[a.length]![b.length]!;
}
