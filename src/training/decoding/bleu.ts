// BLEU: how many of a translation's n-grams stand in its references.
// K. Papineni et al. 2002, https://aclanthology.org/P02-1040.
import { assertOptions, describe, type OptionNames } from "../../options.ts";

/** A sentence in parts: words, or ids. */
export type Tokens = readonly (string | number)[];

/** Options of `bleu`. */
export interface BleuOptions {
  /** The longest n-grams that count; 4 where left out. */
  maximumN?: number;
  /**
   * What becomes of a precision without a match, which makes the score 0. "none" (where left out): it does. "addOne": each n-gram beyond
   * words counts one more match and one more in all (C.-Y. Lin, F. Och 2004). "exp": the k-th such precision is 1 / (2ᵏ · n-grams), as
   * in sacreBLEU and mteval.
   */
  smoothing?: "none" | "addOne" | "exp";
}

const bleuOptions: OptionNames<BleuOptions> = { maximumN: "number", smoothing: true };

/** What `bleu` measures. */
export interface BleuScore {
  /** 0 … 1; sacreBLEU writes it times 100. */
  readonly score: number;
  /** The share of n-grams of each length that stand in a reference, each at most as often as there. */
  readonly precisions: readonly number[];
  /** exp(1 − r / c) where the candidates are shorter than their references, else 1. */
  readonly brevityPenalty: number;
  /** c: tokens of all candidates. */
  readonly candidateLength: number;
  /** r: tokens of the references, for each candidate of the one closest in length (the shorter of two). */
  readonly referenceLength: number;
}

/**
 * BLEU of a corpus: the counts of all sentences are added before they are divided. (For one sentence give lists of one.)
 * @param candidates what was translated: a list of tokens for each sentence
 * @param references for each sentence one or several right translations
 * @throws RangeError for lists of different lengths, no sentence, or an unknown option; TypeError for texts that are not cut into tokens
 * @example bleu([["the", "cat", "sat", "here"]], [[["the", "cat", "sat", "here"], ["a", "cat", "sat"]]]).score // 1
 */
export function bleu(
  candidates: readonly Tokens[],
  references: readonly (readonly Tokens[])[],
  options: BleuOptions = {},
): BleuScore {
  assertOptions("bleu", options, bleuOptions);
  const { maximumN = 4, smoothing = "none" } = options;
  if (!Number.isInteger(maximumN) || maximumN < 1)
    throw new RangeError(`bleu expects maximumN to be a whole number ≥ 1, but got ${describe(maximumN)}`);
  if (!["none", "addOne", "exp"].includes(smoothing))
    throw new RangeError(`bleu knows the smoothings none, addOne, exp, but got ${describe(smoothing)}`);
  check(candidates, references);
  const matches = new Array<number>(maximumN).fill(0);
  const totals = new Array<number>(maximumN).fill(0);
  let [candidateLength, referenceLength] = [0, 0];
  for (const [i, candidate] of candidates.entries()) {
    candidateLength += candidate.length;
    referenceLength += closest(candidate.length, references[i]!.map(({ length }) => length)); // biome-ignore format: a line
    for (let n = 1; n <= maximumN; n++) {
      const most = new Map<string, number>();
      for (const reference of references[i]!)
        for (const [gram, count] of ngrams(reference, n)) most.set(gram, Math.max(count, most.get(gram) ?? 0));
      for (const [gram, count] of ngrams(candidate, n)) matches[n - 1]! += Math.min(count, most.get(gram) ?? 0);
      totals[n - 1]! += Math.max(0, candidate.length - n + 1);
    }
  }
  let missing = 0;
  const precisions = matches.map((count, i) => {
    const total = totals[i]!;
    if (smoothing === "addOne" && i > 0) return (count + 1) / (total + 1);
    if (total === 0) return 0;
    return count === 0 && smoothing === "exp" ? 1 / (2 ** ++missing * total) : count / total;
  });
  const brevityPenalty =
    candidateLength >= referenceLength
      ? 1
      : candidateLength === 0
        ? 0
        : Math.exp(1 - referenceLength / candidateLength);
  const mean = precisions.reduce((sum, p) => sum + Math.log(p), 0) / maximumN;
  return { score: brevityPenalty * Math.exp(mean), precisions, brevityPenalty, candidateLength, referenceLength };
}

/** How often each n-gram occurs. */
function ngrams(tokens: Tokens, n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = JSON.stringify(tokens.slice(i, i + n));
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

const closest = (length: number, lengths: readonly number[]): number =>
  lengths.reduce((best, one) => {
    const [a, b] = [Math.abs(one - length), Math.abs(best - length)];
    return a < b || (a === b && one < best) ? one : best;
  });

function check(candidates: unknown, references: unknown): void {
  if (!Array.isArray(candidates) || !Array.isArray(references) || candidates.length === 0)
    throw new TypeError(
      `bleu expects a list of candidates, each a list of tokens, and a list of references for each, but got ${describe(candidates)}`,
    );
  if (candidates.length !== references.length)
    throw new RangeError(
      `bleu expects references for each of ${candidates.length} candidates, but got ${references.length}`,
    );
  for (const [i, candidate] of candidates.entries())
    if (!Array.isArray(candidate))
      throw new TypeError(
        `bleu expects candidates cut into tokens, ["the", "cat"], but got ${describe(candidate)} at ${i}`,
      );
  for (const [i, several] of references.entries())
    if (!Array.isArray(several) || several.length === 0 || !several.every(Array.isArray))
      throw new TypeError(
        `bleu expects a list of references for each candidate, [[["the", "cat"]]], but got ${describe(several)} at ${i}`,
      );
}
