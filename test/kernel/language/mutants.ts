// Cells as a person may leave them halfway: the samples, changed at random, the same for the same seed.
import { samples } from "./samples/index.ts";

export interface Mutant {
  text: string;
  /** A place in it. */
  offset: number;
  n: number;
}

/** `extra`: texts that are put in now and then. */
export function* mutants(seed: number, count: number, extra: readonly string[] = []): Generator<Mutant> {
  const random = generator(seed);
  // Single cells, and whole samples as one cell, which more often compile.
  const corpus = samples.flatMap(({ cells }) => [...cells, cells.join("\n")]);
  for (let n = 0; n < count; n++) {
    const text = mutate(corpus[Math.floor(random() * corpus.length)]!, random, corpus, extra);
    yield { n, text, offset: Math.floor(random() * (text.length + 1)) };
  }
}

const punctuation = [..."(){}[]<>`'\"\\/*+-=!?:;,.#@$_~^&|%0\n\r\t\u2028\u{1F600}é"].concat(
  "=>",
  "?.",
  "...",
  "/*",
  "//",
  "${",
);
const words =
  "await async yield let const var class enum namespace import export default type using new delete typeof of in".split(
    " ",
  );

/** A text with a few tokens taken out, doubled, swapped, or put in. */
function mutate(text: string, random: () => number, corpus: string[], extra: readonly string[]): string {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const tokens = text.match(/[\p{ID_Continue}$]+|\s+|./gsu) ?? [];
  for (let edits = 1 + Math.floor(random() ** 3 * 3); edits > 0; edits--) {
    const at = Math.floor(random() * (tokens.length + 1));
    if (extra.length > 0 && random() < 0.5) {
      tokens.splice(at, Math.floor(random() * 2), pick(extra));
      continue;
    }
    const kind = random();
    if (kind < 0.3) tokens.splice(at, 1 + Math.floor(random() * 3));
    else if (kind < 0.45) tokens.splice(at, 0, ...tokens.slice(at, at + 3));
    else if (kind < 0.6) tokens.splice(at, 0, pick(punctuation));
    else if (kind < 0.75) tokens.splice(at, 0, ` ${pick(words)} `);
    else if (kind < 0.9) tokens.splice(at, 1, pick(tokens) ?? "");
    else tokens.splice(at, 0, `\n${pick(corpus)}\n`);
  }
  return tokens.join("");
}

/** The same numbers for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
