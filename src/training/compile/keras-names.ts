// The strings of compile(): Keras's names, in camelCase or as Keras spells them, and our own names beside them.
import type { Loss } from "../../nn/index.ts";
import { describe, nearest } from "../../options.ts";
import { type KnownLoss, type KnownLossName, knownLosses } from "./known-losses.ts";
import {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  type Metric,
  mae,
  mse,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from "./metrics.ts";
import { auc, precision, recall } from "./tallied-metrics.ts";

const metrics = {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  topKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  precision,
  recall,
  auc,
  mse,
  meanSquaredError: mse,
  mae,
  meanAbsoluteError: mae,
} satisfies Record<string, Metric>;

/** Keras's spelling of a camelCase name. */
type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : Name;

type MetricKey = keyof typeof metrics;
/** A loss that `compile` knows by name, in camelCase or as Keras spells it: "mse", "categorical_crossentropy", … */
export type LossName = KnownLossName | Snake<KnownLossName>;
/** A metric that `compile` knows by name, in camelCase or as Keras spells it: "accuracy", "binary_accuracy", … "acc" is "accuracy". */
export type MetricName = MetricKey | Snake<MetricKey> | "acc";

/** @throws RangeError for an unknown name; lists the known ones. */
export const lossNamed = (name: LossName): KnownLossName => known("losses", knownLosses, name);

/** The name of one of the toolkit's losses, whatever the order of its arguments; undefined for another function. */
export const nameOfLoss = (loss: Loss): KnownLossName | undefined =>
  (Object.keys(knownLosses) as KnownLossName[]).find(name => knownLosses[name].given === loss);

/**
 * The metric and the name under which it is reported, which is that of the function; "accuracy" is what fits the loss.
 * @throws RangeError for an unknown name, with the known ones; TypeError for a function without a name, or with one that is taken
 */
export function metricNamed(metric: MetricName | Metric, loss: KnownLoss | undefined): [string, Metric] {
  if (typeof metric === "function" && !isOurs(metric)) {
    if (metric.name === "" || metric.name === "loss" || isMetricName(metric.name))
      throw new TypeError(
        `compile expects a metric of your own to have a name of its own, but got ${describe(metric)}; ` +
          "write const top3 = (yTrue, yPred, options) => …, and metrics: [top3]",
      );
    return [metric.name, metric];
  }
  const key =
    typeof metric === "function"
      ? keyOf(metric)
      : known("metrics", metrics, (metric as string) === "acc" ? "accuracy" : metric);
  return [key, (key === "accuracy" ? loss?.accuracy : loss?.metrics?.[key]) ?? metrics[key]];
}

const keyOf = (metric: Metric): MetricKey =>
  (Object.keys(metrics) as MetricKey[]).find(name => (metrics[name] as unknown) === metric)!;
const isOurs = (metric: Metric): boolean => keyOf(metric) !== undefined;

/** Whether `compile` knows a metric by this name, in camelCase. */
export const isMetricName = (name: string): boolean => Object.hasOwn(metrics, name);

/** "val_loss" → "valLoss" */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function known<Key extends string>(what: string, table: Record<Key, unknown>, name: string): Key {
  const key = camelCase(String(name));
  if (Object.hasOwn(table, key)) return key as Key;
  const names = Object.keys(table);
  const near = typeof name === "string" ? nearest(name, names) : undefined;
  throw new RangeError(
    `compile knows the ${what} ${names.join(", ")}, but got ${describe(name)}${near ? `; did you mean ${near}?` : ""}`,
  );
}
