// Random: numbers that are the same for the same seed, on every machine: SHA-256 of the seed and a counter.
import { sha256 } from "./sha256.ts";

/** Draws from a seed. The same calls give the same results, on every machine and in every version of Node. */
export class Random {
  readonly #seed: string;
  #blocks = 0;
  #words: Uint32Array = new Uint32Array(0);
  #used = 0;

  /** @param seed any text; two that differ in one letter have nothing in common */
  constructor(seed: string) {
    this.#seed = seed;
  }

  /**
   * A whole number from `low` to `high`, both among them, each as likely as the others: `integer(1, 6)` is a die.
   * @throws RangeError where there is no such number
   */
  integer(low: number, high: number): number {
    const count = high - low + 1;
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && count >= 1 && count <= 2 ** 32))
      throw new RangeError(
        `integer(low, high) expects two whole numbers, the smaller first, but got ${low} and ${high}`,
      );
    // Words above the last whole multiple of `count` would make small numbers more likely.
    const limit = 2 ** 32 - (2 ** 32 % count);
    for (;;) {
      const word = this.#word();
      if (word < limit) return low + (word % count);
    }
  }

  /** A number from `low` up to `high`, with 53 random bits; 0 to 1 where both are left out. */
  number(low = 0, high = 1): number {
    const unit = ((this.#word() >>> 5) * 2 ** 26 + (this.#word() >>> 6)) / 2 ** 53;
    return low + (high - low) * unit;
  }

  /** One of a list. @throws RangeError for an empty list */
  pick<Item>(list: readonly Item[]): Item {
    if (list.length === 0) throw new RangeError("pick expects a list with something in it, but got an empty one");
    return list[this.integer(0, list.length - 1)]!;
  }

  /** The list in another order, as a new list; each order as likely as the others. */
  shuffle<Item>(list: readonly Item[]): Item[] {
    const shuffled = [...list];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }

  /** `count` of a list, each place at most once, in a random order. @throws RangeError where the list is shorter */
  sample<Item>(list: readonly Item[], count: number): Item[] {
    if (!(Number.isInteger(count) && count >= 0 && count <= list.length))
      throw new RangeError(`sample expects a count from 0 to ${list.length}, the length of the list, but got ${count}`);
    return this.shuffle(list).slice(0, count);
  }

  #word(): number {
    if (this.#used === this.#words.length) {
      this.#words = sha256(`${this.#blocks++}:${this.#seed}`);
      this.#used = 0;
    }
    return this.#words[this.#used++]!;
  }
}
