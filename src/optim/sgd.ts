// Stochastic gradient descent, with momentum on request. https://keras.io/api/optimizers/sgd/
import type { Parameter } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { needsRange, Optimiser, type UpdateRule } from "./optimiser.ts";

export interface SGDOptions {
  /** How much of the last step is kept; 0 where left out. */
  momentum?: number;
}

export class SGD extends Optimiser {
  readonly learningRate: number;
  readonly momentum: number;
  readonly #velocities = new WeakMap<Parameter, Tensor>();

  constructor(learningRate: number, { momentum = 0 }: SGDOptions) {
    super();
    needsRange("sgd", "a learning rate", learningRate, 0, Number.POSITIVE_INFINITY);
    needsRange("sgd", "momentum", momentum, 0, 1);
    this.learningRate = learningRate;
    this.momentum = momentum;
  }

  protected nextStep(): UpdateRule {
    return (parameter, gradient) => {
      const step = gradient.mul(-this.learningRate);
      if (this.momentum === 0) return parameter.add(step);
      const before = this.#velocities.get(parameter);
      const velocity = before ? before.mul(this.momentum).add(step) : step; // v ← μ v − η g
      this.#velocities.set(parameter, velocity);
      return parameter.add(velocity); // w ← w + v
    };
  }
}

/** w ← w − η ∂L/∂w. @param learningRate η; 0.01 where left out, as in Keras */
export const sgd = (learningRate = 0.01, options: SGDOptions = {}): SGD => new SGD(learningRate, options);
