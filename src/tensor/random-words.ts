// The words of a generator, one after the other: what all that it draws is made of.
import {
  currentBackend,
  makeNormal,
  philox,
  philoxBlocks,
  type RandomKind,
  reference,
  unitOf,
} from "../backend/index.ts";

/** So many numbers are made together; an even number. */
const chunk = 8192;
/** Fewer than these are not worth asking the backend. */
const worthBackend = 64;

/** 32-bit words from Philox, four to a block. */
export class RandomWords {
  /** The key. */
  seed: number;
  /** Blocks drawn so far. */
  blocks = 0;
  readonly #block = new Uint32Array(4);
  /** How many words of the block are not used yet: its last ones. */
  #left = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** The words of the last block that are not used yet, the last one first. */
  get left(): number[] {
    return Array.from(this.#block.subarray(4 - this.#left)).reverse();
  }

  restore(seed: number, blocks: number, left: readonly number[]): void {
    this.seed = seed;
    this.blocks = blocks;
    this.#left = left.length;
    this.#block.set(left.toReversed(), 4 - left.length);
  }

  next(): number {
    if (this.#left === 0) {
      this.#draw(this.#block);
      this.#left = 4;
    }
    return this.#block[4 - this.#left--]!;
  }

  /** [0, 1), from two words. */
  unit(): number {
    const first = this.next();
    return unitOf(first, this.next());
  }

  /** A block of its own; what is left of the last one stays. */
  block(): Uint32Array {
    const own = new Uint32Array(4);
    this.#draw(own);
    return own;
  }

  /** Hands out n numbers of a kind, many at a time: the same as one by one. Of normal ones n is even. */
  eachChunk(kind: RandomKind, n: number, use: (numbers: Float64Array, first: number) => void): void {
    const numbers = new Float64Array(Math.min(n, chunk));
    for (let first = 0; first < n; first += chunk) {
      const some = numbers.subarray(0, Math.min(chunk, n - first));
      // Where one word or three are left of a block, its end cuts a number in two.
      if (this.#left % 2 === 0) this.#fill(kind, some);
      else this.#fillAcross(kind, some);
      use(some, first);
    }
  }

  /** Two numbers of each block, after the one that is left of the last. */
  #fill(kind: RandomKind, into: Float64Array): void {
    const left = into.length > 0 ? this.#left / 2 : 0;
    if (left) into[0] = this.unit();
    const whole = into.subarray(left, into.length - ((into.length - left) % 2));
    const xp = whole.length < worthBackend ? reference : currentBackend();
    xp.random(left ? "unit" : kind, this.blocks, this.#key, whole);
    this.blocks += whole.length / 2;
    if (left + whole.length < into.length) into[into.length - 1] = this.unit();
    if (left && kind === "normal") makeNormal(into);
  }

  #fillAcross(kind: RandomKind, into: Float64Array): void {
    const words = new Uint32Array(2 * into.length);
    let at = 0;
    while (at < words.length && this.#left > 0) words[at++] = this.next();
    const blocks = Math.floor((words.length - at) / 4);
    philoxBlocks(this.blocks, this.#key, words.subarray(at, at + 4 * blocks));
    this.blocks += blocks;
    for (at += 4 * blocks; at < words.length; at++) words[at] = this.next();
    for (let i = 0; i < into.length; i++) into[i] = unitOf(words[2 * i]!, words[2 * i + 1]!);
    if (kind === "normal") makeNormal(into);
  }

  #draw(into: Uint32Array): void {
    philox([this.blocks >>> 0, Math.floor(this.blocks / 2 ** 32), 0, 0], this.#key, into);
    this.blocks++;
  }

  get #key(): [number, number] {
    return [this.seed >>> 0, Math.floor(this.seed / 2 ** 32)];
  }
}
