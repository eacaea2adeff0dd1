// The losses that compile knows: by Keras's names, or as the functions themselves, whatever the order of their arguments.
import {
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  categoricalCrossentropy,
  crossEntropy,
  ctc,
  huber,
  klDivergence,
  type Loss,
  likePrediction,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from "../../nn/index.ts";
import { sigmoid, softmax, type Tensor } from "../../tensor/index.ts";
import {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  type Metric,
  type MetricOptions,
  sparseCategoricalAccuracy,
} from "./metrics.ts";
import { precision, recall } from "./tallied-metrics.ts";

/** What a loss takes the model's output for. */
export type OutputKind = "numbers" | "class probabilities" | "probabilities" | "class logits" | "logits";

export interface KnownLoss {
  /** The function of the toolkit, as a notebook has it. */
  readonly given: unknown;
  /** The same in Keras's order: (yTrue, yPred, options). */
  readonly loss: Loss;
  readonly outputs: OutputKind;
  /** What "accuracy" means beside it; by the shapes where left out. */
  readonly accuracy?: Metric;
  /** Whether it has one loss for each sequence, whatever the number of its time steps, and targets that are not laid along them. */
  readonly bySequence?: boolean;
  /** Metrics that must see the output otherwise than they are named. */
  readonly metrics?: Readonly<Record<string, Metric>>;
}

const keras = (loss: Loss, outputs: OutputKind, accuracy?: Metric): KnownLoss => ({
  given: loss,
  loss,
  outputs,
  ...(accuracy ? { accuracy } : {}),
});

const crossEntropyOf: Loss = (yTrue, yPred, options) => crossEntropy(yPred, yTrue, options);

const ctcOf: Loss = (yTrue, yPred, options) => ctc(yPred, yTrue, options);

/** As in Keras, targets [n] also serve outputs [n, 1], and each row counts by the mean over its last axis. */
const binaryOf: Loss = (yTrue, yPred, options) =>
  binaryCrossEntropyWithLogits(yPred, likePrediction("binaryCrossEntropyWithLogits", yTrue, yPred), options);

/** A logit above 0 is a probability above 0.5. */
const binaryAccuracyOfLogits = ofProbabilities(binaryAccuracy, sigmoid);

/** A metric of probabilities, of what `squash` makes of logits. */
function ofProbabilities(metric: Metric, squash: (logits: Tensor) => Tensor): Metric {
  const { tally } = metric;
  const ofLogits: Metric = (yTrue, yPred, options) => metric(yTrue, squash(yPred), options);
  if (!tally) return ofLogits;
  return Object.assign(ofLogits, {
    tally: {
      ...tally,
      of: (yTrue: Tensor, yPred: Tensor, options?: MetricOptions) => tally.of(yTrue, squash(yPred), options),
    },
  });
}

export const knownLosses = {
  binaryCrossentropy: keras(binaryCrossentropy, "probabilities", binaryAccuracy),
  categoricalCrossentropy: keras(categoricalCrossentropy, "class probabilities", categoricalAccuracy),
  sparseCategoricalCrossentropy: keras(sparseCategoricalCrossentropy, "class probabilities", sparseCategoricalAccuracy),
  meanSquaredError: keras(meanSquaredError, "numbers"),
  mse: keras(meanSquaredError, "numbers"),
  meanAbsoluteError: keras(meanAbsoluteError, "numbers"),
  mae: keras(meanAbsoluteError, "numbers"),
  huber: keras(huber, "numbers"),
  klDivergence: keras(klDivergence, "class probabilities", categoricalAccuracy),
  crossEntropy: {
    given: crossEntropy,
    loss: crossEntropyOf,
    outputs: "class logits",
    accuracy,
    metrics: { precision: ofProbabilities(precision, softmax), recall: ofProbabilities(recall, softmax) },
  },
  ctc: { given: ctc, loss: ctcOf, outputs: "class logits", bySequence: true },
  binaryCrossEntropyWithLogits: {
    given: binaryCrossEntropyWithLogits,
    loss: binaryOf,
    outputs: "logits",
    accuracy: binaryAccuracyOfLogits,
    metrics: {
      binaryAccuracy: binaryAccuracyOfLogits,
      precision: ofProbabilities(precision, sigmoid),
      recall: ofProbabilities(recall, sigmoid),
    },
  },
} satisfies Record<string, KnownLoss>;

export type KnownLossName = keyof typeof knownLosses;
