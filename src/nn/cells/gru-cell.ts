// GRUCell: one step of the gated recurrent unit. A hidden vector that a gate keeps or overwrites.
import type { Shape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, linear, sub, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { type ActivationLike, activationNamed, namedActivation } from "../activations.ts";
import type { Parameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type GatedCellOptions, gatedCellOptions, RecurrentCell } from "./cell.ts";
import { cellWeights } from "./cell-weights.ts";

/** Options of `GRUCell`. */
export interface GRUCellOptions extends GatedCellOptions {
  /**
   * Where the reset gate acts: true (where left out, as in Keras, PyTorch and cuDNN) after the product with U, on
   * r × (h₋₁ Uₙ + b′ₙ), with a second bias; false before it, on (r × h₋₁) Uₙ, as in the paper.
   */
  resetAfter?: boolean;
}

const gruCellOptions: OptionNames<GRUCellOptions> = { ...gatedCellOptions, resetAfter: "boolean" };

/** z is how much of h is kept, r how much of h the candidate n sees, both in (0, 1); n in (−1, 1). */
export interface GRUGates {
  readonly z: Tensor;
  readonly r: Tensor;
  readonly n: Tensor;
}

/**
 * z, r = σ(x W + h₋₁ U + b), n = tanh(x Wₙ + …), h = z × h₋₁ + (1 − z) × n.
 * K. Cho et al. 2014, https://arxiv.org/abs/1406.1078
 *
 * **The update gate z keeps**: z = 1 copies h₋₁, as in the paper, Keras and PyTorch. Andrew Ng's Γ_u is 1 − z: it overwrites.
 * (The textbook's u keeps too.) The gates lie side by side in the order z, r, n, which is Keras's; PyTorch has r, z, n.
 * 3 ((d + u) u + u) parameters, and 3 u more with `resetAfter`, for its second bias. Other functions than tanh and σ by
 * options, as in Keras.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown activation, initializer or option
 */
export class GRUCell extends RecurrentCell<Tensor> {
  static {
    keepsNoTensor(GRUCell);
  }
  /** W: [inputSize, 3 · hiddenSize], gates z, r, n */
  readonly kernel: Parameter;
  /** U: [hiddenSize, 3 · hiddenSize], gates z, r, n */
  readonly recurrentKernel: Parameter;
  /** b: [3 · hiddenSize]; with `resetAfter` b and b′: [2, 3 · hiddenSize]; gates z, r, n */
  readonly bias: Parameter | undefined;
  readonly resetAfter: boolean;
  readonly activation: ActivationLike;
  readonly recurrentActivation: ActivationLike;
  readonly #activate: (x: Tensor) => Tensor;
  readonly #gate: (x: Tensor) => Tensor;

  constructor(inputSize: number, hiddenSize: number, options: GRUCellOptions = {}) {
    super("GRUCell", inputSize, hiddenSize);
    assertOptions("GRUCell", options, gruCellOptions);
    this.activation = namedActivation(options.activation ?? "tanh");
    this.recurrentActivation = namedActivation(options.recurrentActivation ?? "sigmoid");
    this.#activate = activationNamed("GRUCell", this.activation);
    this.#gate = activationNamed("GRUCell", this.recurrentActivation);
    this.resetAfter = options.resetAfter ?? true;
    const biases = this.resetAfter ? 2 : 1;
    const weights = cellWeights("GRUCell", { inputSize, hiddenSize, gates: 3, biases }, options);
    this.kernel = weights.kernel;
    this.recurrentKernel = weights.recurrentKernel;
    this.bias = weights.bias;
  }

  /**
   * One time step: x [inputSize] or [batch, inputSize], h [hiddenSize] or [batch, hiddenSize] → the new h. Without h it starts from zeros.
   * @param seen what U reads of h; h itself where left out. Recurrent dropout hands in one with holes; z keeps the whole h.
   */
  forward(input: TensorLike, state?: Tensor, seen?: Tensor): Tensor {
    const x = asTensorLike("GRUCell", input, this.kernel);
    const h = this.stateOr(x, state);
    const { z, n } = this.gates(x, seen === undefined ? h : seen);
    return z.mul(h).add(sub(1, z).mul(n)); // z × h + (1 − z) × n
  }

  /** The gates of one time step, for looking at. */
  gates(input: TensorLike, h: Tensor): GRUGates {
    const x = asTensorLike("GRUCell", input, this.kernel);
    this.expects("inputs", this.inputSize, x);
    this.expects("a state", this.hiddenSize, h);
    const u = this.hiddenSize;
    const [b, b2] = this.#biases();
    const read = linear(x, this.kernel, b); // [batch, 3 · hidden]
    if (this.resetAfter) {
      const back = linear(h, this.recurrentKernel, b2); // [batch, 3 · hidden]
      const zr = this.#gate(read.slice(0, 2 * u, { axis: -1 }).add(back.slice(0, 2 * u, { axis: -1 })));
      const [z, r] = [zr.slice(0, u, { axis: -1 }), zr.slice(u, { axis: -1 })];
      return { z, r, n: this.#activate(read.slice(2 * u, { axis: -1 }).add(r.mul(back.slice(2 * u, { axis: -1 })))) };
    }
    const gates = this.recurrentKernel.slice(0, 2 * u, { axis: 1 });
    const candidate = this.recurrentKernel.slice(2 * u, { axis: 1 });
    const zr = this.#gate(read.slice(0, 2 * u, { axis: -1 }).add(h.matmul(gates)));
    const [z, r] = [zr.slice(0, u, { axis: -1 }), zr.slice(u, { axis: -1 })];
    return { z, r, n: this.#activate(read.slice(2 * u, { axis: -1 }).add(r.mul(h).matmul(candidate))) };
  }

  override zeroState(batch: Shape): Tensor {
    return zeros([...batch, this.hiddenSize], { dtype: this.kernel.dtype });
  }

  override hidden(state: Tensor): Tensor {
    return state;
  }

  #biases(): [b: Tensor | undefined, b2: Tensor | undefined] {
    if (!this.bias || !this.resetAfter) return [this.bias, undefined];
    return [this.bias.at(0), this.bias.at(1)];
  }
}
