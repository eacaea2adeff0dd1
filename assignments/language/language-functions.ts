// What the lesson's functions are of: ids, probabilities, scores, on plain lists.
import type { Argument } from "../../src/checking/index.ts";

export const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** e to the scores over their sum; the largest score is taken away first, so that nothing overflows. */
export function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map(score => Math.exp(score - largest));
  const all = sum(powers);
  return powers.map(power => power / all);
}

const words = ["the", "cat", "dog", "sat", "ran", "on", "a", "mat", "and", "saw", "it", "again"];

/** Some of the words and the two special tokens, in any order: the ids of `<UNK>` and `<EOS>` are other ones each time. */
export const vocabularyOf: Argument<string[]> = (draw, { V }) => {
  const order = [...words].map(word => ({ word, by: draw.uniform() })).sort((a, b) => a.by - b.by);
  const list = order.slice(0, V! - 2).map(({ word }) => word);
  for (const special of ["<UNK>", "<EOS>"]) list.splice(draw.integer(list.length + 1), 0, special);
  return list;
};

/** T words, of which some are in no vocabulary; the second always is in none where there are two. */
export const sentenceOf: Argument<string[]> = (draw, { T }) =>
  Array.from({ length: T! }, (_, t) =>
    t === 1 || draw.integer(5) === 0 ? `${draw.choose(words)}s` : draw.choose(words),
  );

/** Probabilities of the symbols of a text, each between `least` and 1. */
export const chances =
  (least = 0.05): Argument<number[]> =>
  (draw, { T }) =>
    Array.from({ length: T! }, () => draw.uniform(least, 0.95));

/** V probabilities that sum to 1, none of them below 0.02. */
export const distribution: Argument<number[]> = (draw, { V }) => {
  const parts = Array.from({ length: V! }, () => draw.uniform(0.1, 1));
  const all = sum(parts);
  return parts.map(part => part / all);
};

/** V scores that are some way apart, around `base`. */
export const scoresOf: Argument<number[]> = (draw, { V, size = 2, base = 0 }) =>
  Array.from({ length: V! }, () => base + draw.uniform(-size, size));
