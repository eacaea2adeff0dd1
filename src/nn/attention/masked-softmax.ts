// Softmax over the places that a mask keeps.
import { formatShape } from "../../backend/index.ts";
import { asTensor, softmax, type Tensor, type TensorLike, where } from "../../tensor/index.ts";
import { maskLike } from "../masks.ts";

/**
 * Softmax along the last axis over the places that count: the others get exactly 0, whatever their scores, and no gradient. Where
 * no place counts all get 0. (PyTorch's softmax of −∞ alone is NaN.)
 * @param scores [..., places]
 * @param mask 1 where a place counts, 0 where it does not; it broadcasts to the scores
 * @throws RangeError for a mask that does not fit or holds other numbers
 * @example maskedSoftmax([[2, 2, 3]], [[1, 1, 0]]).toArray() // [[0.5, 0.5, 0]]
 */
export function maskedSoftmax(scores: TensorLike, mask?: TensorLike): Tensor {
  const x = asTensor(scores, undefined, "maskedSoftmax");
  if (mask === undefined) return softmax(x);
  const kept = maskLike("maskedSoftmax", mask, x);
  if (!kept.values().every(m => m === 0 || m === 1))
    throw new RangeError("maskedSoftmax expects a mask of 1 and 0, but got other numbers");
  const [shape, rank] = [kept.shape, x.shape.length];
  if (shape.length > rank || !shape.every((n, i) => n === 1 || n === x.shape[i + rank - shape.length]))
    throw new RangeError(
      `maskedSoftmax expects a mask that broadcasts to ${formatShape(x.shape)}, but got ${formatShape(shape)}`,
    );
  return softmax(where(kept, x, -1e30)).mul(kept);
}
