// Matrices with zeros on one side of a diagonal, such as the mask of what a step may read.
import { formatShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";

/**
 * The matrices of the last two axes with 0 above a diagonal: column j of row i stays where j ≤ i + diagonal. Same shape.
 * @param diagonal 0, the main one, where left out; larger keeps more
 * @throws RangeError for a tensor of fewer than two axes
 * @example where(tril(ones([T, T])), scores, -Infinity) // a step reads itself and the past
 */
export function tril(x: TensorLike, diagonal = 0): Tensor {
  return keep("tril", x, diagonal, distance => distance <= diagonal);
}

/**
 * The matrices of the last two axes with 0 below a diagonal: column j of row i stays where j ≥ i + diagonal. Same shape.
 * @param diagonal 0, the main one, where left out; larger keeps less
 * @throws RangeError for a tensor of fewer than two axes
 */
export function triu(x: TensorLike, diagonal = 0): Tensor {
  return keep("triu", x, diagonal, distance => distance >= diagonal);
}

function keep(who: string, input: TensorLike, diagonal: number, stays: (distance: number) => boolean): Tensor {
  const x = asTensor(input, undefined, who);
  if (x.shape.length < 2) throw new RangeError(`${who} expects [..., rows, columns], but got ${formatShape(x.shape)}`);
  if (!Number.isInteger(diagonal))
    throw new RangeError(
      `${who} expects a diagonal by its whole number, 0 for the main one, but got ${describe(diagonal)}`,
    );
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const mask = Array.from({ length: rows * columns }, (_, at) =>
    Number(stays((at % columns) - Math.floor(at / columns))),
  );
  return mul(x, new Tensor(x.backend.fromValues(mask, [rows, columns], x.dtype), x.backend));
}
