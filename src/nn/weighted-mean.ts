// Averages over rows, of all or of those that a mask keeps, each as much as it weighs.
import { formatShape, type Shape, sameShape } from "../backend/index.ts";
import { asTensor, type Tensor, type TensorLike } from "../tensor/index.ts";

/** What a loss may be told beside targets and predictions. */
export interface LossOptions {
  /** 1 where a row counts, 0 where it is padding; in the shape of the class ids: [batch] or [batch, T]. */
  mask?: TensorLike | undefined;
  /** How much the loss of each row counts: [batch], or in the shape of the class ids; 1 each where left out. */
  sampleWeight?: TensorLike | undefined;
}

/**
 * The mean of one number a row; with a mask that of the rows where it is 1 (numbers between weigh). Sample weights multiply
 * the rows but do not count as rows, as in Keras: with weights of 2 the mean is twice as large.
 * @throws RangeError for a mask or weights of another shape, a mask that keeps nothing, or no rows at all.
 */
export function average(who: string, rows: Tensor, { mask, sampleWeight }: LossOptions = {}): Tensor {
  if (rows.size === 0)
    throw new RangeError(`${who} expects at least one prediction, but got none: ${formatShape(rows.shape)}`);
  const weighted = sampleWeight === undefined ? rows : rows.mul(weightsFor(who, sampleWeight, rows));
  if (mask === undefined) return weighted.mean();
  const { weights, total } = maskFor(who, mask, rows);
  return weighted.mul(weights).sum().div(total);
}

/** A mask as weights for rows of this shape, and their sum. */
export function maskFor(who: string, mask: TensorLike, rows: { shape: Shape; dtype: Tensor["dtype"] }) {
  const weights = asTensor(mask, rows.dtype).astype(rows.dtype);
  if (!sameShape(weights.shape, rows.shape))
    throw new RangeError(
      `${who} expects a mask of shape ${formatShape(rows.shape)}, one number for each row, but got ${formatShape(weights.shape)}`,
    );
  const total = weights.sum().item();
  if (!(total > 0))
    throw new RangeError(`${who} expects a mask that keeps at least one row, but got one that sums to ${total}`);
  return { weights, total };
}

/** Sample weights that broadcast over rows: one a sample counts for all its time steps. */
function weightsFor(who: string, sampleWeight: TensorLike, { shape, dtype }: Tensor): Tensor {
  const weights = asTensor(sampleWeight, dtype).astype(dtype);
  const given = weights.shape;
  if (given.length === 0 || given.length > shape.length || !given.every((n, axis) => n === shape[axis]))
    throw new RangeError(
      `${who} expects sample weights of shape [${shape[0] ?? 1}]${shape.length > 1 ? ` or ${formatShape(shape)}` : ""}, ` +
        `but got ${formatShape(given)}`,
    );
  return weights.reshape([...given, ...shape.slice(given.length).map(() => 1)]);
}
