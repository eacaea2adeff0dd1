// Matrix product and its gradient: for C = A B, ∂L/∂A = ∂L/∂C Bᵀ and ∂L/∂B = Aᵀ ∂L/∂C.
import { broadcastShapes, formatShape, type NDArray, sizeOf } from "../../backend/index.ts";
import type { TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { alike } from "./arithmetic.ts";
import { broadcastTo, expandDims, squeeze } from "./layout.ts";
import { linear } from "./linear.ts";

/**
 * Matrix product: [..., m, k] × [k, n] → [..., m, n]; [..., m, k] × [..., k, n] → [..., m, n], one product for each place of
 * the leading axes, which broadcast. A vector [k] counts as one row on the left and as one column on the right, as in NumPy.
 * @throws RangeError for sizes that do not fit, TypeError for another dtype
 */
export function matmul(left: TensorLike, right: TensorLike): Tensor {
  const [a, b] = alike("matmul", left, right);
  const rank = b.shape.length;
  const inner = b.shape[Math.max(rank - 2, 0)];
  if (a.shape.length === 0 || rank === 0 || a.shape.at(-1) !== inner)
    throw new RangeError(
      `matmul expects [..., m, k] × [k, n], but got ${formatShape(a.shape)} × ${formatShape(b.shape)}` +
        (a.shape.length > 0 && rank > 1 && a.shape.at(-1) === b.shape.at(-1)
          ? "; the second would fit transposed"
          : a.shape.length === 0 || rank === 0
            ? "; a number multiplies by mul"
            : ""),
    );
  if (rank === 1) return squeeze(matmul(a, expandDims(b, 1)), -1);
  if (rank === 2) return linear(a, b, undefined);
  return a.shape.length === 1 ? squeeze(matmul(expandDims(a, 0), b), -2) : batched(a, b);
}

/**
 * Of two vectors [k] the sum of their products, shape []; of matrices, or a matrix and a vector, the matrix product, as NumPy's
 * `dot`.
 * @throws RangeError for sizes that do not fit, or more than two axes; TypeError for another dtype
 * @example dot([1, 2], [3, 4]).item() // 11
 */
export function dot(left: TensorLike, right: TensorLike): Tensor {
  const [a, b] = alike("dot", left, right);
  if ([a, b].some(({ shape }) => shape.length < 1 || shape.length > 2))
    throw new RangeError(
      `dot expects vectors [k] or matrices, but got ${formatShape(a.shape)} and ${formatShape(b.shape)}; ` +
        'of more axes write matmul(a, b), or einsum("bij,bjk->bik", a, b)',
    );
  return matmul(a, b);
}

/** One product for each place of the leading axes. */
function batched(a: Tensor, b: Tensor): Tensor {
  const places = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (!places)
    throw new RangeError(
      `matmul expects leading axes that broadcast, but got ${formatShape(a.shape)} × ${formatShape(b.shape)}; ` +
        "before the last two axes, sizes must be equal or 1",
    );
  const xp = a.backend;
  const [m, k, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const [x, y] = [broadcastTo(a, [...places, m, k]), broadcastTo(b, [...places, k, n])];
  const count = sizeOf(places);
  const matrices = (array: NDArray, rows: number, columns: number) => xp.reshape(array, [count, rows, columns]);
  const [left, right] = [matrices(x.array, m, k), matrices(y.array, k, n)];
  const product = () => xp.matmul(left, right, false, false);
  const gradient = (g: NDArray) => {
    const each = matrices(g, m, n);
    const gx = x.requiresGrad ? xp.reshape(xp.matmul(each, right, false, true), x.shape) : undefined;
    const gy = y.requiresGrad ? xp.reshape(xp.matmul(left, each, true, false), y.shape) : undefined;
    return [gx, gy];
  };
  return record("matmul", xp.reshape(product(), [...places, m, n]), [x, y], gradient, product);
}
