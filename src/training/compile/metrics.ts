// Metrics that are means of one number a row: accuracies and errors. Metrics of counts are in tallied-metrics.ts.
import { formatShape, sameShape } from "../../backend/index.ts";
import { type LossOptions, likePrediction, maskFor, meanAbsoluteError, meanSquaredError } from "../../nn/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, logitsBehind, noGrad, place, type Tensor, type TensorLike } from "../../tensor/index.ts";

/** Options of a metric. */
export interface MetricOptions {
  /** 1 where a row counts, 0 where it is padding; in the shape of the class ids: [batch] or [batch, T]. */
  mask?: LossOptions["mask"];
}

/**
 * From true values and predictions to one number, a mean over all rows, or over those that the mask keeps. One of your own
 * is a function with a name; over the batches of an epoch its mean is taken, each batch by its rows.
 */
export interface Metric {
  (yTrue: Tensor, yPred: Tensor, options?: MetricOptions): number;
  /** How it is counted over several batches, where it is no mean. */
  readonly tally?: Tally;
}

/** A metric that is computed of numbers which are gathered batch by batch. */
export interface Tally {
  /** What is gathered of a batch. */
  of(yTrue: Tensor, yPred: Tensor, options?: MetricOptions): readonly number[];
  /** That of two batches together. */
  join(one: readonly number[], other: readonly number[]): readonly number[];
  /** The metric. */
  value(gathered: readonly number[]): number;
}

/** A metric as a notebook calls it: of tensors or plain lists. */
type MetricOfLists<Options> = (yTrue: TensorLike, yPred: TensorLike, options?: Options) => number;

export const metricOptions: OptionNames<MetricOptions> = { mask: true };

/** Options of top-k accuracies. */
export interface TopKOptions extends MetricOptions {
  /** Among how many of the largest predictions the class may be; 5 where left out, as in Keras. */
  k?: number;
}

const topKOptions: OptionNames<TopKOptions> = { ...metricOptions, k: "number" };

/**
 * Share of rows whose largest prediction is the class that is 1 in yTrue (both [..., classes]).
 * @throws RangeError for targets of another shape, a mask that does not fit, or an unknown option
 */
export const categoricalAccuracy: MetricOfLists<MetricOptions> = (yTrue, yPred, options) => {
  const { y, p } = given("categoricalAccuracy", yTrue, yPred, options, metricOptions);
  return share("categoricalAccuracy", oneHotClasses("categoricalAccuracy", y, p), predictedClass(p), options);
};

/**
 * Share of rows whose largest prediction is the class id in yTrue ([...] against [..., classes]).
 * @throws RangeError for targets of another shape, a mask that does not fit, or an unknown option
 */
export const sparseCategoricalAccuracy: MetricOfLists<MetricOptions> = (yTrue, yPred, options) => {
  const { y, p } = given("sparseCategoricalAccuracy", yTrue, yPred, options, metricOptions);
  return share("sparseCategoricalAccuracy", classIds("sparseCategoricalAccuracy", y, p), predictedClass(p), options);
};

/**
 * Share of predictions on the right side of 0.5; [...] also against [..., 1].
 * @throws RangeError for targets of another shape or other than 0 and 1, a mask that does not fit, or an unknown option
 */
export const binaryAccuracy: MetricOfLists<MetricOptions> = (yTrue, yPred, options) => {
  const { y: given0, p } = given("binaryAccuracy", yTrue, yPred, options, metricOptions);
  const y = likePrediction("binaryAccuracy", given0, p);
  const n = p.shape.at(-1) ?? 1;
  const [truth, guess] = [y.values(), p.values()];
  const equal = (i: number) => truth[i] === Number(guess[i]! > 0.5);
  return weighted("binaryAccuracy", p.shape.slice(0, -1), p, options, row => {
    let count = 0;
    for (let i = row * n; i < (row + 1) * n; i++) {
      if (truth[i] !== 0 && truth[i] !== 1)
        throw new RangeError(
          `binaryAccuracy expects targets of 0 and 1, but got ${truth[i]} at ${place(i, y.shape)}; targets come first, ` +
            'binaryAccuracy(targets, predictions); for targets that are other numbers, "mae" tells how near the predictions are',
        );
      if (equal(i)) count++;
    }
    return count / n;
  });
};

/**
 * Share of rows whose class, the 1 in yTrue, is among the k largest predictions (both [..., classes]); ties count for it.
 * @throws RangeError for targets of another shape, a k that is no whole number ≥ 1, or an unknown option
 */
export const topKCategoricalAccuracy: MetricOfLists<TopKOptions> = (yTrue, yPred, options) => {
  const { y, p } = given("topKCategoricalAccuracy", yTrue, yPred, options, topKOptions);
  return topK("topKCategoricalAccuracy", oneHotClasses("topKCategoricalAccuracy", y, p), p, options);
};

