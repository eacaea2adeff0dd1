// Losses for classes: cross-entropy from logits (PyTorch's way) and from probabilities (Keras's way).
//
// Names say which. PyTorch's are crossEntropy and binaryCrossEntropyWithLogits: (logits, targets). Keras's end in
// Crossentropy, in one word: (yTrue, yPred), where yPred are probabilities.
import { formatShape, type Shape, sameShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import {
  asTensor,
  clip,
  crossEntropyOfLogits,
  log,
  logitsBehind,
  logSoftmax,
  Tensor,
  type TensorLike,
} from "../../tensor/index.ts";
import {
  adviceForColumn,
  assertLogits,
  assertProbabilities,
  assertTargetsFirst,
  type Counts,
  classesFor,
  type Targets,
  withProbabilities,
} from "./loss-targets.ts";
import { type ClassWeight, ignoring, smoothing, weighing, weightsOfClasses } from "./soft-targets.ts";
import { type LossOptions, type LossRule, lossOptions, meanLoss } from "./weighted-mean.ts";

/** A loss over true values and predictions, averaged over all rows (of those that the mask keeps). */
export type Loss = (yTrue: Tensor, yPred: Tensor, options?: LossOptions) => Tensor;

/** Keras keeps probabilities this far from 0 and 1 before it takes a logarithm. */
const epsilon = 1e-7;

/** Options of `crossEntropy`. */
export interface CrossEntropyOptions extends LossOptions {
  /** Rows with this class id do not count and are not read, as if a mask left them out; none where left out (PyTorch: −100). */
  ignoreIndex?: number;
  /** ε: targets become y (1 − ε) + ε / classes; 0 where left out. C. Szegedy et al. 2015, https://arxiv.org/abs/1512.00567 */
  labelSmoothing?: number;
  /**
   * How much each class counts, [classes] or { 0: 1, 1: 5 }, 1 where one is left out. As in PyTorch the mean of class ids is a
   * weighted one: divided by the sum of their weights. (`fit({ classWeight })` divides by the number of samples, as Keras.)
   */
  classWeight?: ClassWeight;
}
/** Options of `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions extends LossOptions {
  /** ε: targets become y (1 − ε) + ε / classes; 0 where left out. */
  labelSmoothing?: number;
  /** Whether the predictions are logits, before a softmax; false where left out. */
  fromLogits?: boolean;
}
/** Options of `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Rows with this class id do not count and are not read; none where left out. Keras calls it ignore_class. */
  ignoreIndex?: number;
  /** Whether the predictions are logits, before a softmax; false where left out. */
  fromLogits?: boolean;
}

const categoricalOptions: OptionNames<CategoricalCrossentropyOptions> = {
  ...lossOptions,
  labelSmoothing: "number",
  fromLogits: "boolean",
};
const sparseOptions: OptionNames<SparseCategoricalCrossentropyOptions> = {
  ...lossOptions,
  ignoreIndex: "number",
  fromLogits: "boolean",
};
const crossEntropyOptions: OptionNames<CrossEntropyOptions> = {
  ...lossOptions,
  ignoreIndex: "number",
  labelSmoothing: "number",
  classWeight: true,
};

/**
 * Cross-entropy of classes from logits: −log softmax(logits)[target], averaged over all rows, in nats. PyTorch's
 * `cross_entropy`: logits first. From probabilities: `sparseCategoricalCrossentropy`, `categoricalCrossentropy`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 * @param logits [classes] or [..., classes]; any numbers, before a softmax
 * @param target class ids [...] or probabilities in the shape of the logits
 * @returns one number, shape [], unless `reduction` says otherwise
 * @throws RangeError where the target fits neither way, for an id that is no class, for rows that are no probabilities, or an
 * unknown option
 * @example crossEntropy(tensor([[2, 0, -1], [0, 1, 0]]), [0, 1])
 * @example crossEntropy([[2, 0, -1], [0, 1, 0]], [0, 1], { labelSmoothing: 0.1, classWeight: { 1: 5 } })
 */
