// Philox4x32-10: a counter-based random number generator. The n-th block is a pure function of (key, n), so a generator
// is fully described by two small numbers, and generators with different keys are independent streams.
//
// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
// https://doi.org/10.1145/2063384.2063405. Also TensorFlow's default and PyTorch's on CUDA.

/** Four 32-bit words. */
export type Block = readonly [number, number, number, number];

const rounds = 10;

/** Four 32-bit words (0 … 2³² − 1) from a counter of four words and a key of two, written into `block`. */
export function philox(counter: Block, key: readonly [number, number], block: Uint32Array): void {
  write(...counter, ...key, block, 0);
}

/** The blocks `first`, `first` + 1, … one behind the other, as many as `into` has room for. */
export function philoxBlocks(first: number, [k0, k1]: readonly [number, number], into: Uint32Array): void {
  for (let at = 0, n = first; at < into.length; at += 4, n++)
    write(n >>> 0, Math.floor(n / 2 ** 32), 0, 0, k0, k1, into, at);
}

/** Evenly distributed numbers from [0, 1), or standard normal ones. */
export type RandomKind = "unit" | "normal";

/**
 * Numbers of a kind, as many as `into` has room for (an even number): two of each of the blocks `first`, `first` + 1, … Units have all
 * 53 bits of a float64; a block's two become two normal numbers.
 */
export function philoxNumbers(
  kind: RandomKind,
  first: number,
  key: readonly [number, number],
  into: Float64Array,
): void {
  const words = new Uint32Array(2 * into.length);
  philoxBlocks(first, key, words);
  for (let i = 0; i < into.length; i++) into[i] = unitOf(words[2 * i]!, words[2 * i + 1]!);
  if (kind === "normal") makeNormal(into);
}

/** Pairs of units become pairs of normal numbers. Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645 */
export function makeNormal(units: Float64Array): void {
  for (let i = 0; i < units.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - units[i]!)); // 1 − u is never 0
    const angle = 2 * Math.PI * units[i + 1]!;
    units[i] = radius * Math.cos(angle);
    units[i + 1] = radius * Math.sin(angle);
  }
}

/** [0, 1) with all 53 bits of a float64. */
export const unitOf = (first: number, second: number): number => ((first >>> 5) * 2 ** 26 + (second >>> 6)) / 2 ** 53;

/** One block, from place `at` on. */
function write(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  into: Uint32Array,
  at: number,
): void {
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(0xd251, 0x1f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e, 0x8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0; // golden ratio
    k1 = (k1 + 0xbb67ae85) | 0; // √3 − 1
  }
  into[at] = c0;
  into[at + 1] = c1;
  into[at + 2] = c2;
  into[at + 3] = c3;
}

/**
 * The upper 32 bits of the 64-bit product of two unsigned numbers, from the products of their halves: all are below 2³².
 * @param high the upper 16 bits of the first one. @param low the lower ones
 */
function multiplyHigh(high: number, low: number, b: number): number {
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(low, bHigh) >>> 0) + (Math.imul(low, bLow) >>> 16);
  const other = (Math.imul(high, bLow) >>> 0) + (middle & 0xffff);
  return (Math.imul(high, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}
