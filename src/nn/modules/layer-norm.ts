// LayerNorm: each vector brought to mean 0 and variance 1, then scaled and shifted by what is learned.
import { type DType, formatShape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, layerNormOf, ones, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of the module `LayerNorm`. */
export interface LayerNormOptions {
  dtype?: DType;
  /** Added to the variance, against division by 0; 1e-5 where left out, as in PyTorch (Keras has 1e-3). */
  epsilon?: number;
}

const layerNormOptions: OptionNames<LayerNormOptions> = { dtype: "dtype", epsilon: "number" };

/**
 * γ (x − μ) / √(σ² + ε) + β with mean and variance over the last axis: 2 · size parameters, and no dependence on the batch,
 * so that it works at each time step. J. Ba, J. Kiros, G. Hinton 2016, https://arxiv.org/abs/1607.06450
 * @throws RangeError for a size that is no whole number ≥ 1, an epsilon that is not above 0, or an unknown option
 */
export class LayerNorm extends Module {
  static {
    keepsNoTensor(LayerNorm);
  }
  readonly size: number;
  readonly epsilon: number;
  /** γ: [size] */
  readonly gamma: Parameter;
  /** β: [size] */
  readonly beta: Parameter;

  constructor(size: number, options: LayerNormOptions = {}) {
    super();
    assertOptions("LayerNorm", options, layerNormOptions);
    const { dtype = "float32", epsilon = 1e-5 } = options;
    assertSizes("LayerNorm", { size });
    if (!(epsilon > 0)) throw new RangeError(`LayerNorm expects epsilon > 0, but got ${epsilon}`);
    this.size = size;
    this.epsilon = epsilon;
    this.gamma = new Parameter(ones([size], { dtype }));
    this.beta = new Parameter(zeros([size], { dtype }));
  }

  override describe(): string {
    return `LayerNorm(${this.size})`;
  }

  /**
   * [..., size] → [..., size]
   * @throws RangeError for inputs of another size
   */
  forward(input: TensorLike): Tensor {
    const x = asTensorLike("LayerNorm", input, this.gamma);
    if (x.shape.at(-1) !== this.size)
      throw new RangeError(`${this.describe()} expects inputs of size ${this.size}, but got ${formatShape(x.shape)}`);
    return layerNormOf(x, this.gamma, this.beta, this.epsilon);
  }
}
