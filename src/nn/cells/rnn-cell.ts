// RNNCell: one step of the simple recurrent network, h_t = f(x_t W + h_{t−1} U + b).
import type { Shape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { type ActivationLike, activationNamed, namedActivation } from "../activations.ts";
import type { Parameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type CellOptions, cellOptions, RecurrentCell } from "./cell.ts";
import { cellWeights, plusBiases } from "./cell-weights.ts";

/** Options of `RNNCell`. */
export interface RNNCellOptions extends CellOptions {
  /** f; "tanh" where left out. */
  activation?: ActivationLike;
  /**
   * Whether a second bias vector b′ is learned beside b, as in PyTorch, which adds both: a state_dict then comes over with both
   * and trains on as there. False where left out, as in Keras.
   */
  recurrentBias?: boolean;
}

const rnnCellOptions: OptionNames<RNNCellOptions> = { ...cellOptions, activation: true, recurrentBias: "boolean" };

/**
 * The Elman cell: u hidden units that read d inputs have u(d + u) + u parameters, the same at every time step.
 * Goodfellow, Bengio & Courville 2016, equations 10.8–10.9 (the book calls our Wᵀ U, and our Uᵀ W); one bias, as in Keras's SimpleRNN.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown activation, initializer or option
 */
export class RNNCell extends RecurrentCell<Tensor> {
  static {
    keepsNoTensor(RNNCell);
  }
  /** W: [inputSize, hiddenSize] */
  readonly kernel: Parameter;
  /** U: [hiddenSize, hiddenSize] */
  readonly recurrentKernel: Parameter;
  /** b: [hiddenSize] */
  readonly bias: Parameter | undefined;
  /** b′: [hiddenSize], with `recurrentBias` */
  readonly recurrentBias: Parameter | undefined;
  readonly activation: ActivationLike;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(inputSize: number, hiddenSize: number, options: RNNCellOptions = {}) {
    super("RNNCell", inputSize, hiddenSize);
    assertOptions("RNNCell", options, rnnCellOptions);
    this.activation = namedActivation(options.activation ?? "tanh");
    this.#activate = activationNamed("RNNCell", this.activation);
    const weights = cellWeights("RNNCell", { inputSize, hiddenSize, gates: 1 }, options);
    this.kernel = weights.kernel;
    this.recurrentKernel = weights.recurrentKernel;
    this.bias = weights.bias;
    this.recurrentBias = weights.recurrentBias;
  }

  /**
   * One time step: an input x, [inputSize] or [batch, inputSize], h [hiddenSize] or [batch, hiddenSize] → the new h. Without h it starts from zeros.
   * @param seen what U reads of h; h itself where left out. Recurrent dropout hands in one with holes.
   */
  forward(input: TensorLike, state?: Tensor, seen?: Tensor): Tensor {
    const x = asTensorLike("RNNCell", input, this.kernel);
    this.expects("inputs", this.inputSize, x);
    const read = seen === undefined ? this.stateOr(x, state) : seen;
    this.expects("a state", this.hiddenSize, read);
    const sum = x.matmul(this.kernel).add(read.matmul(this.recurrentKernel)); // [batch, hidden]
    return this.#activate(plusBiases(sum, this));
  }

  override zeroState(batch: Shape): Tensor {
    return zeros([...batch, this.hiddenSize], { dtype: this.kernel.dtype });
  }

  override hidden(state: Tensor): Tensor {
    return state;
  }
}
