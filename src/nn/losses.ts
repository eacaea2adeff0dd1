// Losses for classes: cross-entropy from logits (PyTorch's way) and from probabilities (Keras's way).
import { formatShape, type Shape, sameShape } from "../backend/index.ts";
import {
  asTensor,
  clip,
  crossEntropyOfLogits,
  log,
  logitsBehind,
  logSoftmax,
  oneHotFor,
  softplus,
  Tensor,
  type TensorLike,
} from "../tensor/index.ts";
import { average, type LossOptions } from "./weighted-mean.ts";

/** A loss over true values and predictions, averaged over all rows (of those that the mask keeps). */
export type Loss = (yTrue: Tensor, yPred: Tensor, options?: LossOptions) => Tensor;

/** Keras keeps probabilities this far from 0 and 1 before it takes a logarithm. */
const epsilon = 1e-7;

/**
 * −log softmax(logits)[target], averaged over all rows, in nats.
 * @param logits [classes] or [..., classes]
 * @param target class ids [...] or probabilities in the shape of the logits
 * @throws RangeError where the target fits neither way, or for an id that is no class.
 */
export function crossEntropy(logits: Tensor, target: TensorLike, options?: LossOptions): Tensor {
  const y = asTensor(target, logits.dtype);
  const rows = logits.shape.slice(0, -1);
  if (!sameShape(y.shape, rows) && !sameShape(y.shape, logits.shape))
    throw new RangeError(
      `crossEntropy expects class ids of shape ${formatShape(rows)} or probabilities of shape ` +
        `${formatShape(logits.shape)} for these logits, but got ${formatShape(y.shape)}`,
    );
  const rowsOfTarget = sameShape(y.shape, rows) ? fromIds("crossEntropy", y, logits) : y;
  return average("crossEntropy", fromLogits(rowsOfTarget, logits), options);
}

/**
 * Keras's categorical cross-entropy: −Σ yTrue log yPred over the last axis, averaged over all rows. As in Keras, where yPred
 * is the direct result of a softmax the logarithm is taken of its logits; else yPred is normalized and clipped to
 * [1e-7, 1 − 1e-7]. https://keras.io/api/losses/probabilistic_losses/
 * @param yTrue one-hot rows (or probabilities) in the shape of yPred, [..., classes]
 */
export function categoricalCrossentropy(yTrue: TensorLike, yPred: Tensor, options?: LossOptions): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  if (!sameShape(y.shape, yPred.shape))
    throw new RangeError(
      `categoricalCrossentropy expects one-hot targets in the shape of the predictions, ${formatShape(yPred.shape)}, ` +
        `but got ${formatShape(y.shape)}; ${adviceForCategorical(y.shape, yPred.shape)}`,
    );
  return average("categoricalCrossentropy", fromProbabilities(y, yPred), options);
}

/**
 * Keras's sparse categorical cross-entropy: as `categoricalCrossentropy`, with class ids for targets.
 * @param yTrue class ids, in the shape of yPred without its last axis
 */
export function sparseCategoricalCrossentropy(yTrue: TensorLike, yPred: Tensor, options?: LossOptions): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  const rows = yPred.shape.slice(0, -1);
  if (!sameShape(y.shape, rows))
    throw new RangeError(
      `sparseCategoricalCrossentropy expects class ids of shape ${formatShape(rows)} for predictions ` +
        `${formatShape(yPred.shape)}, but got ${formatShape(y.shape)}` +
        (sameShape(y.shape, yPred.shape) ? "; one-hot targets want categoricalCrossentropy" : ""),
    );
  return average(
    "sparseCategoricalCrossentropy",
    fromProbabilities(fromIds("sparseCategoricalCrossentropy", y, yPred), yPred),
    options,
  );
}

/**
 * −y log σ(z) − (1 − y) log(1 − σ(z)) of logits z, averaged over all numbers, in nats. PyTorch's
 * binary_cross_entropy_with_logits.
 * @param target 0, 1 or a probability for each logit
 */
