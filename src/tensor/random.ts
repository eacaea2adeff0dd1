// Seeded random numbers. Randomness is passed, never global: `const rng = seed(0)` and hand `rng` on.
import { type DType, type Shape, sizeOf } from "../backend/index.ts";
import { describe } from "../options.ts";
import { fromFlat, type TensorOptions } from "./creation.ts";
import { fillDropoutMask } from "./dropout-mask.ts";
import { assertShape, type NumberArray } from "./nested.ts";
import { philox } from "./philox.ts";
import { Tensor } from "./tensor.ts";

/**
 * A random number generator whose draws depend on the seed alone: same seed, same numbers, on every machine.
 * @param number a whole number from 0 to 2⁵³ − 1; it is the key of Philox4x32-10
 * @throws RangeError for any other number
 * @example seed(0).normal(0, 1, [2, 3])
 */
export function seed(number: number): Rng {
  if (!Number.isSafeInteger(number) || number < 0)
    throw new RangeError(`seed expects a whole number from 0 to 2⁵³ − 1, but got ${describe(number)}`);
  return new Rng(number);
}

/** Where a generator stands. */
export interface RngState {
  /** The key of the generator. */
  readonly seed: number;
  /** Blocks of four words drawn so far. */
  readonly blocks: number;
  /** Words of the last block that are not used yet. */
  readonly words: readonly number[];
  /** The second of two normal numbers, where only one was used. */
  readonly spare?: number;
}

/** One for each item of a list. */
type Probabilities = readonly number[] | NumberArray | Tensor;

/** A random number generator: every draw moves it on. Made by `seed`, and passed to whatever draws. */
export class Rng {
  #seed: number;
  #blocks = 0;
  readonly #block = new Uint32Array(4);
  /** How many words of the block are not used yet: its last ones. */
  #left = 0;
  #spare: number | undefined; // Box–Muller makes two normal numbers at a time

  constructor(seed: number) {
    this.#seed = seed;
  }

  get #key(): [number, number] {
    return [this.#seed >>> 0, Math.floor(this.#seed / 2 ** 32)];
  }

  /** The number it was made of. */
  get seed(): number {
    return this.#seed;
  }

