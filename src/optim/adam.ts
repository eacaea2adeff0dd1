// Adam: steps of even size, from running means of the gradient and of its square.
// D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980
import { sqrt } from "../tensor/index.ts";
import { needsRange, Optimiser, type OptimiserOptions, type UpdateRule } from "./optimiser.ts";
import type { Schedule } from "./schedules.ts";

export interface AdamOptions extends OptimiserOptions {
  /** How much of the gradient's running mean is kept; 0.9 where left out. */
  beta1?: number;
  /** How much of the squared gradient's running mean is kept; 0.999 where left out. */
  beta2?: number;
  /** ε̂; 1e-7 where left out, as in Keras (PyTorch has 1e-8, and adds it after the bias correction). */
  epsilon?: number;
}

export class Adam extends Optimiser {
  readonly name: string = "adam";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  constructor(learningRate: number | Schedule, options: AdamOptions, who = "adam") {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...bounds } = options;
    super(who, learningRate, bounds);
    needsRange(who, "beta1", beta1, 0, 1);
    needsRange(who, "beta2", beta2, 0, 1);
    needsRange(who, "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Section 2's efficient form, which is Keras's: the bias correction goes into the step size, ε̂ stays outside it. */
  protected rule(t: number, learningRate: number): UpdateRule {
    const stepSize = (learningRate * Math.sqrt(1 - this.beta2 ** t)) / (1 - this.beta1 ** t);
    return (parameter, g, slots) => {
      const { mean = g.mul(0), square = g.mul(0) } = slots;
      const m = mean.add(g.sub(mean).mul(1 - this.beta1)); // m ← β₁ m + (1 − β₁) g
      const v = square.add(
        g
          .mul(g)
          .sub(square)
          .mul(1 - this.beta2),
      ); // v ← β₂ v + (1 − β₂) g²
      slots.mean = m;
      slots.square = v;
      return parameter.sub(m.mul(stepSize).div(sqrt(v).add(this.epsilon)));
    };
  }
}

/** @param learningRate 1e-3 where left out, as in Keras */
export const adam = (learningRate: number | Schedule = 1e-3, options: AdamOptions = {}): Adam =>
  new Adam(learningRate, options);
