// Nadam: Adam whose mean of the gradient looks ahead, as Nesterov's momentum does.
// T. Dozat 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
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

/** Settings of `nadam` beside the learning rate. */
export interface NadamOptions extends OptimizerOptions {
  /** How much of the gradient's running mean is kept; 0.9 where left out. */
  beta1?: number;
  /** How much of the squared gradient's running mean is kept; 0.999 where left out. */
  beta2?: number;
  /** ε, added after the root; 1e-7 where left out, as in Keras (PyTorch has 1e-8). */
  epsilon?: number;
}

/** The optimizer that `nadam` makes. */
class Nadam extends Optimizer {
  readonly name = "nadam";
  /** How much of the gradient's running mean is kept. */
  readonly beta1: number;
  /** How much of the squared gradient's running mean is kept. */
  readonly beta2: number;
  /** ε, added after the root. */
  readonly epsilon: number;
  /** μ₁ … μ_t for each t so far: a step asks for its own, and multiplies nothing again. */
  readonly #products: number[] = [1];

  constructor(learningRate: number | Schedule, options: NadamOptions) {
    assertOptions("nadam", options, { beta1: "number", beta2: "number", epsilon: "number", ...optimizerOptions });
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...rest } = options;
    super("nadam", learningRate, rest);
    assertRange("nadam", "beta1", beta1, 0, 1);
    assertRange("nadam", "beta2", beta2, 0, 1);
    assertRange("nadam", "epsilon", epsilon, 0, Number.POSITIVE_INFINITY);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  override get settings(): Settings {
    const { beta1, beta2, epsilon } = this;
    return { ...super.settings, beta1, beta2, epsilon };
  }

  protected rule(t: number, learningRate: number): UpdateRule {
    const { beta1, beta2, epsilon } = this;
    /** μᵢ: the momentum of step i, which rises to β₁. */
    const momentum = (i: number) => beta1 * (1 - 0.5 * 0.96 ** i);
    for (let i = this.#products.length; i <= t; i++) this.#products.push(this.#products[i - 1]! * momentum(i));
    const product = this.#products[t]!;
    const ahead = momentum(t + 1) / (1 - product * momentum(t + 1));
    const now = (1 - momentum(t)) / (1 - product);
    return (parameter, g, slots) => {
      const { mean = g.mul(0), square = g.mul(0) } = slots;
      slots.mean = mean.mul(beta1).add(g.mul(1 - beta1));
      slots.square = square.mul(beta2).add(g.mul(g).mul(1 - beta2));
      const step = slots.mean.mul(ahead).add(g.mul(now));
      return parameter.sub(step.mul(learningRate).div(sqrt(slots.square.div(1 - beta2 ** t)).add(epsilon)));
    };
  }
}

/**
 * Nadam: Adam whose mean of the gradient looks ahead, as Nesterov's momentum does. T. Dozat 2016,
 * https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ. As in Keras the momentum of step i is β₁ (1 − 0.96ⁱ / 2); PyTorch's rises
 * more slowly, with 0.96 to the power 0.004 i.
 * @param learningRate η; 1e-3 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 */
export const nadam = (learningRate: number | Schedule = 1e-3, options: NadamOptions = {}): Optimizer =>
  new Nadam(learningRate, options);
