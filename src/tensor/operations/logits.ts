// Which logits a tensor of probabilities came from. A loss that knows them is exact where the log of a rounded probability is not.
import type { Tensor } from "../tensor.ts";

type Squashing = "softmax" | "sigmoid";

const known = new WeakMap<Tensor, { by: Squashing; logits: Tensor }>();

/** Notes which logits these probabilities are the direct result of. @returns the probabilities */
export function rememberLogits(probabilities: Tensor, by: Squashing, logits: Tensor): Tensor {
  known.set(probabilities, { by, logits });
  return probabilities;
}

/** The tensor that softmax (or sigmoid) was applied to, where `probabilities` is its direct result. */
export function logitsBehind(probabilities: Tensor, by: Squashing): Tensor | undefined {
  const origin = known.get(probabilities);
  return origin?.by === by ? origin.logits : undefined;
}
