// BatchNorm: each feature brought to mean 0 and variance 1 over a batch, then scaled and shifted by what is learned.
import { type DType, formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensorLike, noGrad, ones, sqrt, type Tensor, type TensorLike, where, zeros } from "../../tensor/index.ts";
import { maskLike } from "../masks.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of the module `BatchNorm`. */
export interface BatchNormOptions {
  dtype?: DType;
  /** Added to the variance, against division by 0; 1e-5 where left out, as in PyTorch (Keras has 1e-3). */
  epsilon?: number;
  /** How much of the moving statistics each training batch keeps; 0.9 where left out (PyTorch writes 0.1, Keras has 0.99). */
  momentum?: number;
  /** Whether β is learned; true where left out. */
  center?: boolean;
  /** Whether γ is learned; true where left out. */
  scale?: boolean;
}

const batchNormOptions: OptionNames<BatchNormOptions> = {
  dtype: "dtype",
  epsilon: "number",
  momentum: "number",
  center: "boolean",
  scale: "boolean",
};

/** What a call of `BatchNorm` is told. */
export interface BatchNormCall {
  /** Whether the statistics are those of this batch, which then move the moving ones; else those are used. */
  training: boolean;
  /** In the shape of the input without its last axis: 0 where a vector is padding, which counts in no statistic. */
  mask?: TensorLike | undefined;
}

/**
 * γ (x − μ) / √(σ² + ε) + β with mean and variance of each feature over all other axes. While training those of the batch, which
 * move the moving ones: moving ← momentum · moving + (1 − momentum) · that of the batch, the variance divided by n, as in Keras
 * (PyTorch moves by the one divided by n − 1). Else the moving ones. 4 · size numbers, of which 2 · size are learned.
 *
 * Within a recurrence one module for every time step has statistics of its own (T. Cooijmans et al. 2017,
 * https://arxiv.org/abs/1603.09025): make one for each step, and start γ at 0.1 there, as they advise.
 * S. Ioffe, C. Szegedy 2015, https://arxiv.org/abs/1502.03167
 * @throws RangeError for a size that is no whole number ≥ 1, an epsilon that is not above 0, a momentum outside 0 … 1, or an
 * unknown option
 * @example
 * class NormalizedCell extends Module {
 *   cell = new RNNCell(2, 3)
 *   norm = new BatchNorm(3)
 *   forward(x: Tensor, h: Tensor, training: boolean) { return this.norm.forward(this.cell.forward(x, h), { training }) }
 * }
 */
export class BatchNorm extends Module {
  static {
    keepsNoTensor(BatchNorm);
  }
  readonly size: number;
  readonly epsilon: number;
  readonly momentum: number;
  /** γ: [size] */
  readonly gamma: Parameter | undefined;
  /** β: [size] */
  readonly beta: Parameter | undefined;
  /** [size]; moved by `forward`, not learned */
  readonly movingMean: Parameter;
  /** [size]; moved by `forward`, not learned */
  readonly movingVariance: Parameter;

  constructor(size: number, options: BatchNormOptions = {}) {
    super();
    assertOptions("BatchNorm", options, batchNormOptions);
    const { dtype = "float32", epsilon = 1e-5, momentum = 0.9, center = true, scale = true } = options;
    assertSizes("BatchNorm", { size });
    if (!(epsilon > 0)) throw new RangeError(`BatchNorm expects epsilon > 0, but got ${describe(epsilon)}`);
    if (!(momentum >= 0 && momentum <= 1))
      throw new RangeError(`BatchNorm expects momentum from 0 to 1, but got ${describe(momentum)}`);
    this.size = size;
    this.epsilon = epsilon;
    this.momentum = momentum;
    this.gamma = scale ? new Parameter(ones([size], { dtype })) : undefined;
    this.beta = center ? new Parameter(zeros([size], { dtype })) : undefined;
    this.movingMean = new Parameter(zeros([size], { dtype }));
    this.movingVariance = new Parameter(ones([size], { dtype }));
    this.keepsStatistics();
  }

  /** The moving statistics are never learned, whatever becomes of γ and β. */
  keepsStatistics(): void {
    this.movingMean.trainable = false;
    this.movingVariance.trainable = false;
  }

  override describe(): string {
    return `BatchNorm(${this.size})`;
  }

  /**
   * [batch, ..., size] → [batch, ..., size]
   * @param options `training` must be said, as for `Dropout`
   * @throws RangeError for inputs of another size, or a mask that keeps nothing; TypeError where `training` is not said
   */
  forward(input: TensorLike, options: BatchNormCall): Tensor {
    const training: unknown = options?.training;
    if (typeof training !== "boolean")
      throw new TypeError(
        `BatchNorm expects to be told whether it learns from this batch, but got ${describe(options)}; write ` +
          "forward(x, { training: true }), and false to predict",
      );
    const x = asTensorLike("BatchNorm", input, this.movingMean);
    if (x.shape.length < 2 || x.shape.at(-1) !== this.size)
      throw new RangeError(`${this.describe()} expects [batch, ..., ${this.size}], but got ${formatShape(x.shape)}`);
    const { mean, variance } = training ? this.#learned(x, maskLike(this.describe(), options.mask, x)) : this.#moving();
    const normal = x.sub(mean).div(sqrt(variance.add(this.epsilon)));
    const scaled = this.gamma ? normal.mul(this.gamma) : normal;
    return this.beta ? scaled.add(this.beta) : scaled;
  }

  #moving() {
    return { mean: this.movingMean.detach(), variance: this.movingVariance.detach() };
  }

  /** Of this batch; the moving ones follow. */
  #learned(x: Tensor, mask: Tensor | undefined) {
    const axes = x.shape.slice(0, -1).map((_, i) => i);
    const weights = mask?.expandDims(-1);
    const count = mask ? mask.sum().item() : x.size / this.size;
    if (!(count > 0))
      throw new RangeError(`${this.describe()} expects a mask that keeps at least one vector, but got none`);
    const mean = (weights ? where(weights, x, 0) : x).sum(axes).div(count);
    const centered = weights ? where(weights, x.sub(mean), 0) : x.sub(mean);
    const variance = centered.mul(centered).sum(axes).div(count);
    noGrad(() => {
      const { momentum } = this;
      this.movingMean.assign(this.movingMean.mul(momentum).add(mean.mul(1 - momentum)));
      this.movingVariance.assign(this.movingVariance.mul(momentum).add(variance.mul(1 - momentum)));
    });
    return { mean, variance };
  }
}
