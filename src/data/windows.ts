// Windows: a long sequence cut into short ones with what is to be predicted from them.

import { assertOptions, describe } from "../options.ts";

/** Where windows start. */
export interface WindowOptions {
  /** How far each window starts after the one before; 1 where left out. */
  stride?: number;
}

/**
 * Many-to-one: windows of `length` items, each with the item that follows it. One training signal a window.
 * @throws RangeError for a sequence that is not longer than its windows, or an unknown option
 * @example manyToOne([1, 2, 3, 4], 2) // { x: [[1, 2], [2, 3]], y: [3, 4] }
 */
export function manyToOne<Item>(
  sequence: readonly Item[],
  length: number,
  options?: WindowOptions,
): { x: Item[][]; y: Item[] } {
  const starts = startsOf("manyToOne", sequence, length, options);
  return { x: starts.map(s => sequence.slice(s, s + length)), y: starts.map(s => sequence[s + length]!) };
}

/**
 * Many-to-many: windows of `length` items, each with the window one item later. `length` training signals a window.
 * @throws RangeError for a sequence that is not longer than its windows, or an unknown option
 * @example manyToMany([1, 2, 3, 4], 2) // { x: [[1, 2], [2, 3]], y: [[2, 3], [3, 4]] }
 */
export function manyToMany<Item>(
  sequence: readonly Item[],
  length: number,
  options?: WindowOptions,
): { x: Item[][]; y: Item[][] } {
  const starts = startsOf("manyToMany", sequence, length, options);
  const window = (s: number) => sequence.slice(s, s + length);
  return { x: starts.map(window), y: starts.map(s => window(s + 1)) };
}

/** Each start leaves room for a window and one item more. */
function startsOf(who: string, sequence: readonly unknown[], length: number, options: WindowOptions = {}): number[] {
  assertOptions(who, options, { stride: "number" });
  const { stride = 1 } = options;
  assertList(who, sequence);
  for (const [what, n] of Object.entries({ length, stride }))
    if (!Number.isInteger(n) || n < 1)
      throw new RangeError(`${who} expects ${what} to be a whole number ≥ 1, but got ${describe(n)}`);
  if (sequence.length <= length)
    throw new RangeError(
      `${who} expects a sequence longer than its windows of ${length}, but got one of ${sequence.length}`,
    );
  return Array.from({ length: Math.ceil((sequence.length - length) / stride) }, (_, i) => i * stride);
}

/** @throws TypeError for what is no list */
export function assertList(who: string, sequence: unknown): void {
  if (Array.isArray(sequence) || ArrayBuffer.isView(sequence)) return;
  const next = typeof sequence === "string" ? "; characters(text) or words(text) makes one of a text" : "";
  throw new TypeError(`${who} expects a list, but got ${describe(sequence)}${next}`);
}
