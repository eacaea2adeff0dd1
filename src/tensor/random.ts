// Seeded random numbers. Randomness is passed, never global: `const rng = seed(0)` and hand `rng` on.
import { type DType, makeNormal, type Shape, sizeOf } from "../backend/index.ts";
import { describe } from "../options.ts";
import { assertTensorOptions, fromFlat, type TensorOptions } from "./creation.ts";
import { fillDropoutMask } from "./dropout-mask.ts";
import { assertShape, type NumberArray } from "./nested.ts";
import { RandomWords } from "./random-words.ts";
import { Tensor } from "./tensor.ts";

/**
 * A random number generator whose draws depend on the seed alone: same seed, same numbers, on every machine.
 * @param number a whole number from 0 to 2⁵³ − 1; it is the key of Philox4x32-10
 * @throws RangeError for any other number
 * @example seed(0).normal(0, 1, [2, 3])
 */
export function seed(number: number): Rng {
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
  readonly #words: RandomWords;
  #spare: number | undefined; // Box–Muller makes two normal numbers at a time

  /** @throws RangeError for a seed that is no whole number, as `seed` */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`seed expects a whole number from 0 to 2⁵³ − 1, but got ${describe(seed)}`);
    this.#words = new RandomWords(seed);
  }

  /** The number it was made of. */
  get seed(): number {
    return this.#words.seed;
  }

  /** Where the generator stands, as plain data: `restore` goes on from there with identical numbers. */
  get state(): RngState {
    const { seed, blocks, left } = this.#words;
    return { seed, blocks, words: left, ...(this.#spare === undefined ? {} : { spare: this.#spare }) };
  }

  /** Takes over seed and place. @throws Error for a state that `state` cannot have given. */
  restore(state: RngState): void {
    const { seed, blocks, words, spare } = state ?? {};
    const whole = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
    if (!whole(seed) || !whole(blocks) || !Array.isArray(words) || words.length > 3 || !words.every(whole))
      throw new Error("the generator cannot go on from this state; the saved data is incomplete or was changed");
    this.#words.restore(seed, blocks, words);
    this.#spare = spare;
  }

  /**
   * Numbers from [low, high), evenly. One number, or a tensor where a shape is given.
   * @throws RangeError unless low ≤ high
   * @example rng.uniform(-1, 1, [2, 3])
   */
  uniform(low: number, high: number, shape: Shape, options?: TensorOptions): Tensor;
  uniform(low?: number, high?: number): number;
  uniform(low = 0, high = 1, shape?: Shape, options?: TensorOptions): number | Tensor {
    assertNumbers("uniform", "low and high", "0, 1", low, high);
    if (!(low <= high)) throw new RangeError(`uniform expects low ≤ high, but got ${low} and ${high}`);
    if (shape === undefined) return low + (high - low) * this.#words.unit();
    const values = roomFor("uniform", shape, options);
    this.#words.eachChunk("unit", values.length, (units, first) => {
      for (let i = 0; i < units.length; i++) values[first + i] = low + (high - low) * units[i]!;
    });
    return fromFlat(values, [...shape], options, "uniform");
  }

  /**
   * Numbers from a normal distribution. One number, or a tensor where a shape is given.
   * @throws RangeError unless the standard deviation is ≥ 0
   * @example rng.normal(0, 1, [2, 3])
   */
  normal(mean: number, standardDeviation: number, shape: Shape, options?: TensorOptions): Tensor;
  normal(mean?: number, standardDeviation?: number): number;
  normal(mean = 0, standardDeviation = 1, shape?: Shape, options?: TensorOptions): number | Tensor {
    assertNumbers("normal", "mean and standard deviation", "0, 1", mean, standardDeviation);
    if (!(standardDeviation >= 0))
      throw new RangeError(`normal expects a standard deviation ≥ 0, but got ${standardDeviation}`);
    if (shape === undefined) return mean + standardDeviation * this.#standardNormal();
    const values = roomFor("normal", shape, options);
    this.fillNormal(values, mean, standardDeviation);
    return fromFlat(values, [...shape], options, "normal");
  }

  /** Fills an array with such numbers. @internal */
  fillNormal(values: Float32Array | Float64Array, mean = 0, standardDeviation = 1): void {
    const start = values.length > 0 && this.#spare !== undefined ? 1 : 0;
    const scaled = (standard: number) => mean + standardDeviation * standard;
    if (start) values[0] = scaled(this.#standardNormal());
    const pairs = Math.floor((values.length - start) / 2);
    this.#words.eachChunk("normal", 2 * pairs, (numbers, first) => {
      for (let i = 0; i < numbers.length; i++) values[start + first + i] = mean + standardDeviation * numbers[i]!;
    });
    if (start + 2 * pairs < values.length) values[values.length - 1] = scaled(this.#standardNormal());
  }

  /**
   * A whole number low ≤ n < high, each equally likely. One number, or a tensor where a shape is given.
   * @throws RangeError unless low < high are whole numbers that the dtype holds
   * @example rng.integers(0, 10, [2, 3])
   */
  integers(low: number, high: number, shape: Shape, options?: TensorOptions): Tensor;
  integers(low: number, high: number): number;
  integers(low: number, high: number, shape?: Shape, options?: TensorOptions): number | Tensor {
    const span = spanOf(low, high);
    if (shape === undefined) return low + this.#below(span);
    const values = roomFor("integers", shape, options);
    if (values instanceof Float32Array && Math.max(Math.abs(low), Math.abs(high)) > 2 ** 24)
      throw new RangeError(
        `integers expects whole numbers up to 2²⁴ for float32, but got ${low} and ${high}; { dtype: "float64" } holds larger ones`,
      );
    for (let i = 0; i < values.length; i++) values[i] = low + this.#below(span);
    return fromFlat(values, [...shape], options, "integers");
  }

  /**
   * 1 with this probability, and else 0: one number, a tensor where a shape is given, or for each probability of a tensor its own. No
   * gradient flows through it.
   * @throws RangeError for probabilities outside 0 … 1
   * @example rng.bernoulli(0.3, [2, 3])
   * @example rng.bernoulli(sigmoid([-1, 2])) // one for each
   */
  bernoulli(probabilities: Tensor): Tensor;
  bernoulli(probability: number, shape: Shape, options?: TensorOptions): Tensor;
  bernoulli(probability: number): number;
  bernoulli(probability: number | Tensor, shape?: Shape, options?: TensorOptions): number | Tensor {
    const given = probability instanceof Tensor ? probability.values() : [probability];
    const wrong = Array.from(given as ArrayLike<number>).find(p => !(typeof p === "number" && p >= 0 && p <= 1));
    if (wrong !== undefined || given.length === undefined)
      throw new RangeError(`bernoulli expects probabilities from 0 to 1, but got ${describe(wrong)}`);
    if (probability instanceof Tensor) {
      if (shape !== undefined)
        throw new RangeError("bernoulli expects a shape only beside one probability: a tensor of them has its own");
      const { shape: own, dtype } = probability;
      return fromFlat(this.#bits(Float64Array.from(given)), [...own], { dtype }, "bernoulli");
    }
    if (shape === undefined) return this.#bits(Float64Array.of(probability))[0]!;
    return fromFlat(this.#bits(roomFor("bernoulli", shape, options).fill(probability)), [...shape], options, "bernoulli"); // biome-ignore format: a line
  }

  /** In the place of each probability 1 or 0. */
  #bits<Numbers extends Float32Array | Float64Array>(probabilities: Numbers): Numbers {
    this.#words.eachChunk("unit", probabilities.length, (units, first) => {
      for (let i = 0; i < units.length; i++) probabilities[first + i] = Number(units[i]! < probabilities[first + i]!);
    });
    return probabilities;
  }

  /** A whole number 0 ≤ n < span, each equally likely. */
  #below(span: number): number {
    // Words beyond the last full multiple of `span` are drawn again, so that no number is likelier than another.
    const limit = 2 ** 32 - (2 ** 32 % span);
    let word = this.#words.next();
    while (word >= limit) word = this.#words.next();
    return word % span;
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
    const index = probabilities !== undefined ? this.#categorical(n, probabilities) : this.integers(0, n);
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
    const target = this.#words.unit() * total;
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
    const start = this.#words.block();
    fillDropoutMask(values, rate, start);
    return fromFlat(values, [...shape], { dtype }, "dropoutMask");
  }

  #standardNormal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const pair = Float64Array.of(this.#words.unit(), this.#words.unit());
    makeNormal(pair);
    this.#spare = pair[1]!;
    return pair[0]!;
  }
}

/** How many whole numbers there are from low to below high. @throws RangeError for none, or what is none */
function spanOf(low: number, high: number): number {
  const span = Number.isInteger(low) && Number.isInteger(high) ? high - low : 0;
  if (span < 1 || span > 2 ** 32)
    throw new RangeError(
      `integers expects whole numbers low < high at most 2³² apart, but got ${describe(low)} and ${describe(high)}`,
    );
  return span;
}

/** Room for the numbers of a tensor, rounded as they are written; all is checked before a number is drawn. */
function roomFor(who: string, shape: Shape, options: TensorOptions = {}): Float32Array | Float64Array {
  assertShape(who, shape);
  assertTensorOptions(who, options);
  return options.dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
}

/** @throws TypeError that shows where a shape goes */
function assertNumbers(who: string, what: string, example: string, ...numbers: unknown[]): void {
  const wrong = numbers.find(number => typeof number !== "number" || Number.isNaN(number));
  if (wrong !== undefined)
    throw new TypeError(
      `${who} expects ${what} as numbers, but got ${describe(wrong)}; a shape comes after them: ${who}(${example}, [2, 3])`,
    );
}
