// The Dropout layer. https://keras.io/api/layers/regularization_layers/dropout/

import { assertOptions } from "../../options.ts";
import { seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { Dropout } from "../modules/dropout.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  type CallContext,
  Layer,
  type LayerOptions,
  layerOptions,
  type SampleShape,
} from "./layer.ts";

/** The layer that `dropout` makes. */
export class DropoutLayer extends Layer {
  static {
    keepsNoTensor(DropoutLayer);
  }
  override readonly kind = "Dropout";
  readonly rate: number;
  /** Draws by a generator of its own, so that weights and shuffles do not depend on how often it has acted. */
  dropout: Dropout;

  constructor(rate: number, options: LayerOptions = {}) {
    super(options);
    assertOptions("dropout", options, layerOptions);
    this.rate = rate;
    this.dropout = new Dropout(rate);
  }

  override describe(): string {
    return `dropout(${this.rate})`;
  }

  protected override createWeights(inputShape: SampleShape, { rng }: BuildContext): SampleShape {
    const own = this.options.seed ?? rng.integers(0, 2 ** 32);
    this.dropout = new Dropout(this.rate, { rng: seed(own) });
    return inputShape;
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), rate: this.rate };
  }

  /** While training sets each number to 0 with probability `rate`; else passes all on. */
  forward(x: TensorLike, { training }: CallContext = { training: false }): Tensor {
    const input = this.ready(x);
    return this.dropout.forward(input, { training });
  }
}

/**
 * Leaves out a share `rate` of its inputs while training: no parameters.
 * @throws RangeError for a rate outside 0 … 1 (1 itself too), or an unknown option
 * @example dropout(0.5)
 */
export const dropout = (rate: number, options?: LayerOptions): DropoutLayer => new DropoutLayer(rate, options);
