// Metrics that are no means of rows: they are computed of what all batches together have counted.
import { formatShape } from "../../backend/index.ts";
import { likePrediction, maskFor } from "../../nn/index.ts";
import { describe, type OptionNames } from "../../options.ts";
import { place, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { given, type MetricOptions, metricOptions, type Tally } from "./metrics.ts";

/** Options of `precision` and `recall`. */
export interface ThresholdOptions extends MetricOptions {
  /** A prediction above it says yes; 0.5 where left out. */
  threshold?: number;
}

const thresholdOptions: OptionNames<ThresholdOptions> = { ...metricOptions, threshold: "number" };

/** A metric of counts, as a notebook calls it and as `fit` counts it. */
type Tallied<Options> = ((yTrue: TensorLike, yPred: TensorLike, options?: Options) => number) & {
  readonly tally: Tally;
};

/** Of those that were predicted, and of those that are: how many are right. [right, all] */
const shareOf = ([right = 0, all = 0]: readonly number[]): number => (all === 0 ? 0 : right / all);
const added = (one: readonly number[], other: readonly number[]) => one.map((count, i) => count + other[i]!);

/**
 * Share of the predictions above the threshold that are right: true positives / predicted positives, 0 where there are none.
 * Over several columns all are counted together, as in Keras. In `fit` and `evaluate` all batches are counted together.
 * @param yTrue 0 or 1 in the shape of yPred; [...] also for predictions [..., 1]
 * @param yPred probabilities
 * @throws RangeError for targets of another shape or other than 0 and 1, a mask that does not fit, or an unknown option
 * @example precision([1, 0, 1], [0.9, 0.8, 0.2]) // 1/2
 */
export const precision: Tallied<ThresholdOptions> = tallied<ThresholdOptions>(
  "precision",
  shareOf,
  added,
  (y, p, options) => {
    const { yes, right } = counted("precision", y, p, options);
    return [right, yes];
  },
);

/**
 * Share of the ones that are found: true positives / positives, 0 where there are none. Else as `precision`.
 * @param yTrue 0 or 1 in the shape of yPred; [...] also for predictions [..., 1]
 * @param yPred probabilities
 * @throws RangeError for targets of another shape or other than 0 and 1, a mask that does not fit, or an unknown option
 * @example recall([1, 0, 1], [0.9, 0.8, 0.2]) // 1/2
 */
export const recall: Tallied<ThresholdOptions> = tallied<ThresholdOptions>(
  "recall",
  shareOf,
  added,
  (y, p, options) => {
    const { ones, right } = counted("recall", y, p, options);
    return [right, ones];
  },
);

/**
 * Area under the receiver operating characteristic: the probability that a one has a larger prediction than a zero, ties counting
 * one half. Exact, from the ranks (Keras's AUC approximates it by 200 thresholds); NaN where only ones or only zeros count.
 * J. Hanley, B. McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747
 * @param yTrue 0 or 1 in the shape of yPred; [...] also for predictions [..., 1]
 * @param yPred numbers that are larger where the answer is rather 1
 * @throws RangeError for targets of another shape or other than 0 and 1, a mask that does not fit, or an unknown option
 * @example auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export const auc: Tallied<MetricOptions> = tallied<MetricOptions>(
  "auc",
  areaOf,
  (one, other) => [...one, ...other],
  (yTrue, yPred, options) => {
    const { y, p } = given("auc", yTrue, yPred, options, metricOptions);
    const pairs: number[] = [];
    each("auc", y, p, options, (truth, guess) => pairs.push(truth, guess));
    return pairs;
  },
);

function tallied<Options extends MetricOptions>(
  name: string,
  value: Tally["value"],
  join: Tally["join"],
  of: (yTrue: TensorLike, yPred: TensorLike, options?: Options) => readonly number[],
): Tallied<Options> {
  const metric = (yTrue: TensorLike, yPred: TensorLike, options?: Options) => value(of(yTrue, yPred, options));
  Object.defineProperty(metric, "name", { value: name });
  return Object.assign(metric, { tally: { of: of as Tally["of"], join, value } });
}

function counted(who: string, yTrue: TensorLike, yPred: TensorLike, options: ThresholdOptions | undefined) {
  const { y, p } = given(who, yTrue, yPred, options, thresholdOptions);
  const { threshold = 0.5 } = options ?? {};
  if (!(typeof threshold === "number" && Number.isFinite(threshold)))
    throw new RangeError(`${who} expects threshold to be a number, but got ${describe(threshold)}`);
  const counts = { yes: 0, ones: 0, right: 0 };
  each(who, y, p, options, (truth, guess) => {
    const yes = Number(guess > threshold);
    counts.yes += yes;
    counts.ones += truth;
    counts.right += yes * truth;
  });
  return counts;
}

/** Every pair that counts. */
function each(
  who: string,
  yTrue: Tensor,
  p: Tensor,
  { mask }: MetricOptions = {},
  visit: (truth: number, guess: number) => void,
): void {
  if (yTrue.shape.length === p.shape.length - 1 && p.shape.at(-1) !== 1)
    throw new RangeError(
      `${who} expects 0 or 1 for each prediction, ${formatShape(p.shape)}, but got ${formatShape(yTrue.shape)}; ` +
        `of class ids: oneHot(y, ${p.shape.at(-1)})`,
    );
  const y = likePrediction(who, yTrue, p);
  const rows = { shape: p.shape.slice(0, -1), dtype: p.dtype };
  const kept = mask === undefined ? undefined : maskFor(who, mask, rows, [p.shape]).weights.values();
  const width = kept ? p.size / kept.length : 1;
  const [truth, guess] = [y.values(), p.values()];
  truth.forEach((value, i) => {
    if (kept && kept[Math.floor(i / width)] === 0) return;
    if (value !== 0 && value !== 1)
      throw new RangeError(`${who} expects targets of 0 and 1, but got ${value} at ${place(i, y.shape)}`);
    visit(value, guess[i]!);
  });
}

/** By the Mann-Whitney statistic: the sum of the ranks of the ones, ties sharing theirs. */
function areaOf(pairs: readonly number[]): number {
  const items = Array.from({ length: pairs.length / 2 }, (_, i) => ({
    one: pairs[2 * i]! === 1,
    guess: pairs[2 * i + 1]!,
  }));
  items.sort((a, b) => a.guess - b.guess);
  let [ones, ranks] = [0, 0];
  for (let i = 0; i < items.length; ) {
    let end = i;
    while (end < items.length && items[end]!.guess === items[i]!.guess) end++;
    if (end === i) return Number.NaN; // a prediction of NaN
    const rank = (i + 1 + end) / 2; // ranks i + 1 … end share their mean
    for (; i < end; i++)
      if (items[i]!.one) {
        ones++;
        ranks += rank;
      }
  }
  return (ranks - (ones * (ones + 1)) / 2) / (ones * (items.length - ones));
}
