// Diagonals of matrices, and differences along an axis.
import { formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sub } from "./arithmetic.ts";
import { axisOf } from "./checks.ts";
import { slice } from "./layout.ts";
import type { AxisOptions } from "./order.ts";

/**
 * Of a vector [n] the matrix that has it on a diagonal, with zeros elsewhere; of a matrix that diagonal of it. As NumPy's and PyTorch's.
 * @param diagonal 0, the main one, where left out; k starts at column k, −k at row k
 * @throws RangeError for a tensor of other axes, or a diagonal that is no whole number
 * @example diag([1, 2]).toArray() // [[1, 0], [0, 2]]
 * @example diag([[1, 2], [3, 4]]).toArray() // [1, 4]
 */
export function diag(input: TensorLike, diagonal = 0): Tensor {
  const x = asTensor(input, undefined, "diag");
  if (x.shape.length !== 1 && x.shape.length !== 2)
    throw new RangeError(`diag expects a vector [n] or a matrix, but got ${formatShape(x.shape)}`);
  if (!Number.isInteger(diagonal))
    throw new RangeError(
      `diag expects a diagonal by its whole number, 0 for the main one, but got ${describe(diagonal)}`,
    );
  const [row, column] = [Math.max(-diagonal, 0), Math.max(diagonal, 0)];
  const isVector = x.shape.length === 1;
  const side = (x.shape[0] ?? 0) + Math.abs(diagonal);
  const [rows, columns] = isVector ? [side, side] : (x.shape as [number, number]);
  const n = Math.max(Math.min(rows - row, columns - column), 0);
  /** The places of the diagonal in the matrix. */
  const places = Array.from({ length: n }, (_, i) => (row + i) * columns + column + i);
  const xp = x.backend;
  const matrix = (values: ArrayLike<number>) => {
    const numbers = new Float64Array(rows * columns);
    for (const [i, at] of places.entries()) numbers[at] = values[i]!;
    return xp.fromValues(numbers, [rows, columns], x.dtype);
  };
  const vector = (values: ArrayLike<number>) => xp.fromValues(places.map(at => values[at]!), [n], x.dtype); // biome-ignore format: a line
  const [there, back] = isVector ? [matrix, vector] : [vector, matrix];
  return record("diag", there(xp.values(x.array)), [x], g => [back(xp.values(g))]);
}

const diffOptions: OptionNames<AxisOptions> = { axis: "number" };

/**
 * Each number minus the one before it along one axis, which becomes one shorter: NumPy's and PyTorch's `diff`.
 * @throws RangeError for an axis that is not there or has no numbers
 * @example diff([1, 4, 9]).toArray() // [3, 5]
 */
export function diff(input: TensorLike, options: AxisOptions = {}): Tensor {
  const x = asTensor(input, undefined, "diff");
  assertOptions("diff", options, diffOptions);
  const axis = axisOf("diff", x, options.axis ?? -1);
  const n = x.shape[axis]!;
  if (n === 0) throw new RangeError(`diff expects numbers along the axis, but got ${formatShape(x.shape)}`);
  return sub(slice(x, 1, n, { axis }), slice(x, 0, n - 1, { axis }));
}
