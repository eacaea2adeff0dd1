// What the lesson's functions are of: an encoder and a decoder, scores, weights, on plain lists.
import type { Argument } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { type Matrix, readout } from "../generation/generation-functions.ts";

export { type Matrix, readout };

export interface Weights {
  W: Matrix;
  U: Matrix;
  b: number[];
}

export const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
export const dotOf = (a: readonly number[], b: readonly number[]): number => sum(a.map((value, i) => value * b[i]!));

/** The state of a cell that has read xs from zeros. */
export const lastState = (xs: Matrix, { W, U, b }: Weights): number[] =>
  xs.reduce(
    (h, x) => step(x, h, W, U, b),
    b.map(() => 0),
  );

/** n outputs of a decoder from a state; `next` says what it reads after an output, `first` what it reads before any. */
export function outputsFrom(
  h: number[],
  n: number,
  { W, U, b }: Weights,
  V: Matrix,
  c: number[],
  next = (y: number[]): number[] => y,
  first = c.map(() => 0),
): Matrix {
  const said: Matrix = [];
  let y = first;
  for (let t = 0; t < n; t++) {
    h = step(y, h, W, U, b);
    const o = readout(h, V, c);
    said.push(o);
    y = next(o);
  }
  return said;
}

/** A softmax as it is first written: without taking the largest away. Large scores give NaN. */
export function plainSoftmax(scores: readonly number[]): number[] {
  const powers = scores.map(Math.exp);
  return powers.map(power => power / sum(powers));
}

/** e to the scores over their sum, over the places that `counts` keeps. */
export function softmaxOf(scores: readonly number[], counts: readonly boolean[] = scores.map(() => true)): number[] {
  const largest = Math.max(...scores.filter((_, j) => counts[j]));
  const powers = scores.map((score, j) => (counts[j] ? Math.exp(score - largest) : 0));
  return powers.map(power => power / sum(powers));
}

export const columns = (rows: Matrix): Matrix => rows[0]!.map((_, j) => rows.map(row => row[j]!));

/** Scores [n][T]: around `base`, some way apart; of the last place higher by `high`. */
export const scoresOf: Argument<Matrix> = (draw, { n, T, size = 2, base = 0, high = 0 }) =>
  Array.from({ length: n! }, () =>
    Array.from({ length: T! }, (_, j) => base + draw.uniform(-size, size) + (j === T! - 1 ? high : 0)),
  );

/** 1 where a place counts. The last `padded` are 0; without `padded` any, but one of each where there are two. */
export const maskOf: Argument<number[]> = (draw, { T, padded }) => {
  if (padded !== undefined) return Array.from({ length: T! }, (_, j) => Number(j < T! - padded));
  const list = Array.from({ length: T! }, () => Number(draw.uniform() < 0.6));
  const one = draw.integer(T!);
  list[one] = 1;
  if (T! > 1) list[(one + 1 + draw.integer(T! - 1)) % T!] = 0;
  return list;
};

/** T positive numbers that sum to 1. */
export const sharesOf: Argument<number[]> = (draw, { T }) => {
  const parts = Array.from({ length: T! }, () => draw.uniform(0.1, 1));
  return parts.map(part => part / sum(parts));
};

/** A map [T][T]; about half of its rows have their peak near the mirrored place. */
export const mapOf: Argument<Matrix> = (draw, { T }) =>
  Array.from({ length: T! }, (_, t) => {
    const near = T! - 1 - t + draw.integer(5) - 2;
    const peak = draw.integer(3) === 0 ? draw.integer(T!) : Math.min(T! - 1, Math.max(0, near));
    const parts = Array.from({ length: T! }, (_, j) => draw.uniform(0.1, 1) + (j === peak ? 2 : 0));
    return parts.map(part => part / sum(parts));
  });

const words = ["the", "cat", "sat", "on", "mat", "dog"];

/** Words of a small vocabulary, so that some come twice. */
export const wordsOf =
  (length: string): Argument<string[]> =>
  (draw, sizes) =>
    Array.from({ length: sizes[length]! }, () => draw.choose(words.slice(0, 4 + (sizes.more ?? 0))));

/** How many words of a candidate stand in a reference, each at most as often as there. */
export function clipped(candidate: readonly string[], reference: readonly string[]): number {
  const left = [...reference];
  return candidate.filter(word => {
    const place = left.indexOf(word);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  }).length;
}
