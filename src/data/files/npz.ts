// .npz: arrays by name, each a .npy in a zip.
import type { DType } from "../../backend/index.ts";
import { describe, nearest } from "../../options.ts";
import { type PlainArray, readHeader, readNumbers } from "./npy.ts";
import { readZip, type ZipEntry } from "./zip.ts";

/** The arrays of a .npz file, in its order, or those that are named. */
export async function readArrays(
  who: string,
  file: string,
  dtype: DType,
  names?: readonly string[],
): Promise<[name: string, array: PlainArray][]> {
  const entries = await entriesOf(who, file);
  const arrays: [string, PlainArray][] = [];
  for (const name of names ?? entries.keys()) {
    const bytes = await entryOf(who, file, entries, name).open();
    try {
      arrays.push([name, await readNumbers(bytes, await readHeader(bytes), dtype)]);
    } finally {
      await bytes.close();
    }
  }
  return arrays;
}

/** What a .npz file holds, by the names that Python gives them. */
export async function entriesOf(who: string, file: string): Promise<Map<string, ZipEntry>> {
  const zip = await readZip(who, "a .npz file", file);
  return new Map([...zip].map(([name, entry]) => [name.replace(/\.npy$/, ""), entry]));
}

/** @throws RangeError where there is none of this name */
export function entryOf(who: string, file: string, entries: ReadonlyMap<string, ZipEntry>, name: string): ZipEntry {
  const entry = entries.get(name);
  if (entry) return entry;
  const near = typeof name === "string" ? nearest(name, entries.keys()) : undefined;
  throw new RangeError(
    `${who} expects arrays out of ${[...entries.keys()].join(", ")}, which ${file} holds, but got ${describe(name)}` +
      (near === undefined ? "" : `; did you mean ${near}?`),
  );
}
