// SHA-256 of a text (FIPS 180-4), at once and without Node: what a student's numbers are drawn from must be the same everywhere.
// https://doi.org/10.6028/NIST.FIPS.180-4

interface Constants {
  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2). */
  rounds: readonly number[];
  /** The same of the square roots of the first 8 primes (section 5.3.3). */
  start: readonly number[];
}

let made: Constants | undefined;

function constants(): Constants {
  if (made) return made;
  const primes = firstPrimes(64);
  const rounds = primes.map(prime => fraction(prime, 3n));
  made = { rounds, start: primes.slice(0, 8).map(prime => fraction(prime, 2n)) };
  return made;
}

/** The hash as eight words of 32 bits, the first one first. The text is taken as UTF-8. */
export function sha256(text: string): Uint32Array {
  const { start, rounds } = constants();
  const hash = Uint32Array.from(start);
  const message = padded(new TextEncoder().encode(text));
  const words = new Uint32Array(64);
  for (let at = 0; at < message.byteLength; at += 64) {
    for (let t = 0; t < 16; t++) words[t] = message.getUint32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const [early, late] = [words[t - 15]!, words[t - 2]!];
      const s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
      const s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
      words[t] = words[t - 16]! + s0 + words[t - 7]! + s1;
    }
    compress(hash, words, rounds);
  }
  return hash;
}

/** Section 6.2.2, steps 2 to 4. */
function compress(hash: Uint32Array, words: Uint32Array, rounds: readonly number[]): void {
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + rounds[t]! + words[t]!) | 0;
    const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i]! += word;
}

/** The text's bytes, a bit 1, zeros, and the length in bits, in blocks of 64 bytes (section 5.1.1). */
function padded(bytes: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n);
  return view;
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point of the root of n: ⌊2³² · ᵏ√n⌋ mod 2³², by bisection in whole numbers. */
function fraction(n: number, k: bigint): number {
  const scaled = BigInt(n) << (32n * k);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** k <= scaled) low = middle;
    else high = middle;
  }
  return Number(low & 0xffff_ffffn);
}
