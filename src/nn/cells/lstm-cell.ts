// LSTMCell: one step of long short-term memory. A cell state c that gates write to, erase and read.
import type { Shape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, concat, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { type ActivationLike, activationNamed, namedActivation } from "../activations.ts";
import { uniformInitializer } from "../initializers/index.ts";
import { Parameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type GatedCellOptions, gatedCellOptions, RecurrentCell } from "./cell.ts";
import { cellWeights, plusBiases } from "./cell-weights.ts";

/** Options of `LSTMCell`. */
export interface LSTMCellOptions extends GatedCellOptions {
  /**
   * What the bias of the forget gate starts at, in every unit: 1 keeps σ(1) = 73 % of c each step. 1 where left out, as in
   * Keras (its unit_forget_bias), unless a `biasInitializer` is given; undefined leaves it to that.
   */
  forgetBias?: number | undefined;
  /** Whether gates also see the cell state. F. Gers, J. Schmidhuber 2000, https://doi.org/10.1109/IJCNN.2000.861302 */
  peepholes?: boolean;
  /**
   * Whether a second bias vector b′ is learned beside b, as in PyTorch, which adds both: a state_dict then comes over with both
   * and trains on as there. False where left out, as in Keras.
   */
  recurrentBias?: boolean;
}

const lstmCellOptions: OptionNames<LSTMCellOptions> = {
  ...gatedCellOptions,
  forgetBias: "number",
  peepholes: "boolean",
  recurrentBias: "boolean",
};

/** h is what others see, c what the cell keeps; both [hiddenSize] or [batch, hiddenSize]. */
export interface LSTMState {
  readonly [name: string]: Tensor;
  readonly h: Tensor;
  readonly c: Tensor;
}

/** How much is written (i), kept (f) and shown (o), each in (0, 1), and what would be written (g), in (−1, 1). */
export interface LSTMGates {
  readonly i: Tensor;
  readonly f: Tensor;
  readonly g: Tensor;
  readonly o: Tensor;
}

/**
 * i, f, o = σ(x W + h₋₁ U + b), g = tanh(x W + h₋₁ U + b), c = f × c₋₁ + i × g, h = o × tanh(c).
 * S. Hochreiter, J. Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735, with the forget gate of F. Gers et al. 2000.
 *
 * The four gates lie side by side in one matrix in the order i, f, g, o, which is Keras's (i, f, c, o) and PyTorch's; the
 * CS231n lecture writes i, f, o, g. 4 ((d + u) u + u) parameters, and 3 u more with peepholes: there i and f also see
 * c₋₁ and o sees c, each unit its own, by `peepholeKernel`. Other functions than tanh and σ by options, as in Keras.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown activation, initializer or option
 */
export class LSTMCell extends RecurrentCell<LSTMState> {
  static {
    keepsNoTensor(LSTMCell);
  }
  /** W: [inputSize, 4 · hiddenSize], gates i, f, g, o */
  readonly kernel: Parameter;
  /** U: [hiddenSize, 4 · hiddenSize], gates i, f, g, o */
  readonly recurrentKernel: Parameter;
  /** b: [4 · hiddenSize], gates i, f, g, o */
  readonly bias: Parameter | undefined;
  /** b′: [4 · hiddenSize], gates i, f, g, o, with `recurrentBias` */
  readonly recurrentBias: Parameter | undefined;
  /** [3, hiddenSize]: for i, f, o */
  readonly peepholeKernel: Parameter | undefined;
  readonly activation: ActivationLike;
  readonly recurrentActivation: ActivationLike;
  readonly #activate: (x: Tensor) => Tensor;
  readonly #gate: (x: Tensor) => Tensor;

  constructor(inputSize: number, hiddenSize: number, options: LSTMCellOptions = {}) {
    super("LSTMCell", inputSize, hiddenSize);
    assertOptions("LSTMCell", options, lstmCellOptions);
    this.activation = namedActivation(options.activation ?? "tanh");
    this.recurrentActivation = namedActivation(options.recurrentActivation ?? "sigmoid");
    this.#activate = activationNamed("LSTMCell", this.activation);
    this.#gate = activationNamed("LSTMCell", this.recurrentActivation);
    const weights = cellWeights("LSTMCell", { inputSize, hiddenSize, gates: 4 }, options);
    this.kernel = weights.kernel;
    this.recurrentKernel = weights.recurrentKernel;
    this.bias = weights.bias;
    this.recurrentBias = weights.recurrentBias;
    const forgetBias = "forgetBias" in options ? options.forgetBias : options.biasInitializer ? undefined : 1;
    if (this.bias && forgetBias !== undefined) this.bias.assign(withForgetBias(this.bias, forgetBias));
    this.peepholeKernel = options.peepholes
      ? new Parameter(uniformInitializer(1 / Math.sqrt(hiddenSize))([3, hiddenSize], weights.rng, this.kernel.dtype))
      : undefined;
  }

  /**
   * One time step: x [inputSize] or [batch, inputSize] → the new { h, c }. Without a state it starts from zeros.
   * @param seen what U reads of h; h itself where left out. Recurrent dropout hands in one with holes.
   */
  forward(x: TensorLike, state?: LSTMState, seen?: Tensor): LSTMState {
    const { o, c } = this.#step(x, state, seen);
    return { h: o.mul(this.#activate(c)), c };
  }

  /** The gates of one time step, for looking at. */
  gates(x: TensorLike, state: LSTMState): LSTMGates {
    const { i, f, g, o } = this.#step(x, state);
    return { i, f, g, o };
  }

  override zeroState(batch: Shape): LSTMState {
    const zero = () => zeros([...batch, this.hiddenSize], { dtype: this.kernel.dtype });
    return { h: zero(), c: zero() };
  }

  override hidden({ h }: LSTMState): Tensor {
    return h;
  }

  #step(input: TensorLike, state: LSTMState | undefined, seen?: Tensor): LSTMGates & { c: Tensor } {
    const x = asTensorLike("LSTMCell", input, this.kernel);
    this.expects("inputs", this.inputSize, x);
    const { h: own, c: before } = (this.stateOr(x, state) ?? {}) as LSTMState;
    const h = seen === undefined ? own : seen;
    this.expects("a state h", this.hiddenSize, h);
    this.expects("a state c", this.hiddenSize, before);
    const product = x.matmul(this.kernel).add(h.matmul(this.recurrentKernel)); // [batch, 4 · hidden]
    const sum = plusBiases(product, this);
    const part = (gate: number) => sum.slice(gate * this.hiddenSize, (gate + 1) * this.hiddenSize, { axis: -1 });
    const see = (gate: 0 | 1 | 2, c: Tensor, z: Tensor) =>
      this.peepholeKernel ? z.add(c.mul(this.peepholeKernel.at(gate))) : z;
    const i = this.#gate(see(0, before, part(0)));
    const f = this.#gate(see(1, before, part(1)));
    const g = this.#activate(part(2));
    const c = f.mul(before).add(i.mul(g));
    const o = this.#gate(see(2, c, part(3)));
    return { i, f, g, o, c };
  }
}

/** b with the part of gate f replaced. */
function withForgetBias(bias: Tensor, value: number): Tensor {
  const hidden = bias.size / 4;
  const b = bias.detach();
  return concat([
    b.slice(0, hidden),
    b
      .slice(hidden, 2 * hidden)
      .mul(0)
      .add(value),
    b.slice(2 * hidden),
  ]);
}
