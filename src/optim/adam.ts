// Adam: steps of even size, from running means of the gradient and of its square.
// D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980

import { assertOptions, describe, type OptionNames } from "../options.ts";
import { maximum, sqrt, Tensor } from "../tensor/index.ts";
import {
  assertRange,
  Optimizer,
  type OptimizerOptions,
  optimizerOptions,
  type Settings,
  type Slots,
  type UpdateRule,
} from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `adam` beside the learning rate. */
export interface AdamOptions extends OptimizerOptions {
  /** How much of the gradient's running mean is kept; 0.9 where left out. */
  beta1?: number;
  /** How much of the squared gradient's running mean is kept; 0.999 where left out. */
  beta2?: number;
  /** ε̂; 1e-7 where left out, as in Keras (PyTorch has 1e-8, and adds it after the bias correction). */
  epsilon?: number;
  /**
   * Whether the largest mean square so far divides, so that no step grows because gradients have become small; false where left
   * out. S. Reddi et al. 2018, https://arxiv.org/abs/1904.09237
   */
  amsgrad?: boolean;
}

/** The names of all of them. */
export const adamOptions: OptionNames<AdamOptions> = {
  beta1: "number",
  beta2: "number",
  epsilon: "number",
  amsgrad: "boolean",
  ...optimizerOptions,
};

/** The optimizer that `adam` makes. */
export class Adam extends Optimizer {
  readonly name: string = "adam";
  /** How much of the gradient's running mean is kept. */
  readonly beta1: number;
  /** How much of the squared gradient's running mean is kept. */
  readonly beta2: number;
  /** Added to the root, against a division by 0. */
  readonly epsilon: number;
  /** Whether the largest mean square so far divides. */
  readonly amsgrad: boolean;

  constructor(learningRate: number | Schedule, options: AdamOptions, who = "adam") {
    if (who === "adam") assertOptions(who, options, adamOptions);
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false, ...bounds } = options;
    super(who, learningRate, bounds);
    assertRange(who, "beta1", beta1, 0, 1);
    assertRange(who, "beta2", beta2, 0, 1);
    assertRange(who, "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.beta1 = beta1;
    this.beta2 = beta2;
    if (typeof amsgrad !== "boolean")
      throw new TypeError(`${who} expects amsgrad to be true or false, but got ${describe(amsgrad)}`);
    this.epsilon = epsilon;
    this.amsgrad = amsgrad;
  }

  override get settings(): Settings {
    const { beta1, beta2, epsilon, amsgrad } = this;
    return { ...super.settings, beta1, beta2, epsilon, ...(amsgrad ? { amsgrad } : {}) };
  }

  /** Section 2's efficient form, which is Keras's: the bias correction goes into the step size, ε̂ stays outside it. */
  protected rule(t: number, learningRate: number): UpdateRule {
    const stepSize = (learningRate * Math.sqrt(1 - this.beta2 ** t)) / (1 - this.beta1 ** t);
    const rates = { stepSize, beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon };
    if (this.amsgrad) return this.#withLargest(stepSize);
    return (parameter, gradient, slots) => {
      const xp = parameter.backend;
      const nothing = () => xp.full(0, parameter.shape, parameter.dtype);
      const after = xp.adam(
        {
          parameter: parameter.array,
          gradient: gradient.array,
          mean: slots.mean?.array ?? nothing(),
          square: slots.square?.array ?? nothing(),
        },
        rates,
      );
      slots.mean = new Tensor(after.mean, xp);
      slots.square = new Tensor(after.square, xp);
      return new Tensor(after.parameter, xp);
    };
  }

  protected override get keepsNoGradient(): boolean {
    return true;
  }

  protected override replaced({ mean, square }: Slots): void {
    if (!this.amsgrad) for (const old of [mean, square]) old?.backend.free(old.array);
  }

  /** Of the largest v so far, as in Keras: before the bias correction. */
  #withLargest(stepSize: number): UpdateRule {
    const { beta1, beta2, epsilon } = this;
    return (parameter, g, slots) => {
      const { mean = g.mul(0), square = g.mul(0), largest = g.mul(0) } = slots;
      slots.mean = mean.mul(beta1).add(g.mul(1 - beta1));
      slots.square = square.mul(beta2).add(g.mul(g).mul(1 - beta2));
      slots.largest = maximum(largest, slots.square);
      return parameter.sub(slots.mean.mul(stepSize).div(sqrt(slots.largest).add(epsilon)));
    };
  }
}

/**
 * Adam: steps of even size, from running means of the gradient and of its square. Each parameter counts its own steps for the
 * bias correction, as in PyTorch. D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980
 * @param learningRate η; 1e-3 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 * @example adam(3e-3, { globalClipnorm: 1 })
 * @example adam(3e-3, { amsgrad: true, weightDecay: 1e-4 })
 */
export const adam = (learningRate: number | Schedule = 1e-3, options: AdamOptions = {}): Optimizer =>
  new Adam(learningRate, options);
