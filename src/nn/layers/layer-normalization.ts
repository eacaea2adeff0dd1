// The LayerNormalization layer. https://keras.io/api/layers/normalization_layers/layer_normalization/

import { assertOptions, type OptionNames } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { LayerNorm } from "../modules/layer-norm.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type BuildContext, kerasShape, Layer, type LayerOptions, type SampleShape, unseededOptions } from "./layer.ts";

/** Options of the layer `layerNormalization`. */
export interface LayerNormalizationOptions extends Omit<LayerOptions, "seed"> {
  /** Added to the variance; 1e-3 where left out, as in Keras. */
  epsilon?: number;
}

const layerNormalizationOptions: OptionNames<LayerNormalizationOptions> = {
  ...unseededOptions,
  epsilon: "number",
};

/** The layer that `layerNormalization` makes. */
export class LayerNormalization extends Layer {
  static {
    keepsNoTensor(LayerNormalization);
  }
  override readonly kind = "LayerNormalization";
  readonly epsilon: number;
  /** The module with γ and β, once built. */
  norm: LayerNorm | undefined;

  constructor(options: LayerNormalizationOptions = {}) {
    super(options);
    assertOptions("layerNormalization", options, layerNormalizationOptions);
    this.epsilon = options.epsilon ?? 1e-3;
  }

  override describe(): string {
    return "layerNormalization()";
  }

  protected override createWeights(inputShape: SampleShape, { dtype }: BuildContext): SampleShape {
    const features = inputShape.at(-1);
    if (features == null)
      throw new RangeError(`${this.describe()} expects a known last size, but got ${kerasShape(inputShape)}`);
    this.norm = new LayerNorm(features, { dtype, epsilon: this.epsilon });
    return inputShape;
  }

  protected override parts() {
    return [this.norm];
  }

  override config() {
    return { ...this.baseConfig(), epsilon: this.epsilon };
  }

  /** [batch, ..., features], each vector of features by itself */
  forward(x: TensorLike): Tensor {
    const input = this.ready(x);
    return this.norm!.forward(input);
  }
}

/**
 * Mean 0 and variance 1 over the features of each time step, then scaled and shifted: 2 · features parameters.
 * @throws RangeError for an epsilon that is not above 0, or an unknown option
 */
export const layerNormalization = (options?: LayerNormalizationOptions): LayerNormalization =>
  new LayerNormalization(options);
