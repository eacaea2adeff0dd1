// Losses for classes: cross-entropy from logits (PyTorch's way) and from probabilities (Keras's way).
//
// Names say which. PyTorch's are crossEntropy and binaryCrossEntropyWithLogits: (logits, targets). Keras's end in
// Crossentropy, in one word: (yTrue, yPred), where yPred are probabilities.
import { formatShape, type Shape, sameShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import {
  asTensor,
  clip,
  crossEntropyOfLogits,
  log,
  logitsBehind,
  logSoftmax,
  softplus,
  Tensor,
  type TensorLike,
} from "../../tensor/index.ts";
import {
  adviceForColumn,
  assertBinary,
  assertPredictions,
  assertProbabilities,
  classesFor,
  likePrediction,
} from "./loss-targets.ts";
import { type LossOptions, type LossRule, meanLoss } from "./weighted-mean.ts";

/** A loss over true values and predictions, averaged over all rows (of those that the mask keeps). */
export type Loss = (yTrue: Tensor, yPred: Tensor, options?: LossOptions) => Tensor;

/** Keras keeps probabilities this far from 0 and 1 before it takes a logarithm. */
const epsilon = 1e-7;

/**
 * Cross-entropy of classes from logits: −log softmax(logits)[target], averaged over all rows, in nats. PyTorch's
 * `cross_entropy`: logits first. From probabilities: `sparseCategoricalCrossentropy`, `categoricalCrossentropy`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 * @param logits [classes] or [..., classes]; any numbers, before a softmax
 * @param target class ids [...] or probabilities in the shape of the logits
 * @returns one number, shape []
 * @throws RangeError where the target fits neither way, for an id that is no class, for rows that are no probabilities
 * @example crossEntropy(tensor([[2, 0, -1], [0, 1, 0]]), [0, 1])
 */
export function crossEntropy(logits: TensorLike, target: TensorLike, options?: LossOptions): Tensor {
  const who = "crossEntropy";
  const z = asTensor(logits);
  const y = asTensor(target, z.dtype);
  const rows = z.shape.slice(0, -1);
  const ids = sameShape(y.shape, rows);
  if (z.shape.length === 0 || !(ids || sameShape(y.shape, z.shape)))
    throw new RangeError(
      `${who} expects class ids of shape ${formatShape(rows)} or probabilities of shape ` +
        `${formatShape(z.shape)} for these logits, but got ${formatShape(y.shape)}` +
        (sameShape(y.shape.slice(0, -1), z.shape) ? "; the logits come first" : adviceForColumn(y.shape, rows)),
    );
  return meanLoss(who, z, { targets: ids ? fromIds(who, y, z) : fromRows(who, y), losses: ofLogits }, options);
}

/**
 * Keras's categorical cross-entropy: −Σ yTrue log yPred over the last axis, averaged over all rows, in nats. Keras's order:
 * targets first. As in Keras, where yPred is the direct result of a softmax the logarithm is taken of its logits; else yPred
 * is normalized and clipped to [1e-7, 1 − 1e-7]. https://keras.io/api/losses/probabilistic_losses/
 * @param yTrue one-hot rows (or probabilities) in the shape of yPred, [..., classes]
 * @param yPred probabilities [..., classes]; for logits there is `crossEntropy(logits, target)`
 * @returns one number, shape []
 * @throws RangeError for targets of another shape, or rows that are no probabilities; for predictions below 0
 */
export function categoricalCrossentropy(yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor {
  const who = "categoricalCrossentropy";
  const p = asTensor(yPred);
  const y = asTensor(yTrue, p.dtype);
  if (p.shape.length === 0 || !sameShape(y.shape, p.shape))
    throw new RangeError(
      `${who} expects one-hot targets in the shape of the predictions, ${formatShape(p.shape)}, ` +
        `but got ${formatShape(y.shape)}; ${adviceForCategorical(y.shape, p.shape)}`,
    );
  const targets = withProbabilities(who, p, "softmax", fromRows(who, y));
  return meanLoss(who, p, { targets, losses: ofProbabilities }, options);
}

/**
 * Keras's sparse categorical cross-entropy: as `categoricalCrossentropy`, with class ids for targets.
 * @param yTrue class ids, in the shape of yPred without its last axis
 * @param yPred probabilities [..., classes]; for logits there is `crossEntropy(logits, target)`
 * @returns one number, shape []
 * @throws RangeError for targets of another shape, an id that is no class, predictions below 0
 */
export function sparseCategoricalCrossentropy(yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor {
  const who = "sparseCategoricalCrossentropy";
  const p = asTensor(yPred);
  const y = asTensor(yTrue, p.dtype);
  const rows = p.shape.slice(0, -1);
  if (p.shape.length === 0 || !sameShape(y.shape, rows))
    throw new RangeError(
      `${who} expects class ids of shape ${formatShape(rows)} for predictions ` +
        `${formatShape(p.shape)}, but got ${formatShape(y.shape)}` +
        (p.shape.at(-1) !== 1 && sameShape(y.shape, p.shape)
          ? "; one-hot targets want categoricalCrossentropy"
          : adviceForColumn(y.shape, rows)),
    );
  const targets = withProbabilities(who, p, "softmax", fromIds(who, y, p));
  return meanLoss(who, p, { targets, losses: ofProbabilities }, options);
}

/**
 * Binary cross-entropy from logits z: −y log σ(z) − (1 − y) log(1 − σ(z)), averaged over all numbers, in nats. PyTorch's
 * `binary_cross_entropy_with_logits`: logits first. From probabilities: Keras's `binaryCrossentropy(yTrue, yPred)`.
 * @param logits [...]; any numbers, before a sigmoid
 * @param target 0, 1 or a probability for each logit, [...]
 * @returns one number, shape []
 * @throws RangeError for targets of another shape, or outside 0 … 1
 * @example binaryCrossEntropyWithLogits(tensor([2, -1]), [1, 0])
 */
export function binaryCrossEntropyWithLogits(logits: TensorLike, target: TensorLike, options?: LossOptions): Tensor {
  const who = "binaryCrossEntropyWithLogits";
  const z = asTensor(logits);
  const y = asTensor(target, z.dtype);
  if (!sameShape(y.shape, z.shape))
    throw new RangeError(
      `${who} expects a target for each logit, ${formatShape(z.shape)}, but got ${formatShape(y.shape)}` +
        adviceForColumn(y.shape, z.shape),
    );
  const targets = fromNumbers(who, y, "the logits come first, then the targets");
  return meanLoss(who, z, { targets, losses: binaryOfLogits, perNumber: true }, options);
}

/**
 * Keras's binary cross-entropy from probabilities p: −y log p − (1 − y) log(1 − p), averaged over all numbers, in nats.
 * Keras's order: targets first. As in Keras, where yPred is the direct result of a sigmoid the logarithm is taken of its
 * logits; else p is clipped to [1e-7, 1 − 1e-7]. From logits: PyTorch's `binaryCrossEntropyWithLogits(logits, target)`.
 * @param yTrue 0, 1 or a probability for each prediction; [...] also for predictions [..., 1]
 * @param yPred probabilities, 0 … 1
 * @returns one number, shape []
 * @throws RangeError for targets of another shape, targets or predictions outside 0 … 1
 */
export function binaryCrossentropy(yTrue: TensorLike, yPred: TensorLike, options?: LossOptions): Tensor {
  const who = "binaryCrossentropy";
  const p = asTensor(yPred);
  const y = likePrediction(who, yTrue, p);
  const checked = fromNumbers(who, y, "the targets come first, then the predictions");
  const targets = withProbabilities(who, p, "sigmoid", checked);
  return meanLoss(who, p, { targets, losses: binaryOfProbabilities, perNumber: true }, options);
}

/**
 * e to the mean negative log-likelihood: how many equally likely choices the model is as unsure as. A plain number, to look
 * at: no gradient leads through it.
 * @param loss a mean cross-entropy in nats, such as `crossEntropy` gives
 * @throws Error for a tensor of several numbers, TypeError for what is no number
 */
export function perplexity(loss: Tensor | number): number {
  const value = loss instanceof Tensor ? loss.item() : loss;
  if (typeof value !== "number")
    throw new TypeError(`perplexity expects a loss, a tensor of one number or a number, but got ${describe(value)}`);
  return Math.exp(value);
}

type Targets = LossRule["targets"];

const fromIds =
  (who: string, ids: Tensor, prediction: Tensor): Targets =>
  counts =>
    classesFor(who, ids, prediction, counts);

const fromRows =
  (who: string, y: Tensor): Targets =>
  counts => {
    assertProbabilities(who, y, counts, "for several classes at once there is binaryCrossentropy, class ids are [...]");
    return y;
  };

const fromNumbers =
  (who: string, y: Tensor, advice: string): Targets =>
  counts => {
    assertBinary(who, y, counts, advice);
    return y;
  };

/** The same targets; predictions are checked, too, unless they are probabilities by how they were made. */
const withProbabilities =
  (who: string, p: Tensor, by: "softmax" | "sigmoid", targets: Targets): Targets =>
  counts => {
    if (!logitsBehind(p, by)) assertPredictions(who, p, by, counts);
    return targets(counts);
  };

/** −Σ y log softmax(z), one a row: as one operation, which takes the target for a constant, unless a gradient is to reach it. */
const ofLogits = (target: Tensor, logits: Tensor): Tensor =>
  target.requiresGrad ? unlikelihood(target, logSoftmax(logits)) : crossEntropyOfLogits(logits, target);

function ofProbabilities(target: Tensor, probabilities: Tensor): Tensor {
  const logits = logitsBehind(probabilities, "softmax");
  if (logits) return ofLogits(target, logits);
  const normalized = probabilities.div(probabilities.sum(-1, { keepDims: true }));
  return unlikelihood(target, log(clip(normalized, epsilon, 1 - epsilon)));
}

const unlikelihood = (target: Tensor, logProbability: Tensor): Tensor => target.mul(logProbability).sum(-1).neg();

/** −y log σ(z) − (1 − y) log(1 − σ(z)): −log σ(z) is softplus(−z), which overflows for no z and stays exact where it is small. */
const binaryOfLogits = (y: Tensor, z: Tensor): Tensor => y.mul(softplus(z.neg())).add(y.neg().add(1).mul(softplus(z)));

function binaryOfProbabilities(y: Tensor, probabilities: Tensor): Tensor {
  const logits = logitsBehind(probabilities, "sigmoid");
  if (logits) return binaryOfLogits(y, logits);
  const p = clip(probabilities, epsilon, 1 - epsilon);
  return y.mul(log(p)).add(y.neg().add(1).mul(log(p.neg().add(1)))).neg(); // biome-ignore format: the equation
}

function adviceForCategorical(target: Shape, prediction: Shape): string {
  if (sameShape(target, prediction.slice(0, -1)))
    return `class ids want the loss "sparseCategoricalCrossentropy", or oneHot(y, ${prediction.at(-1)})`;
  if (sameShape(target, [...prediction.slice(0, -1), 1]))
    return (
      `class ids without their last axis, tensor(y).squeeze(-1), want the loss "sparseCategoricalCrossentropy", ` +
      `or oneHot(tensor(y).squeeze(-1), ${prediction.at(-1)})`
    );
  return "labels and predictions must be as many, with one column for each class";
}
