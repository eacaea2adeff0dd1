// The TimeDistributed layer: one layer at every time step. https://keras.io/api/layers/recurrent_layers/time_distributed/
import type { Tensor } from "../../tensor/index.ts";
import type { NamedParameter } from "../parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerOptions,
  type SampleShape,
} from "./layer.ts";

export class TimeDistributed extends Layer {
  static {
    keepsNoTensor(TimeDistributed);
  }
  readonly kind = "TimeDistributed";
  readonly layer: Layer;

  constructor(layer: Layer, options: LayerOptions = {}) {
    super({ ...(layer.options.inputShape ? { inputShape: layer.options.inputShape } : {}), ...options });
    this.layer = layer;
  }

  describe(): string {
    return `timeDistributed(${this.layer.describe()})`;
  }

  override get wrapped(): Layer {
    return this.layer;
  }

  protected createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const [steps, ...sample] = inputShape;
    if (steps === undefined || sample.length === 0)
      throw new RangeError(`${this.describe()} expects a sequence (None, T, ...), but got ${kerasShape(inputShape)}`);
    return [steps, ...this.layer.build(sample, { ...context, rng: this.source(context) })];
  }

  protected parts() {
    return [this.layer];
  }

  override parameters(): NamedParameter[] {
    this.assertBuilt();
    return this.layer.parameters();
  }

  config() {
    return { ...this.baseConfig(), layer: { kind: this.layer.kind, config: this.layer.config() } };
  }

  /** [batch, T, ...] → [batch, T, ...]: all time steps of all samples as one batch */
  forward(x: Tensor, { training }: CallContext = { training: false }): Tensor {
    const [batch, steps, ...sample] = x.shape as [number, number, ...number[]];
    const y = this.layer.forward(x.reshape([batch * steps, ...sample]), { training });
    return y.reshape([batch, steps, ...y.shape.slice(1)]);
  }
}

/**
 * The same layer, with the same weights, at every time step. (`dense` does so by itself.)
 * @example timeDistributed(dense(10, { activation: "softmax" }))
 */
export const timeDistributed = (layer: Layer, options?: LayerOptions): TimeDistributed =>
  new TimeDistributed(layer, options);
