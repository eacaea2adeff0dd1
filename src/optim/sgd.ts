// Stochastic gradient descent, with momentum on request. https://keras.io/api/optimizers/sgd/
import { assertOptions, describe } from "../options.ts";
import {
  assertRange,
  Optimizer,
  type OptimizerOptions,
  optimizerOptions,
  type Settings,
  type UpdateRule,
} from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `sgd` beside the learning rate. */
export interface SGDOptions extends OptimizerOptions {
  /** How much of the last step is kept; 0 where left out. */
  momentum?: number;
  /**
   * Whether the step looks ahead by the momentum; false where left out. Y. Nesterov 1983, in the form of I. Sutskever et al. 2013,
   * https://proceedings.mlr.press/v28/sutskever13.html
   */
  nesterov?: boolean;
}

/** The optimizer that `sgd` makes. */
class SGD extends Optimizer {
  readonly name = "sgd";
  /** How much of the last step is kept. */
  readonly momentum: number;
  /** Whether the step looks ahead by the momentum. */
  readonly nesterov: boolean;

  constructor(learningRate: number | Schedule, options: SGDOptions) {
    assertOptions("sgd", options, { momentum: "number", nesterov: "boolean", ...optimizerOptions });
    const { momentum = 0, nesterov = false, ...bounds } = options;
    super("sgd", learningRate, bounds);
    assertRange("sgd", "momentum", momentum, 0, 1);
    if (typeof nesterov !== "boolean")
      throw new TypeError(`sgd expects nesterov to be true or false, but got ${describe(nesterov)}`);
    if (nesterov && momentum === 0)
      throw new RangeError(
        "sgd expects a momentum above 0 where nesterov is true, but got 0; write { momentum: 0.9, nesterov: true }",
      );
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  override get settings(): Settings {
    const { momentum, nesterov } = this;
    return { ...super.settings, momentum, ...(nesterov ? { nesterov } : {}) };
  }

  protected rule(_t: number, learningRate: number): UpdateRule {
    return (parameter, gradient, slots) => {
      const step = gradient.mul(-learningRate);
      if (this.momentum === 0) return parameter.add(step);
      const before = slots.velocity;
      slots.velocity = before ? before.mul(this.momentum).add(step) : step; // v ← μ v − η g
      if (this.nesterov) return parameter.add(slots.velocity.mul(this.momentum).add(step)); // w ← w + μ v − η g
      return parameter.add(slots.velocity); // w ← w + v
    };
  }
}

/**
 * Stochastic gradient descent, w ← w − η ∂L/∂w, with momentum on request, Nesterov's too. https://keras.io/api/optimizers/sgd/
 * @param learningRate η; 0.01 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 * @example sgd(0.1, { momentum: 0.9 })
 */
export const sgd = (learningRate: number | Schedule = 0.01, options: SGDOptions = {}): Optimizer =>
  new SGD(learningRate, options);
