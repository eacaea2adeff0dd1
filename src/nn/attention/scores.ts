// The kinds of scores: dot, scaled dot, general (Luong), additive (Bahdanau).
import { formatShape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { seed, type Tensor, tanh } from "../../tensor/index.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { Linear } from "../modules/linear.ts";
import { Parameter } from "../modules/parameter.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Attention } from "./attention.ts";

/** Options of attention with weights. */
export interface AttentionOptions {
  /** Where the starting weights are drawn from; `seed(0)` where left out. */
  rng?: ReturnType<typeof seed>;
  dtype?: "float32" | "float64";
  /** "glorotUniform" where left out. */
  kernelInitializer?: InitializerLike;
}

export const attentionOptions: OptionNames<AttentionOptions> = {
  rng: "generator",
  dtype: "dtype",
  kernelInitializer: true,
};

/** Options of `DotAttention`. */
export interface DotAttentionOptions {
  /** Divide the scores by √size; false where left out. */
  scaled?: boolean;
}

/**
 * score(q, k) = q · k; with `scaled` q · k / √size, which keeps the softmax from saturating where vectors are long. No weights.
 * M.-T. Luong et al. 2015, https://arxiv.org/abs/1508.04025, eq. 8; A. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, eq. 1.
 * @throws RangeError for an unknown option; in `forward` for queries and keys of different sizes
 * @example const { context, weights } = new DotAttention({ scaled: true }).forward(h, annotations)
 */
export class DotAttention extends Attention {
  static {
    keepsNoTensor(DotAttention);
  }
  readonly scaled: boolean;

  constructor(options: DotAttentionOptions = {}) {
    super();
    assertOptions("DotAttention", options, { scaled: "boolean" });
    this.scaled = options.scaled ?? false;
  }

  override describe(): string {
    return this.scaled ? "DotAttention(scaled)" : "DotAttention()";
  }

  scores(query: Tensor, keys: Tensor): Tensor {
    const size = query.shape.at(-1)!;
    if (size !== keys.shape.at(-1))
      throw new RangeError(
        `${this.describe()} expects queries and keys of one size, but got ${formatShape(query.shape)} and ` +
          `${formatShape(keys.shape)}; GeneralAttention and AdditiveAttention take different ones`,
      );
    const scores = query.matmul(keys.transpose([0, 2, 1]));
    return this.scaled ? scores.div(Math.sqrt(size)) : scores;
  }
}

/**
 * score(q, k) = qᵀ W k: querySize · keySize parameters. M.-T. Luong et al. 2015, https://arxiv.org/abs/1508.04025, eq. 8, “general”.
 * @throws RangeError for sizes that are no whole numbers ≥ 1 or an unknown option
 */
export class GeneralAttention extends Attention {
  static {
    keepsNoTensor(GeneralAttention);
  }
  readonly querySize: number;
  readonly keySize: number;
  /** W: [querySize, keySize] */
  readonly kernel: Parameter;

  constructor(querySize: number, keySize: number, options: AttentionOptions = {}) {
    super();
    assertOptions("GeneralAttention", options, attentionOptions);
    assertSizes("GeneralAttention", { querySize, keySize });
    const { rng = seed(0), dtype = "float32", kernelInitializer = "glorotUniform" } = options;
    this.querySize = querySize;
    this.keySize = keySize;
    this.kernel = new Parameter(initializerOf("GeneralAttention", kernelInitializer)([querySize, keySize], rng, dtype));
  }

  override describe(): string {
    return `GeneralAttention(${this.querySize}, ${this.keySize})`;
  }

  scores(query: Tensor, keys: Tensor): Tensor {
    assertSize(this.describe(), "queries", query, this.querySize);
    assertSize(this.describe(), "keys", keys, this.keySize);
    return query.matmul(this.kernel).matmul(keys.transpose([0, 2, 1]));
  }
}

/**
 * score(q, k) = vᵀ tanh(q W + k U + b): units (querySize + keySize + 2) parameters.
 * D. Bahdanau et al. 2015, https://arxiv.org/abs/1409.0473, A.1.2 (there without b).
 * @throws RangeError for sizes that are no whole numbers ≥ 1 or an unknown option
 * @example new AdditiveAttention(16, 32, 8, { rng: seed(0) })
 */
export class AdditiveAttention extends Attention {
  static {
    keepsNoTensor(AdditiveAttention);
  }
  /** W: [querySize, units] */
  readonly query: Linear;
  /** U: [keySize, units], and b: [units] */
  readonly key: Linear;
  /** v: [units, 1] */
  readonly score: Parameter;
  readonly #sizes: string;

  constructor(querySize: number, keySize: number, units: number, options: AttentionOptions = {}) {
    super();
    assertOptions("AdditiveAttention", options, attentionOptions);
    assertSizes("AdditiveAttention", { querySize, keySize, units });
    const { rng = seed(0), dtype = "float32", kernelInitializer = "glorotUniform" } = options;
    this.query = new Linear(querySize, units, { rng, dtype, kernelInitializer, bias: false });
    this.key = new Linear(keySize, units, { rng, dtype, kernelInitializer });
    this.score = new Parameter(initializerOf("AdditiveAttention", kernelInitializer)([units, 1], rng, dtype));
    this.#sizes = `${querySize}, ${keySize}, ${units}`;
  }

  override describe(): string {
    return `AdditiveAttention(${this.#sizes})`;
  }

  scores(query: Tensor, keys: Tensor): Tensor {
    const q = this.query.forward(query).expandDims(2); // [batch, queries, 1, units]
    const k = this.key.forward(keys).expandDims(1); // [batch, 1, T, units]
    return tanh(q.add(k)).matmul(this.score).squeeze(-1);
  }
}

function assertSize(who: string, what: string, { shape }: Tensor, size: number): void {
  if (shape.at(-1) !== size)
    throw new RangeError(`${who} expects ${what} of size ${size}, but got ${formatShape(shape)}`);
}
