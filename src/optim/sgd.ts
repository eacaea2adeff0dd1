// Stochastic gradient descent, with momentum on request. https://keras.io/api/optimizers/sgd/
import { assertOptions } from "../options.ts";
import { boundsOptions } from "./bounds.ts";
import { assertRange, Optimizer, type OptimizerOptions, type UpdateRule } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `sgd` beside the learning rate. */
export interface SGDOptions extends OptimizerOptions {
  /** How much of the last step is kept; 0 where left out. */
  momentum?: number;
}

/** The optimizer that `sgd` makes. */
class SGD extends Optimizer {
  readonly name = "sgd";
  /** How much of the last step is kept. */
  readonly momentum: number;

  constructor(learningRate: number | Schedule, options: SGDOptions) {
    assertOptions("sgd", options, { momentum: true, ...boundsOptions });
    const { momentum = 0, ...bounds } = options;
    super("sgd", learningRate, bounds);
    assertRange("sgd", "momentum", momentum, 0, 1);
    this.momentum = momentum;
  }

  override get settings() {
    const { momentum } = this;
    return { ...super.settings, momentum };
  }

  protected rule(_t: number, learningRate: number): UpdateRule {
    return (parameter, gradient, slots) => {
      const step = gradient.mul(-learningRate);
      if (this.momentum === 0) return parameter.add(step);
      const before = slots.velocity;
      slots.velocity = before ? before.mul(this.momentum).add(step) : step; // v ← μ v − η g
      return parameter.add(slots.velocity); // w ← w + v
    };
  }
}

/**
 * Stochastic gradient descent, w ← w − η ∂L/∂w, with momentum on request. https://keras.io/api/optimizers/sgd/
 * @param learningRate η; 0.01 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 * @example sgd(0.1, { momentum: 0.9 })
 */
export const sgd = (learningRate: number | Schedule = 0.01, options: SGDOptions = {}): Optimizer =>
  new SGD(learningRate, options);
