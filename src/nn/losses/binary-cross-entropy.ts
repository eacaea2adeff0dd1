// Losses for yes or no: binary cross-entropy from logits (PyTorch's way) and from probabilities (Keras's way).
import { broadcastShapes, formatShape, sameShape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import {
  asTensor,
  asTensorLike,
  clip,
  log,
  logitsBehind,
  softplus,
  type Tensor,
  type TensorLike,
} from "../../tensor/index.ts";
import {
  adviceForColumn,
  assertBinary,
  assertLogits,
  assertTargetsFirst,
  likePrediction,
  type Targets,
  withProbabilities,
} from "./loss-targets.ts";
import { smoothing } from "./soft-targets.ts";
import { type LossOptions, lossOptions, meanLoss } from "./weighted-mean.ts";

/** Options of `binaryCrossentropy`. */
export interface BinaryCrossentropyOptions extends LossOptions {
  /** ε: targets become y (1 − ε) + ε / 2; 0 where left out. */
  labelSmoothing?: number;
  /** Whether the predictions are logits, before a sigmoid; false where left out. */
  fromLogits?: boolean;
}

const binaryCrossentropyOptions: OptionNames<BinaryCrossentropyOptions> = {
  ...lossOptions,
  labelSmoothing: "number",
  fromLogits: "boolean",
};

/** Options of `binaryCrossEntropyWithLogits`. */
export interface BinaryCrossEntropyWithLogitsOptions extends LossOptions {
  /**
   * As how many a 1 counts beside a 0: a number, or one for each label, [labels], which broadcasts to the logits; 1 where left out.
   * As PyTorch's `pos_weight`, the number of 0s for each 1 makes up for rare ones. The mean still divides by the number of logits.
   */
  posWeight?: TensorLike | undefined;
}

const withLogitsOptions: OptionNames<BinaryCrossEntropyWithLogitsOptions> = { ...lossOptions, posWeight: true };

/** Keras keeps probabilities this far from 0 and 1 before it takes a logarithm. */
const epsilon = 1e-7;

/**
 * Binary cross-entropy from logits z: −y log σ(z) − (1 − y) log(1 − σ(z)), averaged over all numbers, in nats. PyTorch's
 * `binary_cross_entropy_with_logits`: logits first. From probabilities: Keras's `binaryCrossentropy(yTrue, yPred)`.
 * @param logits [...]; any numbers, before a sigmoid
 * @param target 0, 1 or a probability for each logit, [...]
 * @returns one number, shape [], unless `reduction` says otherwise: it is of each number, as in PyTorch
 * @throws RangeError for targets of another shape, or outside 0 … 1, or a posWeight that does not fit
 * @example binaryCrossEntropyWithLogits(tensor([2, -1]), [1, 0])
 */
export function binaryCrossEntropyWithLogits(
  logits: TensorLike,
  target: TensorLike,
  options?: BinaryCrossEntropyWithLogitsOptions,
): Tensor {
  const who = "binaryCrossEntropyWithLogits";
  assertOptions(who, options, withLogitsOptions);
  const { posWeight, ...rest } = options ?? {};
  const z = asTensor(logits);
  const y = asTensor(target, z.dtype);
  if (!sameShape(y.shape, z.shape))
    throw new RangeError(
      `${who} expects a target for each logit, ${formatShape(z.shape)}, but got ${formatShape(y.shape)}` +
        adviceForColumn(y.shape, z.shape),
    );
  assertLogits(who, z);
  const targets = fromNumbers(who, y, "the logits come first, then the targets");
  const weight = posWeight === undefined ? undefined : weightOfOnes(who, posWeight, z);
  const losses = (of: Tensor, x: Tensor) => binaryOfLogits(of, x, weight);
  return meanLoss(who, z, { targets, losses, perNumber: true, reducesNumbers: true }, rest);
}

/**
 * Keras's binary cross-entropy from probabilities p: −y log p − (1 − y) log(1 − p), averaged over all numbers, in nats.
 * Keras's order: targets first. As in Keras, where yPred is the direct result of a sigmoid the logarithm is taken of its
 * logits; else p is clipped to [1e-7, 1 − 1e-7]. From logits: `{ fromLogits: true }`, or PyTorch's `binaryCrossEntropyWithLogits(logits, target)`.
 * @param yTrue 0, 1 or a probability for each prediction; [...] also for predictions [..., 1]
 * @param yPred probabilities, 0 … 1; with `fromLogits` any numbers, before a sigmoid
 * @returns one number, shape [], unless `reduction` says otherwise
 * @throws RangeError for targets of another shape, targets or predictions outside 0 … 1, or an unknown option
 */
export function binaryCrossentropy(yTrue: TensorLike, yPred: TensorLike, options?: BinaryCrossentropyOptions): Tensor {
  const who = "binaryCrossentropy";
  assertOptions(who, options, binaryCrossentropyOptions);
  const { labelSmoothing = 0, fromLogits = false, ...rest } = options ?? {};
  const smooth = smoothing(who, labelSmoothing, 2);
  const p = asTensor(yPred);
  const y = likePrediction(who, yTrue, p);
  const checked = fromNumbers(who, y, "the targets come first, then the predictions");
  if (fromLogits) assertLogits(who, p, "fromLogits");
  assertTargetsFirst(who, yTrue, yPred, p, fromLogits);
  const targets = fromLogits ? checked : withProbabilities(who, p, "sigmoid", checked);
  const losses = fromLogits ? binaryOfLogits : binaryOfProbabilities;
  return meanLoss(who, p, { targets: counts => smooth(targets(counts)), losses, perNumber: true }, rest);
}

const fromNumbers =
  (who: string, y: Tensor, advice: string): Targets =>
  counts => {
    assertBinary(who, y, counts, advice);
    return y;
  };

/** @throws RangeError for weights that do not broadcast to the logits, or are below 0 */
function weightOfOnes(who: string, given: TensorLike, z: Tensor): Tensor {
  const weight = asTensorLike(who, given, z).astype(z.dtype).detach();
  const broadcast = broadcastShapes(weight.shape, z.shape);
  if (!broadcast || !sameShape(broadcast, z.shape) || !weight.values().every(w => w >= 0))
    throw new RangeError(
      `${who} expects posWeight ≥ 0, one number or one for each label, which broadcasts to the logits ${formatShape(z.shape)}, ` +
        `but got ${weight.size === 1 ? weight.values()[0] : formatShape(weight.shape)}`,
    );
  return weight;
}

/** −w y log σ(z) − (1 − y) log(1 − σ(z)): −log σ(z) is softplus(−z), which overflows for no z and stays exact where it is small. */
function binaryOfLogits(y: Tensor, z: Tensor, weight?: Tensor): Tensor {
  const ones = y.mul(softplus(z.neg()));
  return (weight ? ones.mul(weight) : ones).add(y.neg().add(1).mul(softplus(z)));
}

function binaryOfProbabilities(y: Tensor, probabilities: Tensor): Tensor {
  const logits = logitsBehind(probabilities, "sigmoid");
  if (logits) return binaryOfLogits(y, logits);
  const p = clip(probabilities, epsilon, 1 - epsilon);
  return y.mul(log(p)).add(y.neg().add(1).mul(log(p.neg().add(1)))).neg(); // biome-ignore format: the equation
}
