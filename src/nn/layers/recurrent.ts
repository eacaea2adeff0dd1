// Recurrent: what simpleRNN, lstm and gru share. A cell unrolled over the sequence, and what is done with its states.

import type { OptionNames } from "../../options.ts";
import { describe } from "../../options.ts";
import { seed, stack, Tensor, type TensorLike } from "../../tensor/index.ts";
import { detachState, mapStates, type StateTensors, tensorsOfState } from "../cells/state.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { Dropout } from "../modules/dropout.ts";
import type { Module } from "../modules/module.ts";
import type { RegularizerLike } from "../regularizers.ts";
import { assertSizes } from "../size-checks.ts";
import { type SeeingCell, unrollSequence } from "../unroll/unroll.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  type LayerConfig,
  type LayerOptions,
  layerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layer.ts";
import { SequenceLayer } from "./sequence-layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

/** Options of every recurrent layer: `simpleRNN`, `lstm`, `gru`. */
export interface RecurrentOptions extends LayerOptions {
  /** Give the hidden vector of every time step instead of the last one only. */
  returnSequences?: boolean;
  /** `call` gives the last state too: [output, h], for lstm [output, h, c]. */
  returnState?: boolean;
  /** Read the sequence from its end; a returned sequence is then in the order of reading, as in Keras. */
  goBackwards?: boolean;
  /** Go on from the last state of the batch before, sample by sample, until `resetStates()`. Gradients stop at the batch. */
  stateful?: boolean;
  useBias?: boolean;
  /**
   * Whether a second bias vector is learned beside the first, as in PyTorch, which adds both: so a state_dict trains on as there.
   * False where left out, as in Keras. A gru has two with resetAfter, and else one, in both.
   */
  recurrentBias?: boolean;
  /** Share of the input features that each sequence loses while training, the same ones at every time step; 0 where left out. */
  dropout?: number;
  /**
   * The same of the state, as the recurrent kernel reads it. Y. Gal, Z. Ghahramani 2016, https://arxiv.org/abs/1512.05287.
   * One mask for all gates (Keras draws one for each).
   */
  recurrentDropout?: number;
  /** "glorotUniform" where left out. */
  kernelInitializer?: InitializerLike;
  /** "orthogonal" where left out. */
  recurrentInitializer?: InitializerLike;
  /** "zeros" where left out. */
  biasInitializer?: InitializerLike;
  /** What large weights that read the input cost, added to the loss: l2(0.01). */
  kernelRegularizer?: RegularizerLike;
  /** The same of the weights that read the state. */
  recurrentRegularizer?: RegularizerLike;
  /** The same of the biases. */
  biasRegularizer?: RegularizerLike;
}

export const recurrentOptions: OptionNames<RecurrentOptions> = {
  ...layerOptions,
  returnSequences: "boolean",
  returnState: "boolean",
  goBackwards: "boolean",
  stateful: "boolean",
  useBias: "boolean",
  recurrentBias: "boolean",
  dropout: "number",
  recurrentDropout: "number",
  kernelInitializer: true,
  recurrentInitializer: true,
  biasInitializer: true,
  kernelRegularizer: true,
  recurrentRegularizer: true,
  biasRegularizer: true,
};

type LayerCell<State extends StateTensors> = Module & SeeingCell<State>;

/** What one run of the layer gives: its output, and the state after the step read last. */
export interface RecurrentRun<State extends StateTensors = StateTensors> {
  readonly output: Tensor;
  readonly state: State;
}

/** The options of one run of the layer, checked. */
export interface Run<State> {
  readonly training: boolean;
  readonly mask?: Tensor | undefined;
  readonly initialState?: State | undefined;
}

