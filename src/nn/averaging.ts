// Averages over rows, of all or of those that a mask keeps.
import { formatShape, type Shape, sameShape } from "../backend/index.ts";
import { asTensor, type Tensor, type TensorLike } from "../tensor/index.ts";

/** What a loss may be told beside targets and predictions. */
export interface LossOptions {
  /** 1 where a row counts, 0 where it is padding; in the shape of the class ids: [batch] or [batch, T]. */
  mask?: TensorLike | undefined;
}

/**
 * The mean of one number a row; with a mask that of the rows where it is 1. Numbers between weigh.
 * @throws RangeError for a mask of another shape, or one that keeps nothing.
 */
export function average(who: string, rows: Tensor, { mask }: LossOptions = {}): Tensor {
  if (mask === undefined) return rows.mean();
  const { weights, total } = maskFor(who, mask, rows);
  return rows.mul(weights).sum().div(total);
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
