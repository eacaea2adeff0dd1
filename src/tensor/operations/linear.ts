// An affine map, y = x W + b, as one operation, so that the product without its bias can be freed at once.
import { formatShape, type NDArray, sameShape, sizeOf } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

/** [..., inputs] × [inputs, outputs] + [outputs] → [..., outputs] */
export function linear(x: Tensor, weights: Tensor, bias: Tensor | undefined): Tensor {
  const [inputs, outputs] = weights.shape as [number, number];
  if (weights.shape.length !== 2 || x.shape.at(-1) !== inputs || (bias && !sameShape(bias.shape, [outputs])))
    throw new RangeError(
      `linear expects [..., inputs] × [inputs, outputs] + [outputs], but got ${formatShape(x.shape)} × ` +
        `${formatShape(weights.shape)}${bias ? ` + ${formatShape(bias.shape)}` : ""}`,
    );
  const operands = bias ? [x, weights, bias] : [x, weights];
  for (const operand of operands) sameDType("linear", x, operand);
  const xp = x.backend;
  const rows = xp.reshape(x.array, [sizeOf(x.shape.slice(0, -1)), inputs]);
  const matrix = weights.array;
  const offset = bias?.array;
  const compute = () => {
    const product = xp.matmul(rows, matrix, false, false);
    if (!offset) return product;
    const sum = xp.binary("add", product, offset);
    xp.free(product);
    return sum;
  };
  const y = compute();
  const gradient = (g: NDArray) => {
    const gRows = xp.reshape(g, y.shape);
    return [
      x.requiresGrad ? xp.reshape(xp.matmul(gRows, matrix, false, true), x.shape) : undefined,
      weights.requiresGrad ? xp.matmul(rows, gRows, true, false) : undefined,
      bias?.requiresGrad ? xp.reshape(xp.reduce("sum", gRows, [0]), bias.shape) : undefined,
    ];
  };
  return record(bias ? "linear" : "matmul", xp.reshape(y, x.shape.with(-1, outputs)), operands, gradient, compute);
}
