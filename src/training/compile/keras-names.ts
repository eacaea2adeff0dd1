// The strings of compile(): Keras's names, in camelCase or as Keras spells them.
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from "../../nn/index.ts";
import { binaryAccuracy, categoricalAccuracy, type Metric, mae, mse, sparseCategoricalAccuracy } from "./metrics.ts";

/** A loss that compile knows by name, with what "accuracy" means beside it (by the shapes, where left out). */
interface NamedLoss {
  readonly loss: Loss;
  readonly accuracy?: Metric;
}

const losses = {
  binaryCrossentropy: { loss: binaryCrossentropy, accuracy: binaryAccuracy },
  categoricalCrossentropy: { loss: categoricalCrossentropy, accuracy: categoricalAccuracy },
  sparseCategoricalCrossentropy: { loss: sparseCategoricalCrossentropy, accuracy: sparseCategoricalAccuracy },
  meanSquaredError: { loss: meanSquaredError },
  mse: { loss: meanSquaredError },
  meanAbsoluteError: { loss: meanAbsoluteError },
  mae: { loss: meanAbsoluteError },
} satisfies Record<string, NamedLoss>;

/** Class ids or one-hot targets, by their shape; a single output is a probability. As Keras decides. */
const accuracyByShape: Metric = (yTrue, yPred, options) => {
  const single = yPred.shape.at(-1) === 1;
  const metric = single
    ? binaryAccuracy
    : yTrue.shape.length === yPred.shape.length
      ? categoricalAccuracy
      : sparseCategoricalAccuracy;
  return metric(yTrue, yPred, options);
};

const metrics = {
  accuracy: accuracyByShape,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  mse,
  meanSquaredError: mse,
  mae,
  meanAbsoluteError: mae,
} satisfies Record<string, Metric>;

/** Keras's spelling of a camelCase name. */
type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : Name;

type LossKey = keyof typeof losses;
type MetricKey = keyof typeof metrics;
export type LossName = LossKey | Snake<LossKey>;
export type MetricName = MetricKey | Snake<MetricKey>;

/** @throws RangeError for an unknown name; lists the known ones. */
export function lossNamed(name: LossName): NamedLoss {
  return losses[known("losses", losses, name)];
}

/** The name of one of Keras's losses; undefined for another function. */
export const nameOfLoss = (loss: Loss): LossKey | undefined =>
  (Object.keys(losses) as LossKey[]).find(name => losses[name].loss === loss);

/**
 * The metric and the name under which it is reported; "accuracy" is what fits the loss.
 * @throws RangeError for an unknown name; lists the known ones.
 */
export function metricNamed(name: MetricName, loss: NamedLoss | undefined): [MetricKey, Metric] {
  const key = known("metrics", metrics, name);
  return [key, key === "accuracy" ? (loss?.accuracy ?? metrics.accuracy) : metrics[key]];
}

function known<Key extends string>(what: string, table: Record<Key, unknown>, name: string): Key {
  const key = String(name).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!Object.hasOwn(table, key))
    throw new RangeError(`compile knows the ${what} ${Object.keys(table).join(", ")}, but got ${JSON.stringify(name)}`);
  return key as Key;
}
