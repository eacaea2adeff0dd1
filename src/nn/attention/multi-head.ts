// MultiHeadAttention: several scaled looks side by side, each at a part of the vectors.
import { assertOptions, type OptionNames } from "../../options.ts";
import { seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { Linear } from "../modules/linear.ts";
import { Module } from "../modules/module.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type Attended, type AttendOptions, attended, attendInputs } from "./attention.ts";
import { maskedSoftmax } from "./masked-softmax.ts";
import { type AttentionOptions, attentionOptions } from "./scores.ts";

/** Options of `MultiHeadAttention`. */
export interface MultiHeadAttentionOptions extends AttentionOptions {
  /** Whether the four maps have biases; true where left out. */
  bias?: boolean;
  /** Of queries, where they are of another size. */
  querySize?: number;
  /** Of keys and values, where they are of another size. */
  keySize?: number;
}

const multiHeadOptions: OptionNames<MultiHeadAttentionOptions> = {
  ...attentionOptions,
  bias: "boolean",
  querySize: "number",
  keySize: "number",
};

/**
 * Queries, keys and values are mapped to `size` numbers each, cut into heads; each head attends by itself, q · k / √(size / heads),
 * and a last map joins them: 4 size (size + 1) parameters. A. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, section 3.2.2.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, heads that do not divide the size, or an unknown option
 * @example new MultiHeadAttention(16, 4, { rng: seed(0) }).forward(xs, xs, { causal: true })
 */
export class MultiHeadAttention extends Module {
  static {
    keepsNoTensor(MultiHeadAttention);
  }
  readonly size: number;
  readonly heads: number;
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;

  constructor(size: number, heads: number, options: MultiHeadAttentionOptions = {}) {
    super();
    assertOptions("MultiHeadAttention", options, multiHeadOptions);
    const { rng = seed(0), querySize = size, keySize = size, ...rest } = options;
    assertSizes("MultiHeadAttention", { size, heads, querySize, keySize });
    if (size % heads !== 0)
      throw new RangeError(`MultiHeadAttention expects heads that divide the size ${size}, but got ${heads}`);
    this.size = size;
    this.heads = heads;
    this.query = new Linear(querySize, size, { ...rest, rng });
    this.key = new Linear(keySize, size, { ...rest, rng });
    this.value = new Linear(keySize, size, { ...rest, rng });
    this.output = new Linear(size, size, { ...rest, rng });
  }

  override describe(): string {
    return `MultiHeadAttention(${this.size}, ${this.heads})`;
  }

  /**
   * @param query [batch, size], or several: [batch, queries, size]
   * @param keys [batch, T, size]
   * @returns the context, and the weights of each head, [batch, heads, queries, T]
   * @throws RangeError for shapes that do not fit or an unknown option
   */
  forward(query: TensorLike, keys: TensorLike, options: AttendOptions = {}): Attended {
    const { dtype } = this.query.kernel;
    const given = attendInputs(this.describe(), query, keys, options, dtype);
    const [q, k, v] = [
      this.#split(this.query.forward(given.query)),
      this.#split(this.key.forward(given.keys)),
      this.#split(this.value.forward(given.values)),
    ]; // [batch, heads, steps, size / heads]
    const scores = q.matmul(k.transpose([0, 1, 3, 2])).div(Math.sqrt(this.size / this.heads));
    const mask = given.mask && (given.mask.shape.length === 3 ? given.mask.expandDims(1) : given.mask);
    const weights = maskedSoftmax(scores, mask);
    const joined = weights.matmul(v).transpose([0, 2, 1, 3]).reshape(given.query.shape.with(-1, this.size));
    return attended(this.output.forward(joined), weights, given.single);
  }

  /** [batch, steps, size] → [batch, heads, steps, size / heads] */
  #split(x: Tensor): Tensor {
    const [batch, steps] = x.shape as [number, number, number];
    return x.reshape([batch, steps, this.heads, this.size / this.heads]).transpose([0, 2, 1, 3]);
  }
}
