// Random numbers from a seed in words: the same on every machine, and independent of the toolkit's.
//
// xmur3 hashes the words, sfc32 (PractRand's small fast counter) makes the numbers.
// https://github.com/bryc/code/blob/master/jshash/PRNGs.md

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
  const next = sfc32(xmur3(seed));
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

/** Gives 32-bit numbers that depend on every letter. */
function xmur3(text: string): () => number {
  let hash = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
}

/** Numbers from 0 to 1 with 32 random bits. */
function sfc32(seed: () => number): () => number {
  let [a, b, c, counter] = [seed(), seed(), seed(), seed()];
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}
