// The mean of a loss over rows: of all, or of those that a mask keeps, each as much as it weighs.
import { formatShape, type Shape, sameShape } from "../../backend/index.ts";
import { describe, type OptionNames } from "../../options.ts";
import {
  asTensor,
  logitsBehind,
  place,
  sigmoid,
  softmax,
  type Tensor,
  type TensorLike,
  where,
} from "../../tensor/index.ts";
import type { Counts } from "./loss-targets.ts";

/** What becomes of the losses of the rows. */
export type Reduction = "mean" | "sum" | "none";

/** What a loss may be given beside targets and predictions. */
export interface LossOptions {
  /**
   * 1 where a row counts, 0 where it is padding; in the shape of the class ids: [batch] or [batch, T]. Losses of single
   * numbers also take one in the shape of the predictions. Of what is masked nothing is read: neither target nor
   * prediction, which may be NaN.
   */
  mask?: TensorLike | undefined;
  /** How much the loss of each row counts: [batch], or in the shape of the class ids; 1 each where left out. */
  sampleWeight?: TensorLike | undefined;
  /**
   * "mean" over the rows that count, where left out; their "sum"; or "none": the loss of each row, 0 where it is masked. A row
   * is a class id, or the last axis of predictions. (Of `binaryCrossEntropyWithLogits` each number, as in PyTorch.)
   */
  reduction?: Reduction | undefined;
}

export const lossOptions: OptionNames<LossOptions> = { mask: true, sampleWeight: true, reduction: true };

/** How a loss comes from targets and predictions. */
export interface LossRule {
  /** What predictions are compared with, checked where it counts. */
  targets(counts: Counts): Tensor;
  /** Of the shape of `prediction` without its last axis, or, for `perNumber`, of its whole shape. */
  losses(target: Tensor, prediction: Tensor): Tensor;
  /** Whether each number has a loss of its own; a row's loss is then their mean over the last axis. */
  perNumber?: boolean;
  /** Whether sum and none are of each number then, as in PyTorch. */
  reducesNumbers?: boolean;
  /** As how many each row counts in the mean, beside the mask; 1 each where left out. */
  rowWeights?: ArrayLike<number> | undefined;
}

/**
 * The mean of a loss over rows, or what `reduction` says. With a mask that of the rows where it is 1 (numbers between weigh).
 * Sample weights multiply the rows but do not count as rows, as in Keras: with weights of 2 the mean is twice as large.
 * @throws RangeError for a mask or weights of another shape, a mask that keeps nothing, or no rows at all.
 */
export function meanLoss(
  who: string,
  prediction: Tensor,
  rule: LossRule,
  { mask, sampleWeight, reduction = "mean" }: LossOptions = {},
): Tensor {
  if (prediction.size === 0)
    throw new RangeError(`${who} expects at least one prediction, but got none: ${formatShape(prediction.shape)}`);
  if (reduction !== "mean" && reduction !== "sum" && reduction !== "none")
    throw new RangeError(`${who} expects the reduction "mean", "sum" or "none", but got ${describe(reduction)}`);
  const { perNumber = false, rowWeights } = rule;
  const byRow = perNumber && !(rule.reducesNumbers && reduction !== "mean");
  const weighted = (losses: Tensor) =>
    sampleWeight === undefined ? losses : losses.mul(weightsFor(who, sampleWeight, losses));
  if (mask === undefined) {
    const each = weighted(rule.losses(rule.targets(undefined), prediction));
    const losses = byRow ? meanOfLast(each) : each;
    if (reduction === "mean" && !rowWeights) return losses.mean();
    if (reduction === "none") return losses;
    return reduction === "sum" ? losses.sum() : losses.sum().div(totalOf(who, rowWeights!));
  }

  const rows = prediction.shape.slice(0, -1);
  const { weights, total } = maskFor(
    who,
    mask,
    { shape: rows, dtype: prediction.dtype },
    perNumber ? [prediction.shape] : [],
  );
  const kept = weights.values();
  const byNumber = perNumber && sameShape(weights.shape, prediction.shape);
  const width = perNumber && !byNumber ? (prediction.shape.at(-1) ?? 1) : 1;
  const counts = (place: number) => kept[Math.floor(place / width)] !== 0;
  const target = rule.targets(counts);
  let losses = rule.losses(target, prediction);
  // A product with 0 leaves NaN and ∞ what they are, also on the way back: they are replaced before they are read.
  if (losses.values().some((loss, i) => !counts(i) && !Number.isFinite(loss))) {
    const keeps = byNumber || prediction.shape.length === 0 ? weights : weights.expandDims(-1);
    losses = rule.losses(
      where(keeps, target, 0),
      replaced(prediction, x => where(keeps, x, 1)),
    );
  }
  const each = weighted(losses);
  const wide = perNumber && !byNumber && prediction.shape.length > 0;
  const left = wide && !byRow ? each.mul(weights.expandDims(-1)) : (wide ? meanOfLast(each) : each).mul(weights);
  if (reduction === "none") return left;
  if (reduction === "sum") return left.sum();
  if (rowWeights)
    return left.sum().div(
      totalOf(
        who,
        Array.from(kept, (weight, i) => weight * rowWeights[i]!),
      ),
    );
  return left.sum().div(weights.requiresGrad ? weights.sum() : total);
}

