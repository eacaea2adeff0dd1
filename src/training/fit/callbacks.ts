// Callbacks: what happens between the epochs of fit. https://keras.io/api/callbacks/

import { assertOptions, describe, nearest, type OptionNames } from "../../options.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { camelCase } from "../compile/keras-names.ts";
import type { Measures } from "./measures.ts";

/** Functions that `fit` calls; epochs count from 0, as in Keras. `model.stopTraining = true` ends training after the epoch. */
export interface Callback {
  /** @param measures the names of what each epoch will measure: "loss", "valLoss", … */
  onTrainBegin?(model: CompiledModel, measures?: readonly string[]): void | Promise<void>;
  /** @param measures of the epoch: loss, valLoss, … */
  onEpochEnd?(epoch: number, measures: Measures, model: CompiledModel): void | Promise<void>;
  onTrainEnd?(model: CompiledModel): void | Promise<void>;
}

const hooks: OptionNames<Callback> = { onTrainBegin: true, onEpochEnd: true, onTrainEnd: true };

/**
 * The callbacks of a fit, one or several, as a list.
 * @throws TypeError for what `fit` would never call: a function by itself, an object without any of the functions that it calls,
 * or with one under nearly such a name
 */
export function callbacksOf(given: Callback | readonly Callback[]): readonly Callback[] {
  const known = Object.keys(hooks);
  const callbacks: readonly unknown[] = Array.isArray(given) ? given : [given];
  for (const callback of callbacks) {
    if (typeof callback === "function")
      throw new TypeError(
        `fit expects callbacks with names, but got ${describe(callback)}; write { onEpochEnd(epoch, measures) { … } }` +
          (callback.name ? ", or call it where it makes a callback, as earlyStopping()" : ""),
      );
    const own = functionsOf(callback);
    const wrong = own.find(name => /^on[A-Z_]/.test(name) && !known.includes(name));
    if (wrong === undefined && own.some(name => known.includes(name))) continue;
    const near = wrong && nearest(wrong, known);
    throw new TypeError(
      `fit expects callbacks with functions out of ${known.join(", ")}, but got ${wrong ?? describe(callback)}` +
        (near ? `; did you mean ${near}?` : ""),
    );
  }
  return callbacks as readonly Callback[];
}

/** The names of the functions of an object, those of its class too. */
function functionsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const names: string[] = [];
  for (let at: object | null = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const name of Object.getOwnPropertyNames(at))
      if (name !== "constructor" && typeof (value as Record<string, unknown>)[name] === "function") names.push(name);
  return names;
}

/** Options of `earlyStopping`, under Keras's names. */
export interface EarlyStoppingOptions {
  /** The measure to watch; "valLoss" where left out. Keras's names are known too: "val_loss". */
  monitor?: string;
  /** How many epochs without improvement are waited for; 0 where left out. */
  patience?: number;
  /** How much counts as an improvement; 0 where left out. */
  minDelta?: number;
  /** Whether smaller or larger is better; where left out larger for accuracies, precision, recall and auc, else smaller. */
  mode?: "min" | "max";
  /** Whether the weights of the best epoch are put back at the end; false where left out. */
  restoreBestWeights?: boolean;
}

/**
 * Keras's EarlyStopping: ends training once a measure has stopped to improve.
 * @throws RangeError for options that it does not know and, before the first step, for a measure that `fit` does not
 * take
 * @example await model.fit(x, y, { epochs: 50, validationSplit: 0.2, callbacks: [earlyStopping({ patience: 3 })] })
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  assertOptions("earlyStopping", options, known);
  const { monitor: watched = "valLoss", patience = 0, minDelta = 0, restoreBestWeights = false } = options;
  if (typeof watched !== "string")
    throw new TypeError(
      `earlyStopping expects monitor to be the name of a measure, "valLoss", but got ${describe(watched)}`,
    );
  const monitor = camelCase(watched);
  const { mode = /(accuracy|precision|recall|auc)$/i.test(monitor) ? "max" : "min" } = options;
  if (!Number.isInteger(patience) || patience < 0)
    throw new RangeError(`earlyStopping expects patience to be a whole number ≥ 0, but got ${patience}`);
  if (mode !== "min" && mode !== "max")
    throw new RangeError(`earlyStopping expects mode "min" or "max", but got ${JSON.stringify(mode)}`);
  const sign = mode === "min" ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  let bestWeights: ReturnType<CompiledModel["getWeights"]> | undefined;
  let waited = 0;
  return {
    onTrainBegin(_model, measures) {
      if (measures) assertMeasured(monitor, measures);
      [best, bestWeights, waited] = [Number.POSITIVE_INFINITY, undefined, 0];
    },
    onEpochEnd(epoch, measures, model) {
      const value = measures[monitor];
      if (value === undefined) assertMeasured(monitor, Object.keys(measures));
      if (sign * value! < best - minDelta) {
        [best, waited] = [sign * value!, 0];
        if (restoreBestWeights) bestWeights = model.getWeights();
      } else if (++waited >= patience && epoch > 0) model.stopTraining = true;
    },
    onTrainEnd(model) {
      if (bestWeights) model.setWeights(bestWeights);
    },
  };
}

const known: OptionNames<EarlyStoppingOptions> = {
  monitor: true,
  patience: true,
  minDelta: true,
  mode: true,
  restoreBestWeights: true,
};

function assertMeasured(monitor: string, measures: readonly string[]): void {
  if (measures.includes(monitor)) return;
  const near = nearest(monitor, measures);
  const next = /^val[A-Z]/.test(monitor) && !measures.some(name => name.startsWith("val"));
  throw new RangeError(
    `earlyStopping expects one of the measures ${measures.join(", ")} to monitor, but got ${JSON.stringify(monitor)}` +
      (next
        ? '; give fit validationData or validationSplit, or watch the training itself: earlyStopping({ monitor: "loss" })'
        : near
          ? `; did you mean ${near}?`
          : ""),
  );
}
