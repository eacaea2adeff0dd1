// The Kullback-Leibler divergence, from one distribution to another.
import { formatShape, sameShape } from "../../backend/index.ts";
import { assertOptions } from "../../options.ts";
import {
  asTensor,
  clip,
  greater,
  log,
  logitsBehind,
  logSoftmax,
  type Tensor,
  type TensorLike,
  where,
} from "../../tensor/index.ts";
import { assertProbabilities, type Counts, withProbabilities } from "./loss-targets.ts";
import { type LossOptions, lossOptions, meanLoss } from "./weighted-mean.ts";

/** Predictions are kept this far from 0 before a logarithm is taken, as in Keras. */
const epsilon = 1e-7;

/**
 * Kullback-Leibler divergence Σ yTrue log(yTrue / yPred) over the last axis, averaged over all rows, in nats; 0 log 0 is 0. Keras's
 * order: targets first. PyTorch's kl_div takes the logarithms of the predictions, first; its "batchmean" is our mean.
 * S. Kullback, R. Leibler 1951, https://doi.org/10.1214/aoms/1177729694
 * @param yTrue probabilities [..., classes]
 * @param yPred probabilities in the same shape. Where they are the direct result of a softmax, the logarithm is taken of its
 * logits; else they are clipped to [1e-7, 1]
 * @returns one number, shape [], unless `reduction` says otherwise
 * @throws RangeError for targets of another shape, rows that are no probabilities, or an unknown option
 * @example klDivergence([0.5, 0.5], [0.9, 0.1])
 */
export function klDivergence(yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor {
  const who = "klDivergence";
  assertOptions(who, options, lossOptions);
  const p = asTensor(yPred);
  const y = asTensor(yTrue, p.dtype);
  if (p.shape.length === 0 || !sameShape(y.shape, p.shape))
    throw new RangeError(
      `${who} expects probabilities in the shape of the predictions, ${formatShape(p.shape)}, but got ${formatShape(y.shape)}`,
    );
  const checked = (counts: Counts) => {
    assertProbabilities(who, y, counts, "the targets come first, then the predictions");
    return y;
  };
  return meanLoss(who, p, { targets: withProbabilities(who, p, "softmax", checked), losses: divergence }, options);
}

/** Σ y (log y − log p), one a row */
function divergence(y: Tensor, p: Tensor): Tensor {
  const logits = logitsBehind(p, "softmax");
  const logOfPrediction = logits ? logSoftmax(logits) : log(clip(p, epsilon, 1));
  const logOfTarget = log(where(greater(y, 0), y, 1)); // 0 where y is 0
  return y.mul(logOfTarget.sub(logOfPrediction)).sum(-1);
}
