// Losses for numbers: how far predictions are from true values. https://keras.io/api/losses/regression_losses/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { abs, activated, asTensor, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { likePrediction } from "./loss-targets.ts";
import { type LossOptions, lossOptions, meanLoss } from "./weighted-mean.ts";

/** Options of `huber`. */
export interface HuberOptions extends LossOptions {
  /** δ, from which error on the loss grows as a line; 1 where left out. */
  delta?: number;
}

const huberOptions: OptionNames<HuberOptions> = { ...lossOptions, delta: "number" };

/**
 * Mean squared error: (yTrue − yPred)², averaged over all numbers. Keras's order: targets first.
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 * @returns one number, shape [], unless `reduction` says otherwise: then one a row, the mean over the last axis, as in Keras
 * @throws RangeError for targets of another shape, or an unknown option
 */
export const meanSquaredError = (yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor =>
  ofErrors("meanSquaredError", yTrue, yPred, error => activated("square", error, { name: "square" }), options);

/**
 * Mean absolute error: |yTrue − yPred|, averaged over all numbers. Keras's order: targets first.
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 * @returns one number, shape [], unless `reduction` says otherwise: then one a row, the mean over the last axis, as in Keras
 * @throws RangeError for targets of another shape, or an unknown option
 */
export const meanAbsoluteError = (yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor =>
  ofErrors("meanAbsoluteError", yTrue, yPred, abs, options);

/**
 * Huber's loss: e² / 2 of an error e = yTrue − yPred where |e| ≤ δ, else δ (|e| − δ / 2), averaged over all numbers: a line far out,
 * so that outliers pull less. With δ = 1 it is PyTorch's SmoothL1Loss too. Keras's order: targets first.
 * P. Huber 1964, https://doi.org/10.1214/aoms/1177703732
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 * @returns one number, shape [], unless `reduction` says otherwise: then one a row, the mean over the last axis, as in Keras
 * @throws RangeError for targets of another shape, a delta that is not above 0, or an unknown option
 * @example huber([0, 0], [0.5, 3], { delta: 1 }) // (0.125 + 2.5) / 2
 */
export function huber(yTrue: TensorLike, yPred: TensorLike, options?: HuberOptions): Tensor {
  assertOptions("huber", options, huberOptions);
  const { delta = 1, ...rest } = options ?? {};
  if (!(typeof delta === "number" && delta > 0 && delta < Number.POSITIVE_INFINITY))
    throw new RangeError(`huber expects delta > 0, but got ${describe(delta)}`);
  const loss = (error: Tensor) => activated("huber", error, { name: "huber", parameters: [delta] });
  return ofErrors("huber", yTrue, yPred, loss, rest);
}

function ofErrors(
  who: string,
  yTrue: TensorLike,
  yPred: TensorLike,
  loss: (error: Tensor) => Tensor,
  options: LossOptions | undefined,
): Tensor {
  assertOptions(who, options, lossOptions);
  const prediction = asTensor(yPred);
  const y = likePrediction(who, yTrue, prediction);
  // All these losses are even: of p − y the way back to p needs no change of sign.
  const losses = (target: Tensor, p: Tensor) => loss(p.sub(target));
  return meanLoss(who, prediction, { targets: () => y, losses, perNumber: true }, options);
}
