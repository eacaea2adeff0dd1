// The files that Python wrote (test/fixtures/data_files.py), and what is in them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fixtures = new URL("../../../fixtures/", import.meta.url);

/** The path of a fixture. */
export const fixture = (name: string): string => fileURLToPath(new URL(`data_files/${name}`, fixtures));

interface Known {
  shape: number[];
  /** Infinity and NaN as texts. */
  flat: (number | string)[];
}

const all = JSON.parse(readFileSync(new URL("data_files.json", fixtures), "utf8")) as { [name: string]: Known };

/** What NumPy says is in an array. */
export function known(name: string): { shape: number[]; flat: number[] } {
  const { shape, flat } = all[name]!;
  return {
    shape,
    flat: flat.map(value => (value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value))),
  };
}
