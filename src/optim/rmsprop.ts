// RMSprop: the gradient divided by the root of its running mean square.
// T. Tieleman, G. Hinton 2012, lecture 6.5, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
import { assertOptions } from "../options.ts";
import { sqrt } from "../tensor/index.ts";
import { assertRange, Optimizer, type OptimizerOptions, optimizerOptions, type UpdateRule } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `rmsprop` beside the learning rate. */
export interface RMSpropOptions extends OptimizerOptions {
  /** ρ, how much of the running mean square is kept; 0.9 where left out, as in Keras (PyTorch calls it alpha: 0.99). */
  rho?: number;
  /** How much of the last step is kept; 0 where left out. */
  momentum?: number;
  /** ε, added under the root; 1e-7 where left out, as in Keras (PyTorch adds 1e-8 after the root). */
  epsilon?: number;
}

/** The optimizer that `rmsprop` makes. */
class RMSprop extends Optimizer {
  readonly name = "rmsprop";
  /** ρ, how much of the running mean square is kept. */
  readonly rho: number;
  /** How much of the last step is kept. */
  readonly momentum: number;
  /** ε, added under the root. */
  readonly epsilon: number;

  constructor(learningRate: number | Schedule, options: RMSpropOptions) {
    assertOptions("rmsprop", options, { rho: "number", momentum: "number", epsilon: "number", ...optimizerOptions });
    const { rho = 0.9, momentum = 0, epsilon = 1e-7, ...bounds } = options;
    super("rmsprop", learningRate, bounds);
    assertRange("rmsprop", "rho", rho, 0, 1);
    assertRange("rmsprop", "momentum", momentum, 0, 1);
    assertRange("rmsprop", "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.rho = rho;
    this.momentum = momentum;
    this.epsilon = epsilon;
  }

  override get settings() {
    const { rho, momentum, epsilon } = this;
    return { ...super.settings, rho, momentum, epsilon };
  }

  protected rule(_t: number, learningRate: number): UpdateRule {
    return (parameter, g, slots) => {
      const { square = g.mul(0), velocity = g.mul(0) } = slots;
      const v = square.mul(this.rho).add(g.mul(g).mul(1 - this.rho)); // v ← ρ v + (1 − ρ) g²
      slots.square = v;
      const step = g.mul(learningRate).div(sqrt(v.add(this.epsilon))); // η g / √(v + ε)
      if (this.momentum === 0) return parameter.sub(step);
      slots.velocity = velocity.mul(this.momentum).add(step);
      return parameter.sub(slots.velocity);
    };
  }
}

/**
 * RMSprop: the gradient divided by the root of its running mean square. T. Tieleman, G. Hinton 2012, lecture 6.5,
 * https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
 * @param learningRate η; 1e-3 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 */
export const rmsprop = (learningRate: number | Schedule = 1e-3, options: RMSpropOptions = {}): Optimizer =>
  new RMSprop(learningRate, options);
