// Names that were not measured: reading one gives undefined, as of any object, and a word on what it needs.
//
// The names stand in the prototype, so that they are in nothing that is copied, listed, printed, compared or looked for
// with `in`. Reading them throws nothing: a program may ask for `history.valLoss ?? history.loss`.

import { camelCase, isMetricName } from "../compile/keras-names.ts";
import { formatMeasures, type Measures } from "./measures.ts";

/** What a name needs that is not in `measures`; undefined for a name that nobody measures. */
type Need = (name: string, measures: object) => string | undefined;

const metricNeed: Need = name => (isMetricName(name) ? `name ${name} in compile, { metrics: ["${name}"] }` : undefined);

/** Of what `fit` measured: "valLoss", "val_accuracy" and metrics. */
const historyNeed: Need = (name, measures) => {
  if (!/^val[A-Z]/.test(name)) return metricNeed(name, measures);
  const measure = `${name[3]!.toLowerCase()}${name.slice(4)}`;
  if (measure !== "loss" && !isMetricName(measure)) return undefined;
  const missing = [
    measure in measures ? undefined : metricNeed(measure, measures),
    "valLoss" in measures ? undefined : "give fit { validationSplit: 0.2 } or { validationData: [x, y] }",
  ];
  return missing.filter(need => need !== undefined).join(", and ") || undefined;
};

function prototype(of: string, need: Need, members: object = {}): object {
  const told = new WeakMap<object, Set<string>>();
  return new Proxy(members, {
    get(target, key, reader) {
      const next = typeof key === "string" && !(key in target) ? need(camelCase(key), reader as object) : undefined;
      if (next !== undefined) tell(reader as object, String(key), next);
      return Reflect.get(target, key, reader);
    },
  });

  function tell(reader: object, key: string, next: string): void {
    const names = told.get(reader) ?? new Set();
    told.set(reader, names);
    if (names.has(key)) return;
    names.add(key);
    const has = Object.keys(reader).join(", ");
    console.warn(`${of} has no ${key}, because it was not measured: ${next}. It has ${has}.`);
  }
}

const ofHistory = prototype("history", historyNeed);
const ofEvaluation = prototype("What evaluate returned", metricNeed, {
  /** For a text: `${model.evaluate(x, y)}`. */
  toString(this: Measures) {
    return formatMeasures(this);
  },
});

/** Makes reading a name that `fit` did not measure say what it needs. */
export const tellingHistory = <Values extends object>(values: Values): Values =>
  Object.setPrototypeOf(values, ofHistory) as Values;

/** The same for what `evaluate` measured. */
export const tellingEvaluation = <Values extends object>(values: Values): Values =>
  Object.setPrototypeOf(values, ofEvaluation) as Values;