export abstract class Recurrent<State extends StateTensors, Output, Symbolic = SymbolicTensor>
  extends SequenceLayer<Output, Symbolic>
  implements StatefulLayer
{
  declare readonly options: RecurrentOptions;
  readonly units: number;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly useBias: boolean;
  /** The cell with the weights, once built. */
  abstract cell: LayerCell<State> | undefined;
  readonly dropout: number;
  readonly recurrentDropout: number;
  /** What drops out, once built, where anything does. */
  drops: { readonly input: Dropout; readonly state: Dropout } | undefined;
  carried: State | undefined;
  readonly #who: string;

  constructor(who: string, units: number, options: RecurrentOptions) {
    super(options);
    assertSizes(who, { units });
    for (const name of ["kernelInitializer", "recurrentInitializer", "biasInitializer"] as const)
      if (options[name] !== undefined) initializerOf(who, options[name]);
    this.#who = who;
    this.units = units;
    this.returnSequences = options.returnSequences ?? false;
    this.returnState = options.returnState ?? false;
    this.goBackwards = options.goBackwards ?? false;
    this.stateful = options.stateful ?? false;
    this.useBias = options.useBias ?? true;
    this.dropout = options.dropout ?? 0;
    this.recurrentDropout = options.recurrentDropout ?? 0;
    for (const [what, rate] of Object.entries({ dropout: this.dropout, recurrentDropout: this.recurrentDropout }))
      if (!(rate >= 0 && rate < 1))
        throw new RangeError(`${who} expects ${what} from 0 to below 1, but got ${describe(rate)}`);
  }

  /** A new layer of the same kind and size, with options of its own (from `this.options`). */
  abstract twin(options: RecurrentOptions): Recurrent<State, unknown, unknown>;
  protected abstract createCell(features: number, context: BuildContext): void;

  override describe(): string {
    return `${this.#who}(${this.units})`;
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const [steps, features] = inputShape;
    if (inputShape.length !== 2 || features == null || steps === undefined)
      throw new RangeError(
        `${this.describe()} expects a sequence (None, T, features), but got ${kerasShape(inputShape)}` +
          (inputShape.length === 1 ? this.#adviceForVector(inputShape[0]) : ""),
      );
    const source = this.source(context);
    this.createCell(features, { ...context, rng: source });
    if (this.dropout > 0 || this.recurrentDropout > 0) {
      const rng = seed(source.integers(0, 2 ** 32)); // its own, so that shuffles do not depend on how often it has acted
      this.drops = { input: new Dropout(this.dropout, { rng }), state: new Dropout(this.recurrentDropout, { rng }) };
    }
    return this.returnSequences ? [steps, this.units] : [this.units];
  }

  /** A vector goes in: from outside where this is the first layer, and else from the layer before. */
  #adviceForVector(size: number | null | undefined): string {
    if (this.options.inputShape === undefined) return "; give the recurrent layer before it returnSequences: true";
    return `; a vector goes in: write inputShape: [T, ${size ?? "features"}] for T steps, or make steps of it with repeatVector(T, { inputShape: [${size ?? "features"}] }) before this layer`;
  }

  protected override parts() {
    return [this.cell];
  }

  /** The options that every cell takes. */
  protected cellOptions({ rng, dtype }: BuildContext) {
    const { kernelInitializer, recurrentInitializer, biasInitializer } = this.options;
    return {
      rng,
      dtype,
      bias: this.useBias,
      ...(kernelInitializer === undefined ? {} : { kernelInitializer }),
      ...(recurrentInitializer === undefined ? {} : { recurrentInitializer }),
      ...(biasInitializer === undefined ? {} : { biasInitializer }),
    };
  }

  override config(): LayerConfig {
    const { units, returnSequences, goBackwards, stateful, useBias, dropout, recurrentDropout } = this;
    const state = this.returnState ? { returnState: true } : {};
    const second = this.options.recurrentBias === undefined ? {} : { recurrentBias: this.options.recurrentBias };
    const options = { returnSequences, ...state, goBackwards, stateful, useBias, ...second, dropout, recurrentDropout };
    return { ...this.baseConfig(), units, ...options };
  }

  /** [batch, T, features] → [batch, T, units] or, without returnSequences, [batch, units] */
  forward(x: TensorLike, context: CallContext = { training: false }): Tensor {
    const { training, mask } = context;
    const { output } = this.run(this.ready(x), { training, mask });
    return this.returnSequences && this.goBackwards ? turned(output) : output;
  }

  /** @internal */
  override forwardCall([x]: readonly [Tensor], { training, mask, initialState }: CallContext): readonly Tensor[] {
    const { output, state } = this.run(this.ready(x), {
      training,
      mask,
      initialState: initialState && this.stateOf(initialState, x.shape[0]!),
    });
    const inOrder = this.returnSequences && this.goBackwards ? turned(output) : output;
    return this.returnState ? [inOrder, ...tensorsOfState(state)] : [inOrder];
  }

  /** @internal */
  override outputShapes(): readonly SampleShape[] {
    const states = this.returnState ? tensorsOfState(this.cell!.zeroState([])) : [];
    return [this.outputShape!, ...states.map(({ shape }) => shape)];
  }

  override givesMask(masked: boolean): boolean {
    return masked && this.returnSequences;
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.returnSequences ? mask : undefined;
  }
  override get givesSeveral(): boolean {
    return this.returnState;
  }
  override resetStates(): void {
    this.carried = undefined;
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return this.stateful ? [this] : [];
  }

  /** One run: the output, a sequence of it in the order of time also where it is read from its end, and the last state. */
  run(x: Tensor, { training, mask, initialState }: Run<State>): RecurrentRun<State> {
    const [batch, , features] = x.shape as [number, number, number];
    const carried = this.stateful ? this.carried : undefined;
    const before = carried && tensorsOfState(carried)[0]!.shape[0];
    if (before !== undefined && before !== batch)
      throw new RangeError(
        `${this.describe()} is stateful and carries the state of ${before} sequences, but got a batch of ${batch}; ` +
          "give batches of one size, or call resetStates() first",
      );
    const drops = training ? this.drops : undefined;
    const read = drops && this.dropout > 0 ? x.mul(drops.input.mask([batch, 1, features], x.dtype)) : x;
    const stateFactors =
      drops && this.recurrentDropout > 0 ? drops.state.mask([batch, this.units], x.dtype) : undefined;
    const cell = this.cell!;
    const options = { initialState: initialState ?? carried, mask, reverse: this.goBackwards, stateFactors };
    const { hidden, state } = unrollSequence(cell, read, options);
    if (this.stateful) this.carried = detachState(state);
    return { output: this.returnSequences ? hidden() : cell.hidden(state), state };
  }

  /** Keras's list of states in the cell's own form. */
  stateOf(initialState: Tensor | readonly Tensor[], batch: number): State {
    const list = initialState instanceof Tensor ? [initialState] : [...initialState];
    const zero = this.cell!.zeroState([batch]);
    const count = tensorsOfState(zero).length;
    if (list.length !== count)
      throw new RangeError(
        `${this.describe()} expects an initialState of ${count === 1 ? "one tensor" : `${count} tensors, [h, c]`}, ` +
          `but got ${list.length}`,
      );
    return mapStates([zero], () => list.shift()!);
  }
}

/** [batch, T, units] with its time steps in the opposite order */
export const turned = (x: Tensor): Tensor =>
  stack(
    Array.from({ length: x.shape[1]! }, (_, t) => x.select(1, -1 - t)),
    1,
  );
