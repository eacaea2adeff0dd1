// The arguments on which a function is tried, from a seed in words: the same on every machine, and independent of the toolkit's.
//
// SHA-256 hashes the words, sfc32 (PractRand's small fast counter) makes the numbers. Students' own parameters have `Random`, whose
// every word is a hash: there a few numbers must never change. Here a proof with mutants draws millions, and sfc32 is 19 times as fast.
// https://pracrand.sourceforge.net/RNG_engines.txt
import { sha256 } from "../student/sha256.ts";

/** Draws of one seed, one after another. */
export interface Draw {
  /** A number from `low` (included) to `high` (not included); from 0 to 1 where they are left out. */
  uniform(low?: number, high?: number): number;
  /** A number of the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
  /** A whole number from 0 to `below` − 1. */
  integer(below: number): number;
  /** One item of a list. */
  choose<Item>(items: readonly Item[]): Item;
}

/** Draws from a seed. The same words give the same draws. */
export function drawFrom(seed: string): Draw {
  const next = sfc32(sha256(seed));
  const uniform = (low = 0, high = 1) => low + (high - low) * next();
  const integer = (below: number) => Math.floor(next() * below);
  return {
    uniform,
    integer,
    // Box and Muller 1958; 1 − u is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    choose: items => items[integer(items.length)]!,
  };
}

/** Numbers from 0 to 1 with 32 random bits. */
function sfc32(seed: Uint32Array): () => number {
  let [a = 0, b = 0, c = 0, counter = 0] = seed;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}
