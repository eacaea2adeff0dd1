// Which logits a tensor of probabilities came from: a loss that knows them need not take the log of a rounded number.
import type { Tensor } from "../tensor.ts";

type Squashing = "softmax" | "sigmoid";

const known = new WeakMap<Tensor, { by: Squashing; logits: Tensor }>();

export function rememberLogits(probabilities: Tensor, by: Squashing, logits: Tensor): Tensor {
  known.set(probabilities, { by, logits });
  return probabilities;
}

/** The tensor that softmax (or sigmoid) was applied to, where `probabilities` is its direct result. */
export function logitsBehind(probabilities: Tensor, by: Squashing): Tensor | undefined {
  const origin = known.get(probabilities);
  return origin?.by === by ? origin.logits : undefined;
}
