// RNNCell: one step of the simple recurrent network, h_t = f(x_t W_x + h_{t−1} W_h + b).
import { type DType, formatShape, type Shape } from "../backend/index.ts";
import { type Rng, seed, type Tensor, zeros } from "../tensor/index.ts";
import { type ActivationName, activationNamed } from "./activations.ts";
import type { Cell } from "./cell.ts";
import { glorotUniform, orthogonal, zerosInitialiser } from "./initialisers.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { needsSizes } from "./sizes.ts";

export interface RNNCellOptions {
  /** Where the starting weights are drawn from; `seed(0)` where left out. */
  rng?: Rng;
  dtype?: DType;
  /** f; "tanh" where left out. */
  activation?: ActivationName;
  /** Whether b is added. */
  bias?: boolean;
}

/**
 * The Elman cell: u hidden units that read d inputs have u(d + u) + u parameters, the same at every time step.
 * Goodfellow, Bengio & Courville 2016, equations 10.8–10.9 (there U = W_xᵀ, W = W_hᵀ); one bias, as in Keras's SimpleRNN.
 */
export class RNNCell extends Module implements Cell<Tensor> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** W_x: [inputSize, hiddenSize] */
  readonly kernel: Parameter;
  /** W_h: [hiddenSize, hiddenSize] */
  readonly recurrentKernel: Parameter;
  /** b: [hiddenSize] */
  readonly bias: Parameter | undefined;
  readonly activation: ActivationName;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(inputSize: number, hiddenSize: number, options: RNNCellOptions = {}) {
    super();
    needsSizes("RNNCell", { inputSize, hiddenSize });
    const { rng = seed(0), dtype = "float32", activation = "tanh", bias = true } = options;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.activation = activation;
    this.#activate = activationNamed("RNNCell", activation);
    this.kernel = new Parameter(glorotUniform([inputSize, hiddenSize], rng, dtype));
    this.recurrentKernel = new Parameter(orthogonal([hiddenSize, hiddenSize], rng, dtype));
    this.bias = bias ? new Parameter(zerosInitialiser([hiddenSize], rng, dtype)) : undefined;
  }

  describe(): string {
    return `RNNCell(${this.inputSize} → ${this.hiddenSize})`;
  }

  /** One time step: x [inputSize] or [batch, inputSize], h [hiddenSize] or [batch, hiddenSize] → the new h. */
  forward(x: Tensor, h: Tensor): Tensor {
    this.#expects("inputs", this.inputSize, x);
    this.#expects("a state", this.hiddenSize, h);
    const sum = x.matmul(this.kernel).add(h.matmul(this.recurrentKernel)); // [batch, hidden]
    return this.#activate(this.bias ? sum.add(this.bias) : sum);
  }

  zeroState(batch: Shape): Tensor {
    return zeros([...batch, this.hiddenSize], { dtype: this.kernel.dtype });
  }

  hidden(state: Tensor): Tensor {
    return state;
  }

  #expects(what: string, size: number, value: Tensor): void {
    if (value.shape.at(-1) !== size || value.shape.length > 2)
      throw new RangeError(`${this.describe()} expects ${what} of size ${size}, but got ${formatShape(value.shape)}`);
  }
}
