// Pairs of notebooks that have more in common than a class has anyway.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { type Fingerprints, fingerprintsOf, givenHashes, type OfAuthor, type Place } from "./fingerprints.ts";

/** A notebook as it was handed in. */
export interface Handed {
  /** The id of its submission. */
  id: string;
  notebook: Notebook;
}

/** Two notebooks that are alike. */
export interface Pair {
  ids: readonly [string, string];
  /** How much of the smaller one's rare fingerprints the other has, from 0 to 1. */
  share: number;
  /** How many that are. */
  shared: number;
  /** Where they stand, in each. */
  places: readonly [readonly Place[], readonly Place[]];
}

export interface PairOptions extends OfAuthor {
  /** From which share on a pair is listed; 0.5 where left out. */
  least?: number;
}

/** Fewer are no sign. */
const leastShared = 5;

/**
 * The pairs that are most alike, the most alike first. What was handed out does not count, nor the solution's code, nor what
 * more than a fifth of the class has: a short right answer looks the same for many. A pair is a reason to look, no proof.
 */
export function pairsOf(all: readonly Handed[], { least = 0.5, ...author }: PairOptions = {}): Pair[] {
  const given = givenHashes(author);
  const own = all.map(({ notebook }) => fingerprintsOf(notebook, given));
  const holders = new Map<number, number[]>();
  for (const [index, prints] of own.entries())
    for (const hash of prints.keys()) holders.set(hash, [...(holders.get(hash) ?? []), index]);
  const tooMany = Math.max(3, Math.floor(all.length / 5));
  const isRare = (hash: number) => holders.get(hash)!.length <= tooMany;
  const counts = own.map(prints => [...prints.keys()].filter(isRare).length);

  const common = new Map<number, number[]>();
  for (const [hash, who] of holders) {
    if (who.length > tooMany) continue;
    for (const [i, a] of who.entries())
      for (const b of who.slice(i + 1)) {
        const key = a * all.length + b;
        const list = common.get(key);
        if (list) list.push(hash);
        else common.set(key, [hash]);
      }
  }
  return [...common]
    .map(([key, hashes]): Pair => {
      const [a, b] = [Math.floor(key / all.length), key % all.length];
      return {
        ids: [all[a]!.id, all[b]!.id],
        share: hashes.length / Math.min(counts[a]!, counts[b]!),
        shared: hashes.length,
        places: [placesOf(own[a]!, hashes), placesOf(own[b]!, hashes)],
      };
    })
    .filter(({ share, shared }) => share >= least && shared >= leastShared)
    .sort((one, other) => other.share - one.share || other.shared - one.shared);
}

/** In order; what overlaps is one place. */
function placesOf(prints: Fingerprints, hashes: readonly number[]): Place[] {
  const all = hashes.flatMap(hash => prints.get(hash)!).sort((a, b) => a.cell - b.cell || a.start - b.start);
  const joined: Place[] = [];
  for (const place of all) {
    const last = joined.at(-1);
    if (last && last.cell === place.cell && place.start <= last.end + 1) last.end = Math.max(last.end, place.end);
    else joined.push({ ...place });
  }
  return joined;
}

/** The ids of those who have at least half of the texts of the author's solution, word by word. */
export function likeSolution(all: readonly Handed[], author: OfAuthor): string[] {
  if (!author.solution) return [];
  const given = givenHashes(author);
  const texts = [...fingerprintsOf(author.solution, given).keys()];
  if (texts.length < leastShared) return [];
  return all.flatMap(({ id, notebook }) => {
    const own = fingerprintsOf(notebook, given);
    return texts.filter(hash => own.has(hash)).length * 2 >= texts.length ? [id] : [];
  });
}
