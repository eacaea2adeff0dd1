// The Softmax layer: softmax along any axis. https://keras.io/api/layers/activation_layers/softmax/
import { assertOptions, type OptionNames } from "../../options.ts";
import { softmax, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { maskedSoftmax } from "../attention/masked-softmax.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  layerOptions,
  type SampleShape,
} from "./layer.ts";

/** Options of `softmaxLayer`. */
export interface SoftmaxLayerOptions extends Omit<LayerOptions, "seed"> {
  /** The axis along which the numbers sum to 1, the batch counted as axis 0; −1, the last one, where left out. */
  axis?: number;
}

const softmaxLayerOptions: OptionNames<SoftmaxLayerOptions> = { ...layerOptions, axis: "number" };

/** The layer that `softmaxLayer` makes. */
export class Softmax extends Layer {
  static {
    keepsNoTensor(Softmax);
  }
  override readonly kind = "Softmax";
  readonly axis: number;

  constructor(options: SoftmaxLayerOptions = {}) {
    super(options);
    assertOptions("softmaxLayer", options, softmaxLayerOptions);
    this.axis = options.axis ?? -1;
    if (!Number.isInteger(this.axis) || this.axis === 0)
      throw new RangeError(`softmaxLayer expects an axis ≥ 1, or < 0 from the last, but got ${this.axis}`);
  }

  override describe(): string {
    return `softmaxLayer(${this.axis === -1 ? "" : `{ axis: ${this.axis} }`})`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    const axis = this.#axisOf(inputShape.length + 1);
    if (axis < 1 || axis > inputShape.length)
      throw new RangeError(`${this.describe()} expects an input with that axis, but got ${kerasShape(inputShape)}`);
    return inputShape;
  }

  #axisOf(rank: number): number {
    return this.axis < 0 ? rank + this.axis : this.axis;
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return { ...this.baseConfig(), axis: this.axis };
  }

  /** [batch, ...] → the same shape. Along the time steps (axis 1) those that a mask leaves out get exactly 0. */
  forward(input: TensorLike, { mask }: CallContext = { training: false }): Tensor {
    const x = this.ready(input);
    const rank = x.shape.length;
    const axis = this.#axisOf(rank);
    if (!mask || axis !== 1) return softmax(x, axis);
    const timeLast = [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
    const back = [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
    const kept = mask.reshape([x.shape[0]!, ...new Array<number>(rank - 2).fill(1), x.shape[1]!]);
    return maskedSoftmax(x.transpose(timeLast), kept).transpose(back);
  }
}

/**
 * Softmax along an axis: no parameters. Weights of attention over time steps are `softmaxLayer({ axis: 1 })` of scores
 * [batch, T, 1]; padding then weighs 0.
 * @throws RangeError for an axis that is none or an unknown option, and where the input lacks it
 * @example softmaxLayer({ axis: 1 }).call([[[2], [2]]]).toArray() // [[[0.5], [0.5]]]
 */
export const softmaxLayer = (options?: SoftmaxLayerOptions): Softmax => new Softmax(options);
