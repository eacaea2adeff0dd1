// Softmax and its logarithm along one axis, each as one operation so that both value and gradient stay exact.
import { formatShape } from "../../backend/index.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { LazyTensor, type Tensor } from "../tensor.ts";
import { assertNoMoreThanAxis, axisOf } from "./checks.ts";
import { transpose } from "./layout.ts";
import { rememberLogits } from "./logits.ts";

/**
 * eˣ / Σ eˣ along one axis: probabilities that sum to 1 there. Same shape.
 * @param axis the last where left out; negative counts from the end
 * @throws RangeError for an axis that is not there, or without a number
 * @example softmax([[1, 2], [3, 4]], 0)
 */
export function softmax(x: TensorLike, axis?: number): Tensor;
export function softmax(input: TensorLike, axis = -1, ...rest: readonly unknown[]): Tensor {
  const x = along("softmax", input, axis, rest);
  if (!isLast(x, axis)) return onLast(x, axis, softmax);
  const xp = x.backend;
  const u = x.array;
  // ∂L/∂xᵢ = yᵢ (gᵢ − Σⱼ gⱼ yⱼ)
  const value = () => xp.softmax(u);
  const unread = { shape: x.shape, dtype: x.dtype, data: undefined };
  const recorded = record("softmax", unread, [x], g => [xp.softmaxBackward(result.array, g)], value);
  const result = new LazyTensor(recorded, () => {
    const y = value();
    if (!recorded.requiresGrad) xp.remember(y, [u], value);
    return y;
  });
  return rememberLogits(result, "softmax", x);
}

/**
 * x − log Σ eˣ along one axis, without overflow: logarithms of probabilities. Same shape.
 * @param axis the last where left out; negative counts from the end
 * @throws RangeError for an axis that is not there, or without a number
 */
export function logSoftmax(x: TensorLike, axis?: number): Tensor;
export function logSoftmax(input: TensorLike, axis = -1, ...rest: readonly unknown[]): Tensor {
  const x = along("logSoftmax", input, axis, rest);
  if (!isLast(x, axis)) return onLast(x, axis, logSoftmax);
  const xp = x.backend;
  const u = x.array;
  const y = xp.logSoftmax(u);
  // ∂L/∂xᵢ = gᵢ − softmax(x)ᵢ Σⱼ gⱼ
  return record(
    "logSoftmax",
    y,
    [x],
    g => [xp.logSoftmaxBackward(y, g)],
    () => xp.logSoftmax(u),
  );
}

/** What the function is of, with at least one number on its axis. */
function along(who: string, input: TensorLike, axis: number, rest: readonly unknown[]): Tensor {
  assertNoMoreThanAxis(who, rest);
  const x = asTensor(input, undefined, who);
  if (x.shape[axisOf(who, x, axis)] === 0)
    throw new RangeError(`${who} expects at least one number on axis ${axis}, but got ${formatShape(x.shape)}`);
  return x;
}

const isLast = ({ shape }: Tensor, axis: number): boolean => axis === -1 || axis === shape.length - 1;

/** Another axis takes the last one's place, and goes back. */
function onLast(x: Tensor, axis: number, f: (x: Tensor) => Tensor): Tensor {
  const order = x.shape.map((_, i) => i);
  const at = axisOf("softmax", x, axis);
  [order[at], order[order.length - 1]] = [order.length - 1, at];
  return transpose(f(transpose(x, order)), order);
}