export function binaryCrossEntropyWithLogits(logits: Tensor, target: TensorLike, options?: LossOptions): Tensor {
  const who = "binaryCrossEntropyWithLogits";
  const y = asTensor(target, logits.dtype);
  if (!sameShape(y.shape, logits.shape))
    throw new RangeError(
      `${who} expects a target for each logit, ${formatShape(logits.shape)}, but got ${formatShape(y.shape)}`,
    );
  return average(who, binaryFromLogits(y, logits), options);
}

/**
 * Keras's binary cross-entropy: −y log p − (1 − y) log(1 − p), the mean over the last axis, averaged over all rows. As in
 * Keras, where yPred is the direct result of a sigmoid the logarithm is taken of its logits; else p is clipped to
 * [1e-7, 1 − 1e-7].
 * @param yTrue 0, 1 or a probability for each prediction; [...] also for predictions [..., 1]
 */
export function binaryCrossentropy(yTrue: TensorLike, yPred: Tensor, options?: LossOptions): Tensor {
  const y = likePrediction("binaryCrossentropy", yTrue, yPred);
  const logits = logitsBehind(yPred, "sigmoid");
  if (logits) return average("binaryCrossentropy", meanOfLast(binaryFromLogits(y, logits)), options);
  const p = clip(yPred, epsilon, 1 - epsilon);
  const one = y.mul(0).add(1);
  const likelihood = y.mul(log(p)).add(one.sub(y).mul(log(p.neg().add(1))));
  return average("binaryCrossentropy", meanOfLast(likelihood.neg()), options);
}

/**
 * e to the mean negative log-likelihood: how many equally likely choices the model is as unsure as.
 * @param loss a mean cross-entropy in nats, such as `crossEntropy` gives
 */
export function perplexity(loss: Tensor | number): number {
  return Math.exp(loss instanceof Tensor ? loss.item() : loss);
}

/** True values in the shape of the predictions; a missing last axis of size 1 is added, as in Keras. */
export function likePrediction(who: string, yTrue: TensorLike, yPred: Tensor): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  if (sameShape(y.shape, yPred.shape)) return y;
  if (yPred.shape.at(-1) === 1 && sameShape(y.shape, yPred.shape.slice(0, -1))) return y.reshape(yPred.shape);
  throw new RangeError(
    `${who} expects targets in the shape of the predictions, ${formatShape(yPred.shape)}, but got ${formatShape(y.shape)}`,
  );
}

/** One number a row: [..., n] → [...] */
export const meanOfLast = (x: Tensor): Tensor => (x.shape.length === 0 ? x : x.mean(-1));

/** −Σ y log softmax(z), one a row: as one operation, which takes the target for a constant, unless a gradient is to reach it. */
const fromLogits = (target: Tensor, logits: Tensor): Tensor =>
  target.requiresGrad ? unlikelihood(target, logSoftmax(logits)) : crossEntropyOfLogits(logits, target);

function fromProbabilities(target: Tensor, probabilities: Tensor): Tensor {
  const logits = logitsBehind(probabilities, "softmax");
  if (logits) return fromLogits(target, logits);
  const normalized = probabilities.div(probabilities.sum(-1, { keepDims: true }));
  return unlikelihood(target, log(clip(normalized, epsilon, 1 - epsilon)));
}

const unlikelihood = (target: Tensor, logProbability: Tensor): Tensor => target.mul(logProbability).sum(-1).neg();

/** −y log σ(z) − (1 − y) log(1 − σ(z)): −log σ(z) is softplus(−z), which overflows for no z and stays exact where it is small. */
const binaryFromLogits = (y: Tensor, z: Tensor): Tensor =>
  y.mul(softplus(z.neg())).add(y.neg().add(1).mul(softplus(z)));

/** Class ids as the probabilities that they mean. */
const fromIds = (loss: string, ids: Tensor, like: Tensor): Tensor =>
  oneHotFor(loss, ids, like.shape.at(-1)!, { dtype: like.dtype });

function adviceForCategorical(target: Shape, prediction: Shape): string {
  if (sameShape(target, prediction.slice(0, -1)))
    return `class ids want the loss "sparseCategoricalCrossentropy", or oneHot(y, ${prediction.at(-1)})`;
  return "labels and predictions must be as many, with one column for each class";
}
