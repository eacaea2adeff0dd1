// Metrics: numbers that say how well a model does, without a gradient.
import { formatShape, sameShape } from "../../backend/index.ts";
import { type LossOptions, likePrediction, maskFor, meanAbsoluteError, meanSquaredError } from "../../nn/index.ts";
import { logitsBehind, noGrad, type Tensor } from "../../tensor/index.ts";

/** From true values and predictions to one number, averaged over all rows, or over those that the mask keeps. */
export type Metric = (yTrue: Tensor, yPred: Tensor, options?: LossOptions) => number;

/** Share of rows whose largest prediction is the class that is 1 in yTrue (both [..., classes]). */
export const categoricalAccuracy: Metric = (yTrue, yPred, options) =>
  share("categoricalAccuracy", yTrue.argmax(-1), predictedClass(yPred), options);

/** Share of rows whose largest prediction is the class id in yTrue ([...] against [..., classes]). */
export const sparseCategoricalAccuracy: Metric = (yTrue, yPred, options) => {
  if (!sameShape(yTrue.shape, yPred.shape.slice(0, -1)))
    throw new RangeError(
      `sparseCategoricalAccuracy expects class ids of shape ${formatShape(yPred.shape.slice(0, -1))}, ` +
        `but got ${formatShape(yTrue.shape)}`,
    );
  return share("sparseCategoricalAccuracy", yTrue, predictedClass(yPred), options);
};

/** Share of predictions on the right side of 0.5; [...] also against [..., 1]. */
export const binaryAccuracy: Metric = (yTrue, yPred, options) => {
  const y = likePrediction("binaryAccuracy", yTrue, yPred);
  const n = yPred.shape.at(-1) ?? 1;
  const [truth, guess] = [y.values(), yPred.values()];
  const equal = (i: number) => truth[i] === Number(guess[i]! > 0.5);
  return weighted("binaryAccuracy", yPred.shape.slice(0, -1), yPred, options, row => {
    let count = 0;
    for (let i = row * n; i < (row + 1) * n; i++) if (equal(i)) count++;
    return count / n;
  });
};

export const mse: Metric = (yTrue, yPred, options) => noGrad(() => meanSquaredError(yTrue, yPred, options).item());
export const mae: Metric = (yTrue, yPred, options) => noGrad(() => meanAbsoluteError(yTrue, yPred, options).item());

/** Softmax keeps the order, so its logits tell as well, and the probabilities need not be computed. */
const predictedClass = (yPred: Tensor): Tensor => (logitsBehind(yPred, "softmax") ?? yPred).argmax(-1);

function share(who: string, a: Tensor, b: Tensor, options: LossOptions | undefined): number {
  const [x, y] = [a.values(), b.values()];
  return weighted(who, b.shape, b, options, row => Number(x[row] === y[row]));
}

/** The average of one number a row. */
function weighted(
  who: string,
  shape: readonly number[],
  { dtype }: Tensor,
  { mask }: LossOptions = {},
  of: (row: number) => number,
): number {
  const rows = shape.reduce((product, n) => product * n, 1);
  const masked = mask === undefined ? undefined : maskFor(who, mask, { shape, dtype });
  const weights = masked?.weights.values();
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += (weights ? weights[row]! : 1) * of(row);
  return sum / (masked?.total ?? rows);
}

/** "accuracy" where the loss does not say which: class ids or one-hot targets, by their shape; a single output is a probability. */
export const accuracyByShape: Metric = (yTrue, yPred, options) => {
  const single = yPred.shape.at(-1) === 1;
  const metric = single
    ? binaryAccuracy
    : yTrue.shape.length === yPred.shape.length
      ? categoricalAccuracy
      : sparseCategoricalAccuracy;
  return metric(yTrue, yPred, options);
};
