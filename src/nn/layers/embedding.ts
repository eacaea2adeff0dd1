// The Embedding layer: a learned vector for each word id. https://keras.io/api/layers/core_layers/embedding/

import { assertOptions, type OptionNames } from "../../options.ts";
import { fromFlat, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { Embedding } from "../modules/embedding.ts";
import type { RegularizerLike } from "../regularizers.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type BuildContext, Layer, type LayerOptions, layerOptions, type SampleShape } from "./layer.ts";

/** Options of the layer `embedding`. */
export interface EmbeddingLayerOptions extends LayerOptions {
  /** Whether id 0 is padding, which the layers after it skip. */
  maskZero?: boolean;
  /** U(−0.05, 0.05) where left out. */
  embeddingsInitializer?: InitializerLike;
  /** What large vectors cost, added to the loss: l2(0.01). */
  embeddingsRegularizer?: RegularizerLike;
}

const embeddingLayerOptions: OptionNames<EmbeddingLayerOptions> = {
  ...layerOptions,
  maskZero: "boolean",
  embeddingsInitializer: true,
  embeddingsRegularizer: true,
};

/** The layer that `embedding` makes: a learned vector for each id. */
export class EmbeddingLayer extends Layer {
  static {
    keepsNoTensor(EmbeddingLayer);
  }
  override readonly kind = "Embedding";
  readonly inputDim: number;
  readonly outputDim: number;
  readonly maskZero: boolean;
  readonly #initializer: InitializerLike | undefined;
  /** The module with the vectors, once built. */
  embedding: Embedding | undefined;

  constructor(inputDim: number, outputDim: number, options: EmbeddingLayerOptions = {}) {
    super(options);
    assertOptions("embedding", options, embeddingLayerOptions);
    assertSizes("embedding", { inputDim, outputDim });
    this.inputDim = inputDim;
    this.outputDim = outputDim;
    this.maskZero = options.maskZero ?? false;
    this.#initializer = options.embeddingsInitializer;
    if (this.#initializer !== undefined) initializerOf("embedding", this.#initializer);
  }

  override describe(): string {
    return `embedding(${this.inputDim}, ${this.outputDim})`;
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const options = { rng: this.source(context), dtype: context.dtype };
    const initializer = this.#initializer === undefined ? {} : { embeddingsInitializer: this.#initializer };
    this.embedding = new Embedding(this.inputDim, this.outputDim, { ...options, ...initializer });
    return [...inputShape, this.outputDim];
  }

  protected override parts() {
    return [this.embedding];
  }

  override config() {
    const { inputDim, outputDim, maskZero } = this;
    return { ...this.baseConfig(), inputDim, outputDim, maskZero };
  }

  /** Ids [batch, ...] → [batch, ..., outputDim] */
  forward(ids: TensorLike): Tensor {
    const input = this.ready(ids);
    return this.embedding!.forward(input);
  }

  override givesMask(): boolean {
    return this.maskZero;
  }
  override computeMask(ids: Tensor): Tensor | undefined {
    if (!this.maskZero) return undefined;
    const words = Float64Array.from(ids.values(), id => (id === 0 ? 0 : 1));
    return fromFlat(words, ids.shape, { dtype: ids.dtype });
  }
}

/**
 * A vector of `outputDim` numbers for each of `inputDim` ids: inputDim · outputDim parameters.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown initializer or option; in `forward` for
 * an id that is none
 * @example embedding(10_000, 32, { maskZero: true, inputShape: [null] }) // sequences of any length, 0 is padding
 */
export const embedding = (inputDim: number, outputDim: number, options?: EmbeddingLayerOptions): EmbeddingLayer =>
  new EmbeddingLayer(inputDim, outputDim, options);
