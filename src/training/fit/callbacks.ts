// Callbacks: what happens between the epochs and batches of fit. https://keras.io/api/callbacks/

import { describe, nearest, type OptionNames } from "../../options.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import type { Measures } from "./measures.ts";

/**
 * Functions that `fit` calls, in this order; epochs and batches count from 0, as in Keras. Each is waited for. Between them they
 * may use the model as they like. `model.stopTraining = true` ends training after the epoch.
 */
export interface Callback {
  /** @param measures the names of what each epoch will measure: "loss", "valLoss", … */
  onTrainBegin?(model: CompiledModel, measures?: readonly string[]): void | Promise<void>;
  onEpochBegin?(epoch: number, model: CompiledModel): void | Promise<void>;
  onTrainBatchBegin?(batch: number, model: CompiledModel): void | Promise<void>;
  /** After the step. @param measures of this batch alone, before its step: loss, accuracy, …; none where it is all padding */
  onTrainBatchEnd?(batch: number, measures: Measures, model: CompiledModel): void | Promise<void>;
  /** Before the validation of an epoch; only where there is validation data. */
  onValidationBegin?(model: CompiledModel): void | Promise<void>;
  /** @param measures of the validation: loss, accuracy, … */
  onValidationEnd?(measures: Measures, model: CompiledModel): void | Promise<void>;
  /** @param measures of the epoch: loss, valLoss, … */
  onEpochEnd?(epoch: number, measures: Measures, model: CompiledModel): void | Promise<void>;
  onTrainEnd?(model: CompiledModel): void | Promise<void>;
}

const hooks: OptionNames<Callback> = {
  onTrainBegin: true,
  onEpochBegin: true,
  onTrainBatchBegin: true,
  onTrainBatchEnd: true,
  onValidationBegin: true,
  onValidationEnd: true,
  onEpochEnd: true,
  onTrainEnd: true,
};

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
