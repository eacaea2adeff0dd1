// Losses for numbers: how far predictions are from true values. https://keras.io/api/losses/regression_losses/
import { abs, type Tensor, type TensorLike } from "../tensor/index.ts";
import { likePrediction, meanOfLast } from "./losses.ts";
import { average, type LossOptions } from "./weighted-mean.ts";

/**
 * (yTrue − yPred)², the mean over the last axis, averaged over all rows.
 * @param yTrue in the shape of yPred; [...] also for predictions [..., 1]
 */
export function meanSquaredError(yTrue: TensorLike, yPred: Tensor, options?: LossOptions): Tensor {
  const error = likePrediction("meanSquaredError", yTrue, yPred).sub(yPred);
  return average("meanSquaredError", meanOfLast(error.mul(error)), options);
}

/** |yTrue − yPred|, the mean over the last axis, averaged over all rows. */
export function meanAbsoluteError(yTrue: TensorLike, yPred: Tensor, options?: LossOptions): Tensor {
  const error = likePrediction("meanAbsoluteError", yTrue, yPred).sub(yPred);
  return average("meanAbsoluteError", meanOfLast(abs(error)), options);
}