export function crossEntropy(logits: TensorLike, target: TensorLike, options?: CrossEntropyOptions): Tensor {
  const who = "crossEntropy";
  assertOptions(who, options, crossEntropyOptions);
  const { ignoreIndex, labelSmoothing = 0, classWeight, ...rest } = options ?? {};
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
  assertLogits(who, z);
  const classes = z.shape.at(-1)!;
  const smooth = smoothing(who, labelSmoothing, classes);
  const weights = classWeight === undefined ? undefined : weightsOfClasses(who, classWeight, classes);
  const given = ids ? fromIds(who, y, z) : fromRows(who, y);
  const targets = (counts: Counts) => weighing(smooth(given(counts)), weights);
  const rowWeights = ids && weights ? Array.from(y.values(), id => weights[id] ?? 0) : undefined;
  return meanLoss(who, z, { targets, losses: ofLogits, rowWeights }, ignoring(who, ignoreIndex, y, ids, rest));
}

/**
 * Keras's categorical cross-entropy: −Σ yTrue log yPred over the last axis, averaged over all rows, in nats. Keras's order:
 * targets first. As in Keras, where yPred is the direct result of a softmax the logarithm is taken of its logits; else yPred
 * is normalized and clipped to [1e-7, 1 − 1e-7]. https://keras.io/api/losses/probabilistic_losses/
 * @param yTrue one-hot rows (or probabilities) in the shape of yPred, [..., classes]
 * @param yPred probabilities [..., classes]; logits with `fromLogits`, or by `crossEntropy(logits, target)`
 * @returns one number, shape [], unless `reduction` says otherwise
 * @throws RangeError for targets of another shape, or rows that are no probabilities; for predictions below 0
 */
export function categoricalCrossentropy(
  yTrue: TensorLike,
  yPred: TensorLike,
  options?: CategoricalCrossentropyOptions,
): Tensor {
  const who = "categoricalCrossentropy";
  assertOptions(who, options, categoricalOptions);
  const { labelSmoothing = 0, fromLogits = false, ...rest } = options ?? {};
  const p = asTensor(yPred);
  const y = asTensor(yTrue, p.dtype);
  if (p.shape.length === 0 || !sameShape(y.shape, p.shape))
    throw new RangeError(
      `${who} expects one-hot targets in the shape of the predictions, ${formatShape(p.shape)}, ` +
        `but got ${formatShape(y.shape)}; ${adviceForCategorical(y.shape, p.shape)}`,
    );
  assertTargetsFirst(who, yTrue, yPred, p, fromLogits);
  const smooth = smoothing(who, labelSmoothing, p.shape.at(-1)!);
  const { targets, losses } = ofKind(who, p, fromRows(who, y), fromLogits);
  return meanLoss(who, p, { targets: counts => smooth(targets(counts)), losses }, rest);
}

/**
 * Keras's sparse categorical cross-entropy: as `categoricalCrossentropy`, with class ids for targets.
 * @param yTrue class ids, in the shape of yPred without its last axis
 * @param yPred probabilities [..., classes]; logits with `fromLogits`, or by `crossEntropy(logits, target)`
 * @returns one number, shape [], unless `reduction` says otherwise
 * @throws RangeError for targets of another shape, an id that is no class, predictions below 0
 */
export function sparseCategoricalCrossentropy(
  yTrue: TensorLike,
  yPred: TensorLike,
  options?: SparseCategoricalCrossentropyOptions,
): Tensor {
  const who = "sparseCategoricalCrossentropy";
  assertOptions(who, options, sparseOptions);
  const { ignoreIndex, fromLogits = false, ...rest } = options ?? {};
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
  return meanLoss(who, p, ofKind(who, p, fromIds(who, y, p), fromLogits), ignoring(who, ignoreIndex, y, true, rest));
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

/** Keras's losses are of probabilities, unless they are told that they are given logits. */
function ofKind(who: string, p: Tensor, targets: Targets, fromLogits: boolean): Pick<LossRule, "targets" | "losses"> {
  if (!fromLogits) return { targets: withProbabilities(who, p, "softmax", targets), losses: ofProbabilities };
  assertLogits(who, p, "fromLogits");
  return { targets, losses: ofLogits };
}

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
