// The Bidirectional layer: one reads forwards, one backwards. https://keras.io/api/layers/recurrent_layers/bidirectional/
// M. Schuster, K. Paliwal 1997, https://doi.org/10.1109/78.650093

import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { concat, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { type StateTensors, tensorsOfState } from "../cells/state.ts";
import { maskLike } from "../masks.ts";
import type { NamedParameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type AnyLayer,
  type BuildContext,
  type CallContext,
  Layer,
  type LayerOptions,
  layerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layer.ts";
import { Recurrent, type RecurrentRun, turned } from "./recurrent.ts";
import { RNN } from "./rnn.ts";
import { SequenceLayer } from "./sequence-layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

/** How the two outputs become one. */
const merges = {
  concat: (a: Tensor, b: Tensor) => concat([a, b], -1),
  sum: (a: Tensor, b: Tensor) => a.add(b),
  ave: (a: Tensor, b: Tensor) => a.add(b).div(2),
  mul: (a: Tensor, b: Tensor) => a.mul(b),
};

/** Options of `bidirectional`. */
export interface BidirectionalOptions extends LayerOptions {
  /** "concat" where left out: twice as many features. With null `call` gives both outputs apart. */
  mergeMode?: keyof typeof merges | null;
}

const bidirectionalOptions: OptionNames<BidirectionalOptions> = { ...layerOptions, mergeMode: "nullable" };

/** One direction: a layer of the toolkit's kinds, or one of cells. */
type Direction = Recurrent<StateTensors, unknown, unknown> | RNN<unknown, unknown>;

/** The layer that `bidirectional` makes: two recurrent layers, of which one reads backwards. */
export class Bidirectional<Output = Tensor, Symbolic = SymbolicTensor> extends SequenceLayer<Output, Symbolic> {
  static {
    keepsNoTensor(Bidirectional);
  }
  override readonly kind = "Bidirectional";
  readonly mergeMode: keyof typeof merges | null;
  readonly forwardLayer: Direction;
  readonly backwardLayer: Direction;

  constructor(layer: AnyLayer, options: BidirectionalOptions = {}) {
    assertOptions("bidirectional", options, bidirectionalOptions);
    if (!(layer instanceof Recurrent || layer instanceof RNN))
      throw new TypeError(
        `bidirectional expects simpleRNN, lstm, gru or rnn, but got ${(layer as unknown) instanceof Layer ? (layer as Layer).describe() : describe(layer)}`,
      );
    super({ ...(layer.options.inputShape ? { inputShape: layer.options.inputShape } : {}), ...options });
    if (layer.isInUse)
      throw new Error(`bidirectional expects a new layer, but got ${layer.describe()} that has weights already`);
    const { mergeMode = "concat" } = options;
    if (mergeMode !== null && !Object.hasOwn(merges, mergeMode))
      throw new RangeError(
        `bidirectional knows the merge modes ${Object.keys(merges).join(", ")} and null, but got ${describe(mergeMode)}`,
      );
    this.mergeMode = mergeMode;
    const { seed: _, ...rest } = layer.options; // with one seed both would start from the same weights
    this.forwardLayer = layer as Direction;
    this.backwardLayer = this.forwardLayer.twin({ ...rest, goBackwards: !layer.goBackwards });
  }

  override describe(): string {
    return `bidirectional(${this.forwardLayer.describe()})`;
  }

  override get wrapped(): AnyLayer {
    return this.forwardLayer;
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const own = { ...context, rng: this.source(context) };
    const shape = this.forwardLayer.build(inputShape, own);
    this.backwardLayer.build(inputShape, own);
    return this.mergeMode === "concat" ? [...shape.slice(0, -1), 2 * shape.at(-1)!] : shape;
  }

  protected override parts() {
    return [this.forwardLayer, this.backwardLayer];
  }

  override parameters(): NamedParameter[] {
    this.assertBuilt();
    const named = (prefix: string, layer: AnyLayer) =>
      layer.parameters().map(({ path, parameter }) => ({ path: `${prefix}.${path}`, parameter }));
    return [...named("forward", this.forwardLayer), ...named("backward", this.backwardLayer)];
  }

  override config() {
    const { kind } = this.forwardLayer;
    return { ...this.baseConfig(), mergeMode: this.mergeMode, layer: { kind, config: this.forwardLayer.config() } };
  }

  /** [batch, T, features] → [batch, T, 2 · units] or, without returnSequences, [batch, 2 · units] for "concat" */
  forward(x: TensorLike, context: CallContext = { training: false }): Tensor {
    return this.forwardCall([this.ready(x)], context)[0]!;
  }

  /** @internal */
  override forwardCall(
    [x]: readonly [Tensor],
    { training, mask: kept, initialState: given, addLoss }: CallContext,
  ): readonly Tensor[] {
    const input = this.ready(x);
    const mask = maskLike(this.describe(), kept, input);
    if (given && given.length % 2 !== 0)
      throw new RangeError(
        `${this.describe()} expects as many states for each direction, but got ${given.length} in all`,
      );
    const runs = [this.forwardLayer, this.backwardLayer].map((layer, i) => {
      const half = given?.slice((i * given.length) / 2, ((i + 1) * given.length) / 2);
      const state = half && layer.stateOf(half, input.shape[0]!);
      const run = layer.run(input, { training, mask, initialState: state });
      const states = layer.returnState ? tensorsOfState(run.state) : [];
      layer.addActivityLoss([run.output, ...states], { addLoss });
      return run;
    }) as [RecurrentRun, RecurrentRun];
    const states = this.forwardLayer.returnState ? runs.flatMap(({ state }) => tensorsOfState(state)) : [];
    return [...this.#outputs(mask, ...runs), ...states];
  }

  /** @internal */
  override outputShapes(): readonly SampleShape[] {
    const outputs = this.mergeMode === null ? [this.outputShape!, this.outputShape!] : [this.outputShape!];
    const states = this.forwardLayer.outputShapes().slice(1);
    return [...outputs, ...states, ...states];
  }

  /** One tensor, or two with `mergeMode: null`. */
  #outputs(mask: Tensor | undefined, ahead: RecurrentRun, back: RecurrentRun): Tensor[] {
    const { returnSequences, goBackwards } = this.forwardLayer;
    const both = [ahead.output, back.output] as const;
    const merged = this.mergeMode === null ? [...both] : [merges[this.mergeMode](...both)];
    if (!returnSequences) return merged;
    // Keras's two directions give 0 at masked steps, where others repeat the step before.
    const kept = mask ? merged.map(output => output.mul(mask.reshape([...mask.shape, 1]))) : merged;
    return goBackwards ? kept.map(turned) : kept;
  }

  override givesMask(masked: boolean): boolean {
    return this.forwardLayer.givesMask(masked);
  }
  override computeMask(x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.forwardLayer.computeMask(x, mask);
  }
  override get givesSeveral(): boolean {
    return this.forwardLayer.returnState || this.mergeMode === null;
  }
  override resetStates(): void {
    this.forwardLayer.resetStates();
    this.backwardLayer.resetStates();
  }
  /** @internal */
  override unbuild(): void {
    super.unbuild();
    this.backwardLayer.unbuild();
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return [...this.forwardLayer.statefulLayers, ...this.backwardLayer.statefulLayers];
  }
}

/**
 * A recurrent layer and its twin that reads from the end: at each step what came before and what comes after.
 * @throws TypeError for another layer than simpleRNN, lstm, gru or rnn, and for rnn of a cell that has its weights, Error for one in use, RangeError for an option
 * that it does not know
 * @example bidirectional(rnn((size, context) => new GRUCell(size, 8, context)), { inputShape: [100, 30] })
 * @example bidirectional(lstm(64, { returnSequences: true }), { inputShape: [100, 30] })
 */
export function bidirectional(
  layer: AnyLayer,
  options: BidirectionalOptions & { mergeMode: null },
): Bidirectional<Tensor[], SymbolicTensor[]>;
export function bidirectional<Output = Tensor, Symbolic = SymbolicTensor>(
  layer: Layer<Output, Symbolic>,
  options?: BidirectionalOptions,
): Bidirectional<Output, Symbolic>;
export function bidirectional(layer: AnyLayer, options?: BidirectionalOptions): Bidirectional<unknown, unknown> {
  return new Bidirectional(layer, options);
}
