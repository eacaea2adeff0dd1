// Softmax and its logarithm, over the last axis, each as one operation so that both value and gradient stay exact.
import { formatShape } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { LazyTensor } from "./lazy-tensor.ts";
import { rememberLogits } from "./logits.ts";

/** eˣ / Σ eˣ over the last axis: probabilities that sum to 1. */
export function softmax(x: Tensor): Tensor {
  assertAxis("softmax", x);
  const xp = x.backend;
  const last = x.shape.length - 1;
  const u = x.array;
  // ∂L/∂xᵢ = yᵢ (gᵢ − Σⱼ gⱼ yⱼ)
  const recorded = record("softmax", { shape: x.shape, dtype: x.dtype, data: undefined }, [x], g => {
    const y = result.array;
    const mean = xp.reduce("sum", xp.binary("mul", g, y), [last]);
    return [xp.binary("mul", y, xp.binary("sub", g, mean))];
  });
  const result = new LazyTensor(recorded, () => {
    const logarithms = xp.logSoftmax(u);
    const y = xp.unary("exp", logarithms);
    xp.free(logarithms);
    return y;
  });
  return rememberLogits(result, "softmax", x);
}

/** x − log Σ eˣ over the last axis, without overflow. */
export function logSoftmax(x: Tensor): Tensor {
  assertAxis("logSoftmax", x);
  const xp = x.backend;
  const y = xp.logSoftmax(x.array);
  // ∂L/∂xᵢ = gᵢ − softmax(x)ᵢ Σⱼ gⱼ
  return record("logSoftmax", y, [x], g => [xp.logSoftmaxBackward(y, g)]);
}

function assertAxis(operation: string, x: Tensor): void {
  if (x.shape.length === 0 || x.shape.at(-1) === 0)
    throw new RangeError(`${operation} expects at least one number on the last axis, but got ${formatShape(x.shape)}`);
}
