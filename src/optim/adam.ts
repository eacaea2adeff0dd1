// Adam: steps of even size, from running means of the gradient and of its square.
// D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980
import type { Parameter } from "../nn/index.ts";
import { sqrt, type Tensor } from "../tensor/index.ts";
import { needsRange, Optimiser, type UpdateRule } from "./optimiser.ts";

export interface AdamOptions {
  /** How much of the gradient's running mean is kept; 0.9 where left out. */
  beta1?: number;
  /** How much of the squared gradient's running mean is kept; 0.999 where left out. */
  beta2?: number;
  /** ε̂; 1e-7 where left out, as in Keras (PyTorch has 1e-8, and adds it after the bias correction). */
  epsilon?: number;
}

export class Adam extends Optimiser {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  #steps = 0;
  readonly #means = new WeakMap<Parameter, { m: Tensor; v: Tensor }>();

  constructor(learningRate: number, { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions) {
    super();
    needsRange("adam", "a learning rate", learningRate, 0, Number.POSITIVE_INFINITY);
    needsRange("adam", "beta1", beta1, 0, 1);
    needsRange("adam", "beta2", beta2, 0, 1);
    needsRange("adam", "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Section 2's efficient form, which is Keras's: the bias correction goes into the step size, ε̂ stays outside it. */
  protected nextStep(): UpdateRule {
    const t = ++this.#steps;
    const stepSize = (this.learningRate * Math.sqrt(1 - this.beta2 ** t)) / (1 - this.beta1 ** t);
    return (parameter, g) => {
      const before = this.#means.get(parameter) ?? { m: g.mul(0), v: g.mul(0) };
      const m = before.m.add(g.sub(before.m).mul(1 - this.beta1)); // m ← β₁ m + (1 − β₁) g
      const v = before.v.add(
        g
          .mul(g)
          .sub(before.v)
          .mul(1 - this.beta2),
      ); // v ← β₂ v + (1 − β₂) g²
      this.#means.set(parameter, { m, v });
      return parameter.sub(m.mul(stepSize).div(sqrt(v).add(this.epsilon)));
    };
  }
}

/** @param learningRate 1e-3 where left out, as in Keras */
export const adam = (learningRate = 1e-3, options: AdamOptions = {}): Adam => new Adam(learningRate, options);
