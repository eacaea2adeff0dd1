// Adagrad: the gradient divided by the root of the sum of all squares so far.
// J. Duchi, E. Hazan, Y. Singer 2011, https://jmlr.org/papers/v12/duchi11a.html
import { assertOptions } from "../options.ts";
import { sqrt } from "../tensor/index.ts";
import {
  assertRange,
  Optimizer,
  type OptimizerOptions,
  optimizerOptions,
  type Settings,
  type UpdateRule,
} from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `adagrad` beside the learning rate. */
export interface AdagradOptions extends OptimizerOptions {
  /** What the sum of squares starts at; 0.1 where left out, as in Keras (PyTorch has 0). */
  initialAccumulatorValue?: number;
  /** ε, added under the root; 1e-7 where left out, as in Keras (PyTorch adds 1e-10 after the root). */
  epsilon?: number;
}

/** The optimizer that `adagrad` makes. */
class Adagrad extends Optimizer {
  readonly name = "adagrad";
  /** What the sum of squares starts at. */
  readonly initialAccumulatorValue: number;
  /** ε, added under the root. */
  readonly epsilon: number;

  constructor(learningRate: number | Schedule, options: AdagradOptions) {
    assertOptions("adagrad", options, { initialAccumulatorValue: "number", epsilon: "number", ...optimizerOptions });
    const { initialAccumulatorValue = 0.1, epsilon = 1e-7, ...rest } = options;
    super("adagrad", learningRate, rest);
    assertRange("adagrad", "initialAccumulatorValue", initialAccumulatorValue, 0, Number.POSITIVE_INFINITY);
    assertRange("adagrad", "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.initialAccumulatorValue = initialAccumulatorValue;
    this.epsilon = epsilon;
  }

  override get settings(): Settings {
    const { initialAccumulatorValue, epsilon } = this;
    return { ...super.settings, initialAccumulatorValue, epsilon };
  }

  protected rule(_t: number, learningRate: number): UpdateRule {
    return (parameter, g, slots) => {
      const { accumulator = g.mul(0).add(this.initialAccumulatorValue) } = slots;
      slots.accumulator = accumulator.add(g.mul(g)); // a ← a + g²
      return parameter.sub(g.mul(learningRate).div(sqrt(slots.accumulator.add(this.epsilon)))); // w ← w − η g / √(a + ε)
    };
  }
}

/**
 * Adagrad: the gradient divided by the root of the sum of all squares so far, so that rare features keep a large step.
 * J. Duchi, E. Hazan, Y. Singer 2011, https://jmlr.org/papers/v12/duchi11a.html
 * @param learningRate η; 1e-3 where left out, as in Keras (PyTorch has 1e-2)
 * @throws RangeError for a setting outside its range, or an unknown option
 */
export const adagrad = (learningRate: number | Schedule = 1e-3, options: AdagradOptions = {}): Optimizer =>
  new Adagrad(learningRate, options);
