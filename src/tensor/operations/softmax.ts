// Softmax and its logarithm, over the last axis, each as one operation so that both value and gradient stay exact.
import { formatShape } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { rememberLogits } from "./logits.ts";

/** eˣ / Σ eˣ over the last axis: probabilities that sum to 1. */
export function softmax(x: Tensor): Tensor {
  needsAxis("softmax", x);
  const xp = x.backend;
  const last = x.shape.length - 1;
  const y = xp.unary("exp", xp.logSoftmax(x.array));
  // ∂L/∂xᵢ = yᵢ (gᵢ − Σⱼ gⱼ yⱼ)
  const result = record("softmax", y, [x], g => {
    const mean = xp.reduce("sum", xp.binary("mul", g, y), [last]);
    return [xp.binary("mul", y, xp.binary("sub", g, mean))];
  });
  return rememberLogits(result, "softmax", x);
}

/** x − log Σ eˣ over the last axis, without overflow. */
export function logSoftmax(x: Tensor): Tensor {
  needsAxis("logSoftmax", x);
  const xp = x.backend;
  const y = xp.logSoftmax(x.array);
  // ∂L/∂xᵢ = gᵢ − softmax(x)ᵢ Σⱼ gⱼ
  return record("logSoftmax", y, [x], g => [xp.logSoftmaxBackward(y, g)]);
}

function needsAxis(operation: string, x: Tensor): void {
  if (x.shape.length === 0 || x.shape.at(-1) === 0)
    throw new RangeError(`${operation} expects at least one number on the last axis, but got ${formatShape(x.shape)}`);
}
