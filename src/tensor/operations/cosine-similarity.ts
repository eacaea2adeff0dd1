// How alike the directions of vectors are.
import { broadcastShapes } from "../../backend/index.ts";
import type { TensorLike } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import { div, mul, operands } from "./arithmetic.ts";
import { axisOf } from "./checks.ts";
import { maximum } from "./comparison.ts";
import { sqrt, square } from "./functions.ts";
import { broadcastTo } from "./layout.ts";
import { sum } from "./reductions.ts";

/** No length counts as less: a vector of zeros is like none. PyTorch's `eps`. */
const leastLength = 1e-8;

/**
 * The cosine of the angle between vectors along an axis, Σ a b / (‖a‖ ‖b‖): 1 for one direction, 0 at a right angle, −1 for opposite
 * ones, and 0 for a vector of zeros. PyTorch's `cosine_similarity`; Keras's loss of that name has the other sign. Shapes broadcast.
 * @param axis the last where left out (PyTorch: the second); negative counts from the end
 * @throws RangeError for shapes that do not broadcast, or an axis that is not there; TypeError for another dtype
 * @example cosineSimilarity([1, 0], [[3, 0], [0, 2], [-1, 0]]).toArray() // [1, 0, -1]
 */
export function cosineSimilarity(a: TensorLike, b: TensorLike, axis = -1): Tensor {
  const both = operands("cosineSimilarity", a, b);
  const shape = broadcastShapes(both[0].shape, both[1].shape)!;
  const [x, y] = both.map(one => broadcastTo(one, shape)) as [Tensor, Tensor]; // so that the axis is the same of both
  axisOf("cosineSimilarity", x, axis);
  return sum(mul(unit(x, axis), unit(y, axis)), axis);
}

const unit = (x: Tensor, axis: number): Tensor =>
  div(x, sqrt(maximum(sum(square(x), axis, { keepDims: true }), leastLength ** 2)));
