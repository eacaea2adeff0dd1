// Recurrent: what simpleRNN, lstm and gru share. A cell unrolled over the sequence, and what is done with its states.
import { asTensor, seed, stack, Tensor, type TensorLike } from "../../tensor/index.ts";
import type { Cell } from "../cell.ts";
import { type InitialiserLike, initialiserOf } from "../initialisers/index.ts";
import type { Module } from "../module.ts";
import { needsSizes } from "../sizes.ts";
import { detachState, mapStates, type StateTensors, tensorsOfState } from "../state.ts";
import { type UnrolledSequence, unrollSequence } from "../unroll.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layer.ts";

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
  /** "glorotUniform" where left out. */
  kernelInitializer?: InitialiserLike;
  /** "orthogonal" where left out. */
  recurrentInitializer?: InitialiserLike;
  /** "zeros" where left out. */
  biasInitializer?: InitialiserLike;
}

/** What `call` is told beside the sequence. */
export interface RecurrentCall {
  /** The state before the first step: a tensor or, for lstm, [h, c], each [batch, units]; zeros where left out. */
  initialState?: Tensor | readonly Tensor[];
  /** [batch, T]: 0 where a step is padding. */
  mask?: TensorLike;
}

export abstract class Recurrent<State extends StateTensors, Output> extends Layer implements StatefulLayer {
  declare readonly options: RecurrentOptions;
  readonly units: number;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly useBias: boolean;
  /** The cell with the weights, once built. */
  abstract cell: (Cell<State> & Module) | undefined;
  carried: State | undefined;
  readonly #who: string;

  constructor(who: string, units: number, options: RecurrentOptions) {
    super(options);
    needsSizes(who, { units });
    for (const name of ["kernelInitializer", "recurrentInitializer", "biasInitializer"] as const)
      if (options[name] !== undefined) initialiserOf(who, options[name]);
    this.#who = who;
    this.units = units;
    this.returnSequences = options.returnSequences ?? false;
    this.returnState = options.returnState ?? false;
    this.goBackwards = options.goBackwards ?? false;
    this.stateful = options.stateful ?? false;
    this.useBias = options.useBias ?? true;
  }

  /** A new layer of the same kind and size, with options of its own (from `this.options`). */
  abstract twin(options: RecurrentOptions): Recurrent<State, unknown>;
  protected abstract createCell(features: number, context: BuildContext): void;

  describe(): string {
    return `${this.#who}(${this.units})`;
  }

  protected createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const [steps, features] = inputShape;
    if (inputShape.length !== 2 || features == null || steps === undefined)
      throw new RangeError(
        `${this.describe()} expects a sequence (None, T, features), but got ${kerasShape(inputShape)}` +
          (inputShape.length === 1 ? "; give the recurrent layer before it returnSequences: true" : ""),
      );
    this.createCell(features, { ...context, rng: this.source(context) });
    return this.returnSequences ? [steps, this.units] : [this.units];
  }

  protected parts() {
    return [this.cell];
  }

  /** What the constructor of every cell is told. */
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

  config(): LayerConfig {
    const { units, returnSequences, goBackwards, stateful, useBias } = this;
    return { ...this.baseConfig(), units, returnSequences, goBackwards, stateful, useBias };
  }

  /** As `forward`, but a sequence is in the order of time also where it was read from its end. */
  forwardInTime(x: Tensor, context: CallContext): Tensor {
    const { hidden, state } = this.#run(x, context.mask, undefined);
    return this.returnSequences ? hidden() : this.cell!.hidden(state);
  }

  /** [batch, T, features] → [batch, T, units] or, without returnSequences, [batch, units] */
  forward(x: Tensor, context: CallContext = { training: false }): Tensor {
    return this.#output(this.#run(x, context.mask, undefined));
  }

  /**
   * The layer by itself, as a function: a sequence [batch, T, features] → the output, or with `returnState` a list of the
   * output and the last state. Makes its weights at the first call, for the size and dtype of that sequence.
   * @example const [output, h, c] = lstm(4, { returnState: true }).call(x)
   */
  call(x: TensorLike, { initialState, mask }: RecurrentCall = {}): Output {
    const sequence = asTensor(x);
    if (!this.outputShape) this.build(sequence.shape.slice(1), { rng: seed(0), dtype: sequence.dtype });
    const given = initialState === undefined ? undefined : this.#stateOf(initialState, sequence.shape[0]!);
    const masks = mask === undefined ? undefined : asTensor(mask, sequence.dtype);
    const run = this.#run(sequence, masks, given);
    const output = this.#output(run);
    return (this.returnState ? [output, ...tensorsOfState(run.state)] : output) as Output;
  }

  override computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.returnSequences ? mask : undefined;
  }
  override resetStates(): void {
    this.carried = undefined;
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return this.stateful ? [this] : [];
  }

  #run(x: Tensor, mask: Tensor | undefined, given: State | undefined): UnrolledSequence<State> {
    const [batch] = x.shape;
    const carried = this.stateful ? this.carried : undefined;
    const before = carried && tensorsOfState(carried)[0]!.shape[0];
    if (before !== undefined && before !== batch)
      throw new RangeError(
        `${this.describe()} is stateful and carries the state of ${before} sequences, but got a batch of ${batch}; ` +
          "give batches of one size, or call resetStates() first",
      );
    const run = unrollSequence(this.cell!, x, { initialState: given ?? carried, mask, reverse: this.goBackwards });
    if (this.stateful) this.carried = detachState(run.state);
    return run;
  }

  #output({ hidden, state }: UnrolledSequence<State>): Tensor {
    if (!this.returnSequences) return this.cell!.hidden(state);
    return this.goBackwards ? turned(hidden()) : hidden();
  }

  /** Keras's list of states in the cell's own form. */
  #stateOf(initialState: Tensor | readonly Tensor[], batch: number): State {
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