function totalOf(who: string, weights: ArrayLike<number>): number {
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0))
    throw new RangeError(`${who} expects a target whose class has a weight above 0, but the weights sum to ${total}`);
  return total;
}

/** Probabilities that are the direct result of softmax or sigmoid stay so: losses go back to their logits. */
function replaced(prediction: Tensor, replace: (x: Tensor) => Tensor): Tensor {
  // biome-ignore format: a table
  for (const [by, squash] of [["softmax", softmax], ["sigmoid", sigmoid]] as const) {
    const logits = logitsBehind(prediction, by);
    if (logits) return squash(replace(logits));
  }
  return replace(prediction);
}

/**
 * A mask as weights for rows of this shape, and their sum.
 * @param others shapes that the mask may have instead
 */
export function maskFor(
  who: string,
  mask: TensorLike,
  rows: { shape: Shape; dtype: Tensor["dtype"] },
  others: readonly Shape[] = [],
) {
  const weights = asTensor(mask, rows.dtype).astype(rows.dtype);
  if (![rows.shape, ...others].some(shape => sameShape(weights.shape, shape)))
    throw new RangeError(
      `${who} expects a mask of shape ${formatShape(rows.shape)}, one number for each row, ` +
        `${others.map(shape => `or of shape ${formatShape(shape)}, `).join("")}but got ${formatShape(weights.shape)}`,
    );
  const wrong = weights.values().findIndex(weight => !(weight >= 0));
  if (wrong >= 0)
    throw new RangeError(
      `${who} expects a mask of ones and zeros, but got ${weights.values()[wrong]} at ${place(wrong, weights.shape)}`,
    );
  const total = weights.sum().item();
  if (!(total > 0))
    throw new RangeError(`${who} expects a mask that keeps at least one row, but got one that sums to ${total}`);
  return { weights, total };
}

/** Sample weights that broadcast over losses: one a sample counts for all its time steps. */
function weightsFor(who: string, sampleWeight: TensorLike, { shape, dtype }: Tensor): Tensor {
  const weights = asTensor(sampleWeight, dtype).astype(dtype);
  const given = weights.shape;
  if (given.length === 0 || given.length > shape.length || !given.every((n, axis) => n === shape[axis]))
    throw new RangeError(
      `${who} expects sample weights of shape [${shape[0] ?? 1}]${shape.length > 1 ? ` or ${formatShape(shape)}` : ""}, ` +
        `but got ${formatShape(given)}`,
    );
  const wrong = weights.values().findIndex((weight: number) => !Number.isFinite(weight));
  if (wrong >= 0)
    throw new RangeError(
      `${who} expects sample weights that are finite, but got ${weights.values()[wrong]} at ${place(wrong, given)}`,
    );
  return weights.reshape([...given, ...shape.slice(given.length).map(() => 1)]);
}

/** One number a row: [..., n] → [...] */
const meanOfLast = (x: Tensor): Tensor => (x.shape.length === 0 ? x : x.mean(-1));
