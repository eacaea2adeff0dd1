// Losses for numbers: how far predictions are from true values. https://keras.io/api/losses/regression_losses/
import { abs, asTensor, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { likePrediction } from "./loss-targets.ts";
import { type LossOptions, meanLoss } from "./weighted-mean.ts";

/**
 * Mean squared error: (yTrue − yPred)², averaged over all numbers. Keras's order: targets first.
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 * @returns one number, shape []
 * @throws RangeError for targets of another shape
 */
export const meanSquaredError = (yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor =>
  ofErrors("meanSquaredError", yTrue, yPred, error => error.mul(error), options);

/**
 * Mean absolute error: |yTrue − yPred|, averaged over all numbers. Keras's order: targets first.
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 * @returns one number, shape []
 * @throws RangeError for targets of another shape
 */
export const meanAbsoluteError = (yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor =>
  ofErrors("meanAbsoluteError", yTrue, yPred, abs, options);

function ofErrors(
  who: string,
  yTrue: TensorLike,
  yPred: TensorLike,
  loss: (error: Tensor) => Tensor,
  options: LossOptions | undefined,
): Tensor {
  const prediction = asTensor(yPred);
  const y = likePrediction(who, yTrue, prediction);
  const losses = (target: Tensor, p: Tensor) => loss(target.sub(p));
  return meanLoss(who, prediction, { targets: () => y, losses, perNumber: true }, options);
}
