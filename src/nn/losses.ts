// Losses for classes: cross-entropy from logits (PyTorch's way) and from probabilities (Keras's way).
import { formatShape, type Shape, sameShape } from "../backend/index.ts";
import {
  asTensor,
  clip,
  log,
  logitsBehind,
  logSoftmax,
  oneHot,
  type Tensor,
  type TensorLike,
} from "../tensor/index.ts";

/** A loss over true values and predictions, averaged over all rows. */
export type Loss = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** Keras keeps probabilities this far from 0 and 1 before it takes a logarithm. */
const epsilon = 1e-7;

/**
 * −log softmax(logits)[target], averaged over all rows, in nats.
 * @param logits [classes] or [..., classes]
 * @param target class ids [...] or probabilities in the shape of the logits
 * @throws RangeError where the target fits neither way, or for an id that is no class.
 */
export function crossEntropy(logits: Tensor, target: TensorLike): Tensor {
  const y = asTensor(target, logits.dtype);
  const rows = logits.shape.slice(0, -1);
  if (!sameShape(y.shape, rows) && !sameShape(y.shape, logits.shape))
    throw new RangeError(
      `crossEntropy expects class ids of shape ${formatShape(rows)} or probabilities of shape ` +
        `${formatShape(logits.shape)} for these logits, but got ${formatShape(y.shape)}`,
    );
  return negativeLogLikelihood(sameShape(y.shape, rows) ? fromIds(y, logits) : y, logSoftmax(logits));
}

/**
 * Keras's categorical cross-entropy: −Σ yTrue log yPred over the last axis, averaged over all rows. As in Keras, where yPred
 * is the direct result of a softmax the logarithm is taken of its logits; else yPred is normalised and clipped to
 * [1e-7, 1 − 1e-7]. https://keras.io/api/losses/probabilistic_losses/
 * @param yTrue one-hot rows (or probabilities) in the shape of yPred, [..., classes]
 */
export function categoricalCrossentropy(yTrue: TensorLike, yPred: Tensor): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  if (!sameShape(y.shape, yPred.shape))
    throw new RangeError(
      `categoricalCrossentropy expects one-hot targets in the shape of the predictions, ${formatShape(yPred.shape)}, ` +
        `but got ${formatShape(y.shape)}; ${adviceForCategorical(y.shape, yPred.shape)}`,
    );
  return negativeLogLikelihood(y, logProbabilities(yPred));
}

/**
 * Keras's sparse categorical cross-entropy: as `categoricalCrossentropy`, with class ids for targets.
 * @param yTrue class ids, in the shape of yPred without its last axis
 */
export function sparseCategoricalCrossentropy(yTrue: TensorLike, yPred: Tensor): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  const rows = yPred.shape.slice(0, -1);
  if (!sameShape(y.shape, rows))
    throw new RangeError(
      `sparseCategoricalCrossentropy expects class ids of shape ${formatShape(rows)} for predictions ` +
        `${formatShape(yPred.shape)}, but got ${formatShape(y.shape)}` +
        (sameShape(y.shape, yPred.shape) ? "; one-hot targets want categoricalCrossentropy" : ""),
    );
  return negativeLogLikelihood(fromIds(y, yPred), logProbabilities(yPred));
}

const negativeLogLikelihood = (target: Tensor, logProbability: Tensor): Tensor =>
  target.mul(logProbability).sum(-1).mean().neg();

function logProbabilities(probabilities: Tensor): Tensor {
  const logits = logitsBehind(probabilities);
  if (logits) return logSoftmax(logits);
  const normalised = probabilities.div(probabilities.sum(-1, { keepDims: true }));
  return log(clip(normalised, epsilon, 1 - epsilon));
}

function fromIds(ids: Tensor, like: Tensor): Tensor {
  return oneHot(ids.reshape([-1]), like.shape.at(-1)!, { dtype: like.dtype }).reshape(like.shape);
}

function adviceForCategorical(target: Shape, prediction: Shape): string {
  if (sameShape(target, prediction.slice(0, -1)))
    return `class ids want the loss "sparseCategoricalCrossentropy", or oneHot(y, ${prediction.at(-1)})`;
  return "labels and predictions must be as many, with one column for each class";
}
