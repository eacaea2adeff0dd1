// Matrix product and its gradient: for C = A B, ∂L/∂A = ∂L/∂C Bᵀ and ∂L/∂B = Aᵀ ∂L/∂C.
import { formatShape } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

/** [..., m, k] × [k, n] → [..., m, n]; a vector [k] counts as one row and gives [n]. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length !== 2 || a.shape.at(-1) !== b.shape[0])
    throw new RangeError(
      `matmul expects [..., m, k] × [k, n], but got ${formatShape(a.shape)} × ${formatShape(b.shape)}` +
        (a.shape.length > 0 && b.shape.length === 2 && a.shape.at(-1) === b.shape[1]
          ? "; the second would fit transposed"
          : ""),
    );
  sameDType("matmul", a, b);
  const xp = a.backend;
  const [k, n] = b.shape as [number, number];
  const m = a.shape.slice(0, -1).reduce((rows, size) => rows * size, 1);
  const rows = xp.reshape(a.array, [m, k]);
  const columns = b.array;
  const product = xp.reshape(xp.matmul(rows, columns, false, false), a.shape.with(-1, n));
  return record("matmul", product, [a, b], g => {
    const gRows = xp.reshape(g, [m, n]);
    const ga = a.requiresGrad ? xp.reshape(xp.matmul(gRows, columns, false, true), a.shape) : undefined;
    const gb = b.requiresGrad ? xp.matmul(rows, gRows, true, false) : undefined;
    return [ga, gb]; // products are dear: only those that are needed
  });
}
