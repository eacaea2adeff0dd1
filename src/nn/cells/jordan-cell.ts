// JordanCell: a recurrence from the output to the hidden units, h_t = f(x_t W + o_{t−1} U + b), o_t = g(h_t V + c).
import type { Shape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { type ActivationLike, activationNamed, namedActivation } from "../activations.ts";
import { Linear } from "../modules/linear.ts";
import type { Parameter } from "../modules/parameter.ts";
import { assertSizes } from "../size-checks.ts";
import { type CellOptions, cellOptions, RecurrentCell } from "./cell.ts";
import { cellWeights } from "./cell-weights.ts";

/** Options of `JordanCell`. */
export interface JordanCellOptions extends CellOptions {
  /** f; "tanh" where left out. */
  activation?: ActivationLike;
  /** g, which the next step sees too; "linear" where left out. */
  outputActivation?: ActivationLike;
}

const jordanCellOptions: OptionNames<JordanCellOptions> = { ...cellOptions, activation: true, outputActivation: true };

/** The output o is all that the next step reads; h is there to be looked at. */
export interface JordanState {
  readonly [name: string]: Tensor;
  readonly h: Tensor;
  readonly o: Tensor;
}

/**
 * What the past leaves behind must pass through the output, so this network is less powerful than one with connections
 * between hidden units; in return, with the true outputs given (teacher forcing) its time steps do not depend on each other
 * and train in parallel. M. Jordan 1986; Goodfellow, Bengio & Courville 2016, figure 10.4.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown activation, initializer or option
 * @example cell.forward(x, { h, o: target }) // teacher forcing: the true output of the step before
 */
export class JordanCell extends RecurrentCell<JordanState> {
  readonly outputSize: number;
  /** W: [inputSize, hiddenSize] */
  readonly kernel: Parameter;
  /** U: [outputSize, hiddenSize] */
  readonly recurrentKernel: Parameter;
  /** b: [hiddenSize] */
  readonly bias: Parameter | undefined;
  /** V and c. */
  readonly readout: Linear;
  readonly activation: ActivationLike;
  readonly outputActivation: ActivationLike;
  readonly #activate: (x: Tensor) => Tensor;
  readonly #activateOutput: (x: Tensor) => Tensor;

  constructor(inputSize: number, hiddenSize: number, outputSize: number, options: JordanCellOptions = {}) {
    super("JordanCell", inputSize, hiddenSize);
    assertOptions("JordanCell", options, jordanCellOptions);
    assertSizes("JordanCell", { outputSize });
    this.outputSize = outputSize;
    this.activation = namedActivation(options.activation ?? "tanh");
    this.outputActivation = namedActivation(options.outputActivation ?? "linear");
    this.#activate = activationNamed("JordanCell", this.activation);
    this.#activateOutput = activationNamed("JordanCell", this.outputActivation);
    const sizes = { inputSize, hiddenSize, gates: 1, readsBack: outputSize };
    const { kernel, recurrentKernel, bias, rng } = cellWeights("JordanCell", sizes, options);
    this.kernel = kernel;
    this.recurrentKernel = recurrentKernel;
    this.bias = bias;
    this.readout = new Linear(hiddenSize, outputSize, { rng, dtype: kernel.dtype, bias: options.bias ?? true });
  }

  override describe(): string {
    return `JordanCell(${this.inputSize} → ${this.hiddenSize} → ${this.outputSize})`;
  }

  /** One time step: an input x, [inputSize] or [batch, inputSize], o [outputSize] or [batch, outputSize] → the new { h, o }. */
  forward(input: TensorLike, state?: JordanState): JordanState {
    const x = asTensorLike("JordanCell", input, this.kernel);
    this.expects("inputs", this.inputSize, x);
    const { o: before } = (this.stateOr(x, state) ?? {}) as JordanState;
    this.expects("a state o", this.outputSize, before);
    const sum = x.matmul(this.kernel).add(before.matmul(this.recurrentKernel)); // [batch, hidden]
    const h = this.#activate(this.bias ? sum.add(this.bias) : sum);
    return { h, o: this.#activateOutput(this.readout.forward(h)) };
  }

  override zeroState(batch: Shape): JordanState {
    const { dtype } = this.kernel;
    return { h: zeros([...batch, this.hiddenSize], { dtype }), o: zeros([...batch, this.outputSize], { dtype }) };
  }

  override hidden({ h }: JordanState): Tensor {
    return h;
  }
}
