// Philox4x32-10: a counter-based random number generator. The n-th block is a pure function of (key, n), so a generator
// is fully described by two small numbers, and generators with different keys are independent streams.
//
// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
// https://doi.org/10.1145/2063384.2063405. Also TensorFlow's default and PyTorch's on CUDA.

/** Four 32-bit words. */
export type Block = readonly [number, number, number, number];

const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
const weyl = [0x9e3779b9, 0xbb67ae85] as const; // golden ratio, √3 − 1
const rounds = 10;

/** Four 32-bit words (0 … 2³² − 1) from a counter of four words and a key of two, written into `block`. */
export function philox(counter: Block, key: readonly [number, number], block: Uint32Array): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multipliers[0], c0);
    const low0 = Math.imul(multipliers[0], c0);
    const high1 = multiplyHigh(multipliers[1], c2);
    const low1 = Math.imul(multipliers[1], c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + weyl[0]) | 0;
    k1 = (k1 + weyl[1]) | 0;
  }
  block[0] = c0;
  block[1] = c1;
  block[2] = c2;
  block[3] = c3;
}

/** The upper 32 bits of the 64-bit product of two unsigned numbers, from the products of their halves: all are below 2³². */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const other = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}
