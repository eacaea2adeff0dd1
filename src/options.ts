// What functions expect of their arguments: options that exist, names with the nearest one, values in words.

/** Every option of a type, so that the compiler tells when one is missing here. */
export type OptionNames<Options> = { readonly [name in keyof Options]-?: true };

/**
 * Refuses options that are not known: TypeScript does not, where they come in a variable or from plain JavaScript.
 * @param known all names, `{ keepDims: true, … } satisfies OptionNames<…>`; a constant, since some callers are called often
 * @throws RangeError that names the known options and the nearest of them: `assertOptions("adam", { beta: 0.9 }, …)`
 */
export function assertOptions<Options extends object>(
  who: string,
  options: Options | undefined,
  known: OptionNames<NoInfer<Options>>,
): void {
  if (options === undefined) return;
  const names = Object.keys(known);
  if (!isPlain(options))
    throw new RangeError(`${who} expects options by name, { ${names.join(", ")} }, but got ${describe(options)}`);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const near = nearest(name, names);
    throw new RangeError(
      `${who} expects ${names.length === 1 ? "the option" : "options out of"} ${names.join(", ")}, but got ${name}` +
        (near === undefined ? "" : `; did you mean ${near}?`),
    );
  }
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
function isPlain(value: unknown): boolean {
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
