// What the lesson's functions are of: captions as ids, states, looks, on plain lists.
import type { Argument } from "../../src/checking/index.ts";
import { plus, softmax, step, times } from "../cell/cell-functions.ts";

export type Matrix = number[][];

/** Ids of what is no word of a caption; words begin at 3. */
export const nullId = 0;
export const startId = 1;
export const endId = 2;

/** n ids of words. */
export const captionIds: Argument<number[]> = (draw, { n, V }) =>
  Array.from({ length: n! }, () => 3 + draw.integer(V!));

/** What is to be said: N rows of T ids, of which each begins with a word and at least one ends with NULL, where T allows it. */
export const saidIds: Argument<Matrix> = (draw, { N, T, V }) => {
  const most = draw.integer(N!);
  return Array.from({ length: N! }, (_, n) => {
    const words = n === most && T! > 1 ? T! - 1 : 1 + draw.integer(T!);
    return Array.from({ length: T! }, (_, t) => (t < words ? 1 + draw.integer(V! - 1) : nullId));
  });
};

/** The states of a cell that starts from the features of a picture and reads words. */
export function statesOf(
  h0: readonly number[],
  words: readonly number[],
  embeddings: Matrix,
  { W, U, b }: { W: Matrix; U: Matrix; b: number[] },
): Matrix {
  let h = [...h0];
  return words.map(word => {
    h = step(embeddings[word]!, h, W, U, b);
    return h;
  });
}

/** [size of an item]: the sum of items, each by its weight. */
export const mixed = (weights: readonly number[], items: Matrix): number[] =>
  plus(...items.map((item, j) => item.map(value => weights[j]! * value)));

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Scores of all places: (h A) · place. */
export const scoresOf = (h: readonly number[], places: Matrix, A: Matrix): number[] =>
  places.map(place => dot(times(h, A), place));

/** Positive weights with the sum 1. */
export const weightsOf: Argument<number[]> = (draw, { L }) => softmax(Array.from({ length: L! }, () => draw.normal()));