  /** Where the generator stands, as plain data: `restore` goes on from there with identical numbers. */
  get state(): RngState {
    const { seed } = this;
    return {
      seed,
      blocks: this.#blocks,
      words: Array.from(this.#block.subarray(4 - this.#left)).reverse(),
      ...(this.#spare === undefined ? {} : { spare: this.#spare }),
    };
  }

  /** Takes over seed and place. @throws Error for a state that `state` cannot have given. */
  restore(state: RngState): void {
    const { seed, blocks, words, spare } = state ?? {};
    const whole = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
    if (!whole(seed) || !whole(blocks) || !Array.isArray(words) || words.length > 3 || !words.every(whole))
      throw new Error("the generator cannot go on from this state; the saved data is incomplete or was changed");
    this.#seed = seed;
    this.#blocks = blocks;
    this.#left = words.length;
    this.#block.set(words.toReversed(), 4 - words.length);
    this.#spare = spare;
  }

  /**
   * Numbers from [low, high), evenly. One number, or a tensor where a shape is given.
   * @throws RangeError unless low ≤ high
   * @example rng.uniform(-1, 1, [2, 3])
   */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, shape: Shape, options?: TensorOptions): Tensor;
  uniform(low = 0, high = 1, shape?: Shape, options?: TensorOptions): number | Tensor {
    assertNumbers("uniform", "low and high", "0, 1", low, high);
    if (!(low <= high)) throw new RangeError(`uniform expects low ≤ high, but got ${low} and ${high}`);
    const draw = () => low + (high - low) * this.#unit();
    return shape ? this.#fill("uniform", shape, draw, options) : draw();
  }

  /**
   * Numbers from a normal distribution. One number, or a tensor where a shape is given.
   * @throws RangeError unless the standard deviation is ≥ 0
   * @example rng.normal(0, 1, [2, 3])
   */
  normal(mean?: number, standardDeviation?: number): number;
  normal(mean: number, standardDeviation: number, shape: Shape, options?: TensorOptions): Tensor;
  normal(mean = 0, standardDeviation = 1, shape?: Shape, options?: TensorOptions): number | Tensor {
    assertNumbers("normal", "mean and standard deviation", "0, 1", mean, standardDeviation);
    if (!(standardDeviation >= 0))
      throw new RangeError(`normal expects a standard deviation ≥ 0, but got ${standardDeviation}`);
    const draw = () => mean + standardDeviation * this.#standardNormal();
    return shape ? this.#fill("normal", shape, draw, options) : draw();
  }

  /**
   * A whole number low ≤ n < high, each equally likely.
   * @throws RangeError unless low < high are whole numbers
   */
  integers(low: number, high: number): number {
    const span = Number.isInteger(low) && Number.isInteger(high) ? high - low : 0;
    if (span < 1 || span > 2 ** 32)
      throw new RangeError(
        `integers expects whole numbers low < high at most 2³² apart, but got ${describe(low)} and ${describe(high)}`,
      );
    // Words beyond the last full multiple of `span` are drawn again, so that no number is likelier than another.
    const limit = 2 ** 32 - (2 ** 32 % span);
    let word = this.#word();
    while (word >= limit) word = this.#word();
    return low + (word % span);
  }

  /**
   * The numbers 0 … n − 1 in random order (Fisher–Yates).
   * @throws RangeError unless n is a whole number ≥ 0
   */
  permutation(n: number): number[] {
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError(`permutation expects a whole number ≥ 0, but got ${describe(n)}`);
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integers(0, i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }

  /**
   * One of 0 … n − 1, or one item of a list.
   * @param probabilities one for each, summing to 1, such as softmax gives; all equal where left out
   * @throws RangeError for an empty list, or probabilities that do not fit
   */
  choice(n: number, probabilities?: Probabilities): number;
  choice<Item>(items: readonly Item[], probabilities?: Probabilities): Item;
  choice<Item>(from: number | readonly Item[], probabilities?: Probabilities): number | Item {
    const n = typeof from === "number" ? from : from?.length;
    if (!Number.isInteger(n) || n < 1)
      throw new RangeError(`choice expects a number or a list, of at least one item, but got ${describe(from)}`);
    const index = probabilities ? this.#categorical(n, probabilities) : this.integers(0, n);
    return typeof from === "number" ? index : from[index]!;
  }

  #categorical(n: number, given: Probabilities): number {
    const probabilities: ArrayLike<number> = given instanceof Tensor ? given.values() : given;
    if (!Array.isArray(probabilities) && !ArrayBuffer.isView(probabilities))
      throw new TypeError(`choice expects a list of probabilities, but got ${describe(given)}`);
    const p = Array.from(probabilities as ArrayLike<number>);
    const total = p.reduce((sum, each) => sum + each, 0);
    if (p.length !== n || !p.every(each => each >= 0) || !(Math.abs(total - 1) < 1e-5))
      throw new RangeError(
        `choice expects ${n} probabilities ≥ 0 that sum to 1, but got ${p.length} that sum to ${total}`,
      );
    const target = this.#unit() * total;
    let sum = 0;
    for (const [i, each] of p.entries()) {
      sum += each;
      if (target < sum) return i;
    }
    return p.findLastIndex(each => each > 0); // rounding may leave a little over
  }

  /**
   * What dropout multiplies by: 0 with probability `rate`, else 1 / (1 − rate). However large it is, the generator draws one block for it.
   * @param rate from 0 to below 1
   * @param dtype of the result
   * @throws RangeError for another rate
   */
  dropoutMask(rate: number, shape: Shape, dtype: DType = "float32"): Tensor {
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropoutMask expects a rate from 0 to below 1, but got ${rate}`);
    assertShape("dropoutMask", shape);
    const values = dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
    const start = new Uint32Array(4);
    philox([this.#blocks >>> 0, Math.floor(this.#blocks / 2 ** 32), 0, 0], this.#key, start);
    this.#blocks++;
    fillDropoutMask(values, rate, start);
    return fromFlat(values, [...shape], { dtype }, "dropoutMask");
  }

  #fill(who: string, shape: Shape, draw: () => number, options: TensorOptions = {}): Tensor {
    assertShape(who, shape);
    const values = new Float64Array(sizeOf(shape));
    for (let i = 0; i < values.length; i++) values[i] = draw();
    return fromFlat(values, [...shape], options, who);
  }

  /** [0, 1) with all 53 bits of a float64, from two words. */
  #unit(): number {
    return ((this.#word() >>> 5) * 2 ** 26 + (this.#word() >>> 6)) / 2 ** 53;
  }

  /** Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645 */
  #standardNormal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.#unit())); // 1 − u is never 0
    const angle = 2 * Math.PI * this.#unit();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  #word(): number {
    if (this.#left === 0) {
      philox([this.#blocks >>> 0, Math.floor(this.#blocks / 2 ** 32), 0, 0], this.#key, this.#block);
      this.#blocks++;
      this.#left = 4;
    }
    return this.#block[4 - this.#left--]!;
  }
}

/** @throws TypeError that shows where a shape goes */
function assertNumbers(who: string, what: string, example: string, ...numbers: unknown[]): void {
  const wrong = numbers.find(number => typeof number !== "number");
  if (wrong !== undefined)
    throw new TypeError(
      `${who} expects ${what} as numbers, but got ${describe(wrong)}; a shape comes after them: ${who}(${example}, [2, 3])`,
    );
}
