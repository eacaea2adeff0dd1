// The Masking layer: time steps whose features all have one value are padding. https://keras.io/api/layers/core_layers/masking/

import { assertOptions, type OptionNames } from "../../options.ts";
import { fromFlat, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerOptions, type SampleShape, unseededOptions } from "./layer.ts";

/** Options of `masking`. */
export interface MaskingOptions extends Omit<LayerOptions, "seed"> {
  /** The value of padding; 0 where left out. */
  maskValue?: number;
}

const maskingOptions: OptionNames<MaskingOptions> = { ...unseededOptions, maskValue: "number" };

/** The layer that `masking` makes. */
export class Masking extends Layer {
  static {
    keepsNoTensor(Masking);
  }
  override readonly kind = "Masking";
  readonly maskValue: number;

  constructor(options: MaskingOptions = {}) {
    super(options);
    assertOptions("masking", options, maskingOptions);
    this.maskValue = options.maskValue ?? 0;
  }

  override describe(): string {
    return "masking()";
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    if (inputShape.length !== 2)
      throw new RangeError(`masking expects a sequence (None, T, features), but got ${kerasShape(inputShape)}`);
    return inputShape;
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), maskValue: this.maskValue };
  }

  /** Padding becomes 0, as in Keras. */
  forward(x: TensorLike): Tensor {
    const input = this.ready(x);
    return input.mul(this.#steps(input).reshape([...input.shape.slice(0, -1), 1]));
  }

  override givesMask(): boolean {
    return true;
  }
  override computeMask(x: Tensor): Tensor {
    return this.#steps(x);
  }

  /** [batch, T, features] → [batch, T]: 1 where some feature differs from the mask value. */
  #steps(x: Tensor): Tensor {
    const values = x.values();
    const features = x.shape.at(-1)!;
    const rows = x.shape.slice(0, -1);
    const kept = Float64Array.from({ length: values.length / features }, (_, row) =>
      Number(values.subarray(row * features, (row + 1) * features).some(value => value !== this.maskValue)),
    );
    return fromFlat(kept, rows, { dtype: x.dtype });
  }
}

/**
 * Marks padding for the layers after it.
 * @throws RangeError for an option that it does not know
 * @example masking({ maskValue: -1, inputShape: [null, 3] })
 */
export const masking = (options?: MaskingOptions): Masking => new Masking(options);
