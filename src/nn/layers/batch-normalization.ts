// The BatchNormalization layer. https://keras.io/api/layers/normalization_layers/batch_normalization/
import { assertOptions, type OptionNames } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { BatchNorm } from "../modules/batch-norm.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  type SampleShape,
  unseededOptions,
} from "./layer.ts";

/** Options of the layer `batchNormalization`. */
export interface BatchNormalizationOptions extends Omit<LayerOptions, "seed"> {
  /** How much of the moving statistics each training batch keeps; 0.99 where left out, as in Keras. */
  momentum?: number;
  /** Added to the variance; 1e-3 where left out, as in Keras. */
  epsilon?: number;
  /** Whether β is learned; true where left out. */
  center?: boolean;
  /** Whether γ is learned; true where left out. */
  scale?: boolean;
}

const batchNormalizationOptions: OptionNames<BatchNormalizationOptions> = {
  ...unseededOptions,
  momentum: "number",
  epsilon: "number",
  center: "boolean",
  scale: "boolean",
};

/** The layer that `batchNormalization` makes. */
export class BatchNormalization extends Layer {
  static {
    keepsNoTensor(BatchNormalization);
  }
  override readonly kind = "BatchNormalization";
  readonly momentum: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  /** The module with γ, β and the moving statistics, once built. */
  norm: BatchNorm | undefined;

  constructor(options: BatchNormalizationOptions = {}) {
    super(options);
    assertOptions("batchNormalization", options, batchNormalizationOptions);
    this.momentum = options.momentum ?? 0.99;
    this.epsilon = options.epsilon ?? 1e-3;
    this.center = options.center ?? true;
    this.scale = options.scale ?? true;
    new BatchNorm(1, this.#settings); // refuses what is out of range
  }

  get #settings() {
    const { momentum, epsilon, center, scale } = this;
    return { momentum, epsilon, center, scale };
  }

  override describe(): string {
    return "batchNormalization()";
  }

  protected override createWeights(inputShape: SampleShape, { dtype }: BuildContext): SampleShape {
    const features = inputShape.at(-1);
    if (features == null)
      throw new RangeError(`${this.describe()} expects a known last size, but got ${kerasShape(inputShape)}`);
    this.norm = new BatchNorm(features, { dtype, ...this.#settings });
    return inputShape;
  }

  protected override parts() {
    return [this.norm];
  }

  override config(): LayerConfig {
    return { ...this.baseConfig(), ...this.#settings };
  }

  /** [batch, ..., features]; while training by the statistics of this batch, of what the mask keeps. */
  forward(x: TensorLike, { training, mask }: CallContext = { training: false }): Tensor {
    const input = this.ready(x);
    return this.norm!.forward(input, { training: training && this.trainable, mask });
  }

  /** Whether γ and β are learned. Where not, the layer uses its moving statistics while training too, and they stay; as in Keras. */
  override get trainable(): boolean {
    return super.trainable;
  }
  override set trainable(trainable: boolean) {
    super.trainable = trainable;
    this.norm?.keepsStatistics();
  }
}

/**
 * Mean 0 and variance 1 of each feature over the batch (and its time steps), then scaled and shifted: 4 · features parameters, half
 * of them moving statistics, which are not learned and serve to predict.
 * @throws RangeError for an epsilon that is not above 0, a momentum outside 0 … 1, or an unknown option
 * @example batchNormalization({ momentum: 0.9 })
 */
export const batchNormalization = (options?: BatchNormalizationOptions): BatchNormalization =>
  new BatchNormalization(options);
