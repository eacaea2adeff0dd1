// AdamW: Adam with weight decay beside the gradient instead of within it.
// I. Loshchilov, F. Hutter 2019, https://arxiv.org/abs/1711.05101
import { assertOptions } from "../options.ts";
import { Adam, type AdamOptions, adamOptions } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Settings of `adamW` beside the learning rate. */
export interface AdamWOptions extends AdamOptions {
  /** λ: each step first shrinks every weight by η λ of itself; 0.004 where left out, as in Keras (PyTorch has 0.01). */
  weightDecay?: number;
}

/** The optimizer that `adamW` makes. */
class AdamW extends Adam {
  override readonly name = "adamw";
  constructor(learningRate: number | Schedule, options: AdamWOptions) {
    assertOptions("adamW", options, adamOptions);
    super(learningRate, { weightDecay: 0.004, ...options }, "adamW");
  }

  override get settings() {
    const { weightDecay } = this;
    return { ...super.settings, weightDecay };
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
