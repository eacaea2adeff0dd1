// AdamW: Adam with weight decay beside the gradient instead of within it.
// I. Loshchilov, F. Hutter 2019, https://arxiv.org/abs/1711.05101
import { assertOptions } from "../options.ts";
import { Adam, type AdamOptions, adamOptions } from "./adam.ts";
import { assertRange, type Optimizer, type UpdateRule } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `adamW` beside the learning rate. */
export interface AdamWOptions extends AdamOptions {
  /** λ: each step first shrinks every weight by η λ of itself; 0.004 where left out, as in Keras (PyTorch has 0.01). */
  weightDecay?: number;
}

/** The optimizer that `adamW` makes. */
class AdamW extends Adam {
  override readonly name = "adamw";
  /** λ: each step first shrinks every weight by η λ of itself. */
  readonly weightDecay: number;

  constructor(learningRate: number | Schedule, options: AdamWOptions) {
    assertOptions("adamW", options, { weightDecay: true, ...adamOptions });
    const { weightDecay = 0.004, ...rest } = options;
    super(learningRate, rest, "adamW");
    assertRange("adamW", "weightDecay", weightDecay, 0, Number.POSITIVE_INFINITY);
    this.weightDecay = weightDecay;
  }

  override get settings() {
    const { weightDecay } = this;
    return { ...super.settings, weightDecay };
  }

  protected override rule(t: number, learningRate: number): UpdateRule {
    const update = super.rule(t, learningRate);
    return (parameter, g, slots) => update(parameter.mul(1 - learningRate * this.weightDecay), g, slots);
  }
}

/**
 * AdamW: Adam with weight decay beside the gradient instead of within it. I. Loshchilov, F. Hutter 2019,
 * https://arxiv.org/abs/1711.05101
 * @param learningRate η; 1e-3 where left out, as in Keras
 * @throws RangeError for a setting outside its range, or an unknown option
 */
export const adamW = (learningRate: number | Schedule = 1e-3, options: AdamWOptions = {}): Optimizer =>
  new AdamW(learningRate, options);
