// The RepeatVector layer: one vector at every time step. https://keras.io/api/layers/reshaping_layers/repeat_vector/

import { assertOptions } from "../../options.ts";
import { stack, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerOptions, layerOptions, type SampleShape } from "./layer.ts";

/** The layer that `repeatVector` makes. */
export class RepeatVector extends Layer {
  static {
    keepsNoTensor(RepeatVector);
  }
  override readonly kind = "RepeatVector";
  readonly n: number;

  constructor(n: number, options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("repeatVector", options, layerOptions);
    assertSizes("repeatVector", { n });
    this.n = n;
  }

  override describe(): string {
    return `repeatVector(${this.n})`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    if (inputShape.length !== 1)
      throw new RangeError(`${this.describe()} expects vectors (None, features), but got ${kerasShape(inputShape)}`);
    return [this.n, ...inputShape];
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), n: this.n };
  }

  /** [batch, features] → [batch, n, features] */
  forward(x: TensorLike): Tensor {
    return stack(new Array<Tensor>(this.n).fill(this.ready(x)), 1);
  }

  override computeMask(): undefined {
    return undefined;
  }
}

/**
 * Gives a vector to each of n time steps, so that a recurrent layer can make a sequence of it (one-to-many).
 * @throws RangeError for an n that is no whole number ≥ 1, or an unknown option
 */
export const repeatVector = (n: number, options?: Omit<LayerOptions, "seed">): RepeatVector =>
  new RepeatVector(n, options);
