// The TimeDistributed layer: one layer at every time step. https://keras.io/api/layers/recurrent_layers/time_distributed/
import { assertOptions, describe } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import type { NamedParameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type AnyLayer,
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerOptions,
  layerOptions,
  type SampleShape,
} from "./layer.ts";

/** The layer that `timeDistributed` makes: one layer at every time step. */
export class TimeDistributed extends Layer {
  static {
    keepsNoTensor(TimeDistributed);
  }
  override readonly kind = "TimeDistributed";
  readonly layer: Layer;

  constructor(layer: AnyLayer, options: LayerOptions = {}) {
    assertOptions("timeDistributed", options, layerOptions);
    if (!(layer instanceof Layer))
      throw new TypeError(`timeDistributed expects a layer such as dense(10), but got ${describe(layer)}`);
    if (layer.activityRegularizer)
      throw new Error(
        `timeDistributed expects the activityRegularizer among its own options, timeDistributed(layer, { activityRegularizer }), ` +
          `but got ${layer.describe()} with one`,
      );
    super({ ...(layer.options.inputShape ? { inputShape: layer.options.inputShape } : {}), ...options });
    this.layer = layer as Layer;
  }

  override describe(): string {
    return `timeDistributed(${this.layer.describe()})`;
  }

  override get wrapped(): Layer {
    return this.layer;
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const [steps, ...sample] = inputShape;
    if (steps === undefined || sample.length === 0)
      throw new RangeError(`${this.describe()} expects a sequence (None, T, ...), but got ${kerasShape(inputShape)}`);
    return [steps, ...this.layer.build(sample, { ...context, rng: this.source(context) })];
  }

  protected override parts() {
    return [this.layer];
  }

  override parameters(): NamedParameter[] {
    this.assertBuilt();
    return this.layer.parameters();
  }

  override config() {
    return { ...this.baseConfig(), layer: { kind: this.layer.kind, config: this.layer.config() } };
  }

  /** [batch, T, ...] → [batch, T, ...]: all time steps of all samples as one batch */
  forward(x: TensorLike, { training, mask }: CallContext = { training: false }): Tensor {
    const input = this.ready(x);
    const y = this.layer.forward(joined(input), { training, mask: innerMask(mask) });
    return y.reshape([...input.shape.slice(0, 2), ...y.shape.slice(1)]);
  }

  /** A mask of its time steps stays; where there is none, one of the steps within each becomes theirs. */
  override givesMask(masked: boolean): boolean {
    return masked || this.layer.givesMask(false);
  }
  /**
   * A mask [batch, T] is that of these time steps, one [batch, T, S] that of the steps within each: the inner layer gets the
   * latter. Where it gives no steps any more, a time step counts if any step within it did, as in Keras 2.
   */
  override computeMask(x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    const [batch, steps] = x.shape as [number, number];
    const before = innerMask(mask);
    const after = this.layer.computeMask(joined(x), before);
    if (!after) return before ? any(before).reshape([batch, steps]) : mask;
    const within = after.reshape([batch, steps, ...after.shape.slice(1)]);
    const outer = before ? undefined : mask;
    return outer ? within.mul(outer.reshape([batch, steps, ...after.shape.slice(1).map(() => 1)])) : within;
  }
}

/** [batch, T, ...] → [batch · T, ...] */
const joined = (x: Tensor): Tensor => x.reshape([x.shape[0]! * x.shape[1]!, ...x.shape.slice(2)]);

/** The mask of the steps within time steps, for all of them as one batch; undefined where there is none. */
const innerMask = (mask: Tensor | undefined): Tensor | undefined =>
  mask && mask.shape.length > 2 ? joined(mask) : undefined;

/** 1 for each sample that has any: [n, ...] → [n] */
const any = (mask: Tensor): Tensor => {
  const axes = mask.shape.slice(1).map((_, i) => i + 1);
  return mask.max(axes);
};

/**
 * The same layer, with the same weights, at every time step. (`dense` does so by itself.)
 * @throws TypeError for what is no layer, RangeError for an option that it does not know
 * @example timeDistributed(dense(10, { activation: "softmax" }))
 */
export const timeDistributed = (layer: AnyLayer, options?: LayerOptions): TimeDistributed =>
  new TimeDistributed(layer, options);