/**
 * Share of rows whose class id in yTrue is among the k largest predictions ([...] against [..., classes]); ties count for it.
 * @throws RangeError for targets of another shape, a k that is no whole number ≥ 1, or an unknown option
 * @example sparseTopKCategoricalAccuracy([2], [[0.5, 0.3, 0.2]], { k: 2 }) // 0
 */
export const sparseTopKCategoricalAccuracy: MetricOfLists<TopKOptions> = (yTrue, yPred, options) => {
  const { y, p } = given("sparseTopKCategoricalAccuracy", yTrue, yPred, options, topKOptions);
  return topK("sparseTopKCategoricalAccuracy", classIds("sparseTopKCategoricalAccuracy", y, p), p, options);
};

export const mse: Metric = (yTrue, yPred, options) => noGrad(() => meanSquaredError(yTrue, yPred, options).item());
export const mae: Metric = (yTrue, yPred, options) => noGrad(() => meanAbsoluteError(yTrue, yPred, options).item());

/**
 * "accuracy" where the loss does not say which: class ids or one-hot targets, by their shape; a single output is a probability.
 * @throws RangeError for targets of another shape, a mask that does not fit, or an unknown option
 * @example accuracy([0, 1], [[0.9, 0.1], [0.8, 0.2]]) // 0.5
 */
export const accuracy: MetricOfLists<MetricOptions> = (yTrue, yPred, options) => {
  const [y, p] = [asTensor(yTrue), asTensor(yPred)];
  if (p.shape.at(-1) === 1) return binaryAccuracy(y, p, options);
  return (y.shape.length === p.shape.length ? categoricalAccuracy : sparseCategoricalAccuracy)(y, p, options);
};

/** The arguments of a metric as tensors, its options checked. */
export function given<Options extends MetricOptions>(
  who: string,
  yTrue: TensorLike,
  yPred: TensorLike,
  options: Options | undefined,
  known: OptionNames<NoInfer<Options>>,
): { y: Tensor; p: Tensor } {
  assertOptions(who, options, known);
  const p = asTensor(yPred);
  return { y: asTensor(yTrue, p.dtype), p };
}

/** Softmax keeps the order, so its logits tell as well, and the probabilities need not be computed. */
const predictedClass = (yPred: Tensor): Tensor => (logitsBehind(yPred, "softmax") ?? yPred).argmax(-1);

function oneHotClasses(who: string, y: Tensor, p: Tensor): Tensor {
  if (!sameShape(y.shape, p.shape))
    throw new RangeError(
      `${who} expects one-hot targets in the shape of the predictions, ${formatShape(p.shape)}, but got ${formatShape(y.shape)}`,
    );
  return y.argmax(-1);
}

function classIds(who: string, y: Tensor, p: Tensor): Tensor {
  if (!sameShape(y.shape, p.shape.slice(0, -1)))
    throw new RangeError(
      `${who} expects class ids of shape ${formatShape(p.shape.slice(0, -1))}, but got ${formatShape(y.shape)}` +
        (sameShape(y.shape.slice(0, -1), p.shape) ? `; targets come first: ${who}(targets, predictions)` : ""),
    );
  return y;
}

function topK(who: string, ids: Tensor, p: Tensor, { k = 5, ...options }: TopKOptions = {}): number {
  if (!(Number.isInteger(k) && k >= 1))
    throw new RangeError(`${who} expects k to be a whole number ≥ 1, but got ${describe(k)}`);
  const classes = p.shape.at(-1)!;
  const [truth, scores] = [ids.values(), (logitsBehind(p, "softmax") ?? p).values()];
  return weighted(who, ids.shape, p, options, row => {
    const own = scores[row * classes + truth[row]!]!;
    let above = 0;
    for (let i = row * classes; i < (row + 1) * classes; i++) if (scores[i]! > own) above++;
    return Number(Number.isFinite(own) && above < k);
  });
}

function share(who: string, a: Tensor, b: Tensor, options: MetricOptions | undefined): number {
  const [x, y] = [a.values(), b.values()];
  return weighted(who, b.shape, b, options, row => Number(x[row] === y[row]));
}

/** The average of one number a row. */
function weighted(
  who: string,
  shape: readonly number[],
  { dtype }: Tensor,
  { mask }: MetricOptions = {},
  of: (row: number) => number,
): number {
  const rows = shape.reduce((product, n) => product * n, 1);
  const masked = mask === undefined ? undefined : maskFor(who, mask, { shape, dtype });
  const weights = masked?.weights.values();
  let sum = 0;
  for (let row = 0; row < rows; row++) if (weights?.[row] !== 0) sum += (weights ? weights[row]! : 1) * of(row);
  return sum / (masked?.total ?? rows);
}
