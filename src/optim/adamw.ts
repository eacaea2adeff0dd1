// AdamW: Adam with weight decay beside the gradient instead of within it.
// I. Loshchilov, F. Hutter 2019, https://arxiv.org/abs/1711.05101
import { Adam, type AdamOptions } from "./adam.ts";
import { assertRange, type UpdateRule } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

export interface AdamWOptions extends AdamOptions {
  /** λ: each step first shrinks every weight by η λ of itself; 0.004 where left out, as in Keras (PyTorch has 0.01). */
  weightDecay?: number;
}

export class AdamW extends Adam {
  override readonly name = "adamw";
  readonly weightDecay: number;

  constructor(learningRate: number | Schedule, { weightDecay = 0.004, ...options }: AdamWOptions) {
    super(learningRate, options, "adamW");
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

/** @param learningRate 1e-3 where left out, as in Keras */
export const adamW = (learningRate: number | Schedule = 1e-3, options: AdamWOptions = {}): AdamW =>
  new AdamW(learningRate, options);
