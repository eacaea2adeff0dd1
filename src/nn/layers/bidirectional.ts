// The Bidirectional layer: one reads forwards, one backwards. https://keras.io/api/layers/recurrent_layers/bidirectional/
// M. Schuster, K. Paliwal 1997, https://doi.org/10.1109/78.650093
import { concat, type Tensor } from "../../tensor/index.ts";
import type { NamedParameter } from "../module.ts";
import type { StateTensors } from "../state.ts";
import {
  type BuildContext,
  type CallContext,
  Layer,
  type LayerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layer.ts";
import { Recurrent, turned } from "./recurrent.ts";

/** How the two outputs become one. */
const merges = {
  concat: (a: Tensor, b: Tensor) => concat([a, b], -1),
  sum: (a: Tensor, b: Tensor) => a.add(b),
  ave: (a: Tensor, b: Tensor) => a.add(b).div(2),
  mul: (a: Tensor, b: Tensor) => a.mul(b),
};

export interface BidirectionalOptions extends LayerOptions {
  /** "concat" where left out: twice as many features. */
  mergeMode?: keyof typeof merges;
}

type AnyRecurrent = Recurrent<StateTensors, unknown>;

export class Bidirectional extends Layer {
  readonly kind = "Bidirectional";
  readonly mergeMode: keyof typeof merges;
  readonly forwardLayer: AnyRecurrent;
  readonly backwardLayer: AnyRecurrent;

  constructor(layer: Layer, options: BidirectionalOptions = {}) {
    super({ ...(layer.options.inputShape ? { inputShape: layer.options.inputShape } : {}), ...options });
    if (!(layer instanceof Recurrent))
      throw new TypeError(`bidirectional expects simpleRNN, lstm or gru, but got ${layer.describe()}`);
    if (layer.outputShape || layer.returnState)
      throw new Error(
        `bidirectional expects a new layer without returnState, but got ${layer.describe()} that ` +
          (layer.outputShape ? "has weights already" : "returns its state"),
      );
    this.mergeMode = options.mergeMode ?? "concat";
    if (!Object.hasOwn(merges, this.mergeMode))
      throw new RangeError(
        `bidirectional knows the merge modes ${Object.keys(merges).join(", ")}, but got ${JSON.stringify(this.mergeMode)}`,
      );
    const { seed: _, ...rest } = layer.options; // with one seed both would start from the same weights
    this.forwardLayer = layer as AnyRecurrent;
    this.backwardLayer = (layer as AnyRecurrent).twin({ ...rest, goBackwards: !layer.goBackwards });
  }

  describe(): string {
    return `bidirectional(${this.forwardLayer.describe()})`;
  }

  override get wrapped(): Layer {
    return this.forwardLayer;
  }

  protected createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const own = { ...context, rng: this.source(context) };
    const shape = this.forwardLayer.build(inputShape, own);
    this.backwardLayer.build(inputShape, own);
    return this.mergeMode === "concat" ? [...shape.slice(0, -1), 2 * shape.at(-1)!] : shape;
  }

  protected parts() {
    return [this.forwardLayer, this.backwardLayer];
  }

  override parameters(): NamedParameter[] {
    this.needsBuilt();
    const named = (prefix: string, layer: Layer) =>
      layer.parameters().map(({ path, parameter }) => ({ path: `${prefix}.${path}`, parameter }));
    return [...named("forward", this.forwardLayer), ...named("backward", this.backwardLayer)];
  }

  config() {
    const { kind } = this.forwardLayer;
    return { ...this.baseConfig(), mergeMode: this.mergeMode, layer: { kind, config: this.forwardLayer.config() } };
  }

  /** [batch, T, features] → [batch, T, 2 · units] or, without returnSequences, [batch, 2 · units] for "concat" */
  forward(x: Tensor, context: CallContext = { training: false }): Tensor {
    const { returnSequences, goBackwards } = this.forwardLayer;
    const ahead = this.forwardLayer.forwardInTime(x, context);
    const back = this.backwardLayer.forwardInTime(x, context);
    const merged = merges[this.mergeMode](ahead, back);
    if (!returnSequences) return merged;
    // Keras's two directions give 0 at masked steps, where others repeat the step before.
    const kept = context.mask ? merged.mul(context.mask.reshape([...context.mask.shape, 1])) : merged;
    return goBackwards ? turned(kept) : kept;
  }

  override computeMask(x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.forwardLayer.computeMask(x, mask);
  }
  override resetStates(): void {
    this.forwardLayer.resetStates();
    this.backwardLayer.resetStates();
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return [...this.forwardLayer.statefulLayers, ...this.backwardLayer.statefulLayers];
  }
}

/**
 * A recurrent layer and its twin that reads from the end: at each step what came before and what comes after.
 * @example bidirectional(lstm(64, { returnSequences: true }), { inputShape: [100, 30] })
 */
export const bidirectional = (layer: Layer, options?: BidirectionalOptions): Bidirectional =>
  new Bidirectional(layer, options);
