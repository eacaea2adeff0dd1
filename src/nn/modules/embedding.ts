// Embedding: a vector for each symbol of a vocabulary, looked up by its number and learned.
import type { DType } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { idsOf, type Rng, seed, type Tensor, type TensorLike, takeRows } from "../../tensor/index.ts";
import { type InitializerLike, initializerOf, uniformInitializer } from "../initializers/index.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of the module `Embedding`. */
export interface EmbeddingOptions {
  /** Where the starting vectors are drawn from; `seed(0)` where left out. */
  rng?: Rng;
  dtype?: DType;
  /** U(−0.05, 0.05) where left out, as in Keras (PyTorch draws from N(0, 1)). */
  embeddingsInitializer?: InitializerLike;
}

const embeddingOptions: OptionNames<EmbeddingOptions> = {
  rng: "generator",
  dtype: "dtype",
  embeddingsInitializer: true,
};

/**
 * As a one-hot vector times a matrix, without the product: n lookups instead of n · vocabularySize · size multiplications.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown initializer or option
 */
export class Embedding extends Module {
  static {
    keepsNoTensor(Embedding);
  }
  readonly vocabularySize: number;
  readonly size: number;
  /** One row a symbol: [vocabularySize, size] */
  readonly embeddings: Parameter;

  constructor(vocabularySize: number, size: number, options: EmbeddingOptions = {}) {
    super();
    assertSizes("Embedding", { vocabularySize, size });
    assertOptions("Embedding", options, embeddingOptions);
    const { rng = seed(0), dtype = "float32", embeddingsInitializer = uniformInitializer(0.05) } = options;
    this.vocabularySize = vocabularySize;
    this.size = size;
    const initial = initializerOf("Embedding", embeddingsInitializer);
    this.embeddings = new Parameter(initial([vocabularySize, size], rng, dtype));
  }

  override describe(): string {
    return `Embedding(${this.vocabularySize} → ${this.size})`;
  }

  /**
   * [...] → [..., size]
   * @throws RangeError for an id outside the vocabulary; says where it stands.
   */
  forward(ids: TensorLike): Tensor {
    const { shape, list } = idsOf(this.describe(), ids, this.vocabularySize);
    return takeRows(this.embeddings, list).reshape([...shape, this.size]);
  }
}
