// Cell: what `unroll` needs to know of a recurrent cell. Cell and layer are separate, so one unroll serves every cell.
import type { DType, Shape } from "../../backend/index.ts";
import { describe, type OptionNames } from "../../options.ts";
import { type Rng, Tensor, zeros } from "../../tensor/index.ts";
import type { ActivationLike } from "../activations.ts";
import type { InitializerLike } from "../initializers/index.ts";
import { Module } from "../modules/module.ts";
import { assertSizes, expectsSize } from "../size-checks.ts";
import type { StateTensors } from "./state.ts";

/**
 * One time step of a recurrence, for `unroll` and `rnn`. `State` is what one step hands to the next: the hidden vector, where left
 * out; { h, c } for an LSTM. A cell of your own is a class that extends `RecurrentCell`, or any object with these members.
 * @example
 * class LeakyCell extends RecurrentCell {
 *   read: Linear
 *   recur: Linear
 *   constructor(inputSize: number, hiddenSize: number) {
 *     super("LeakyCell", inputSize, hiddenSize)
 *     this.read = new Linear(inputSize, hiddenSize)
 *     this.recur = new Linear(hiddenSize, hiddenSize, { bias: false })
 *   }
 *   forward(x: Tensor, h: Tensor) {
 *     return this.read.forward(x).add(this.recur.forward(h)).tanh().add(h).div(2)
 *   }
 * }
 * unroll(new LeakyCell(8, 16), xs).hidden.at(-1)
 */
export interface Cell<State extends StateTensors = Tensor> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** Its name with the sizes, as messages and tables write it: "RNNCell(8 → 16)". */
  describe(): string;
  /** The state after reading x: [inputSize] or [batch, inputSize]. */
  forward(x: Tensor, state: NoInfer<State>): State; // NoInfer: a cell with forward(x, state?) has no State | undefined
  /** The state before the first step: zeros, for `batch` = [] or [batch size]. */
  zeroState(batch: Shape): State;
  /** The part of a state that others see. */
  hidden(state: State): Tensor;
}

const members = ["describe", "forward", "zeroState", "hidden"] as const;

/** @throws TypeError for what is no cell; says what it lacks */
export function assertCell(who: string, cell: unknown): void {
  const given = (cell ?? {}) as Partial<Cell>;
  const lacking = [
    ...(["inputSize", "hiddenSize"] as const).filter(name => typeof given[name] !== "number"),
    ...members.filter(name => typeof given[name] !== "function"),
  ];
  if (lacking.length === 0) return;
  const isNone = lacking.length > 3;
  throw new TypeError(
    `${who} expects a cell such as new RNNCell(8, 16), but got ${describe(cell)}` +
      (isNone
        ? "; a layer such as lstm(16) is called by itself: lstm(16).call(xs)"
        : `, which lacks ${lacking.join(", ")}`),
  );
}

/** Options of every cell of the toolkit. Initializers under Keras's names, with Keras's defaults. */
export interface CellOptions {
  /** Where the starting weights are drawn from; `seed(0)` where left out. */
  rng?: Rng;
  dtype?: DType;
  /** Whether b is added. */
  bias?: boolean;
  /** Of the weights that read the input, [inputSize, gates · hiddenSize]; "glorotUniform" where left out. */
  kernelInitializer?: InitializerLike;
  /** Of the weights that read the state, [hiddenSize, gates · hiddenSize]; "orthogonal" where left out. */
  recurrentInitializer?: InitializerLike;
  /** Of the biases; it is asked for [gates, hiddenSize], so that it can treat gates differently. "zeros" where left out. */
  biasInitializer?: InitializerLike;
}

export const cellOptions: OptionNames<CellOptions> = {
  rng: "generator",
  dtype: "dtype",
  bias: "boolean",
  kernelInitializer: true,
  recurrentInitializer: true,
  biasInitializer: true,
};

/** Options of a gated cell, under Keras's names. */
export interface GatedCellOptions extends CellOptions {
  /** Of what is written (g, n; for an LSTM also of c before it is shown); "tanh" where left out. */
  activation?: ActivationLike;
  /** Of the gates; "sigmoid" where left out. */
  recurrentActivation?: ActivationLike;
}

export const gatedCellOptions: OptionNames<GatedCellOptions> = {
  ...cellOptions,
  activation: true,
  recurrentActivation: true,
};

/**
 * Base of the toolkit's own cells, and of yours: sizes and their checks, `describe` and the weights. It needs `forward` and, where
 * a state is more than one tensor, `zeroState` and `hidden`. Its constructor takes the name of the class and the two sizes.
 * @example
 * class LeakyCell extends RecurrentCell {
 *   read: Linear
 *   recur: Linear
 *   constructor(inputSize: number, hiddenSize: number) {
 *     super("LeakyCell", inputSize, hiddenSize)
 *     this.read = new Linear(inputSize, hiddenSize)
 *     this.recur = new Linear(hiddenSize, hiddenSize, { bias: false })
 *   }
 *   forward(x: Tensor, h: Tensor) {
 *     return this.read.forward(x).add(this.recur.forward(h)).tanh().add(h).div(2)
 *   }
 * }
 * unroll(new LeakyCell(8, 16), xs).hidden.at(-1)
 */
export abstract class RecurrentCell<State extends StateTensors = Tensor> extends Module implements Cell<State> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly #kind: string;

  constructor(kind: string, inputSize: number, hiddenSize: number) {
    super();
    this.#kind = kind;
    assertSizes(kind, { inputSize, hiddenSize });
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
  }

  override describe(): string {
    return `${this.#kind}(${this.inputSize} → ${this.hiddenSize})`;
  }

  abstract forward(x: Tensor, state: State): State;

  /** The state before the first step, for `batch` = [] or [batch size]: one tensor of zeros, like the weights, where not overridden. */
  zeroState(batch: Shape): State {
    if (this.hidden !== RecurrentCell.prototype.hidden)
      throw new TypeError(
        `${this.describe()} says by its own hidden(state) that a state is more than h; write zeroState(batch) too, ` +
          "for example zeroState(batch: Shape) { return { h: zeros([...batch, this.hiddenSize]), c: zeros([...batch, this.hiddenSize]) } }",
      );
    const dtype = this.parameters()[0]?.parameter.dtype ?? "float32";
    return zeros([...batch, this.hiddenSize], { dtype }) as StateTensors as State;
  }
  /** The part of a state that others see: the state itself, where not overridden. */
  hidden(state: State): Tensor {
    if (state instanceof Tensor) return state;
    throw new TypeError(
      `${this.describe()} expects its state to be one tensor, but got ${describe(state)}; write hidden(state), which gives ` +
        "the part that others see: hidden({ h }) { return h }",
    );
  }
  /** The state that a step starts from: zeros where none is given, as in PyTorch. */
  protected stateOr(x: Tensor, state: State | undefined): State {
    return state === undefined ? this.zeroState(x.shape.slice(0, -1)) : state;
  }

  /** @throws RangeError unless `value` is [size] or [batch, size]. */
  protected expects(what: string, size: number, value: Tensor): void {
    if (!(value instanceof Tensor))
      throw new TypeError(
        `${this.describe()} expects ${what} to be a tensor, but got ${describe(value)}; cell.zeroState([batch]) gives a first state`,
      );
    expectsSize(this.describe(), what, size, value.shape);
  }
}
