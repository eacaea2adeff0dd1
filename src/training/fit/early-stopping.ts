// EarlyStopping: ends a training that learns no more. https://keras.io/api/callbacks/early_stopping/
import { assertOptions, type OptionNames } from "../../options.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import type { Callback } from "./callbacks.ts";
import { assertEpochs, type MonitorOptions, monitorOf } from "./monitor.ts";

/** Options of `earlyStopping`, under Keras's names. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** How many epochs without improvement are waited for; 0 where left out. */
  patience?: number;
  /** How much counts as an improvement; 0 where left out. */
  minDelta?: number;
  /** Whether the weights of the best epoch are put back at the end; false where left out. */
  restoreBestWeights?: boolean;
}

const known: OptionNames<EarlyStoppingOptions> = {
  monitor: "text",
  patience: "number",
  minDelta: "number",
  mode: true,
  restoreBestWeights: "boolean",
};

/**
 * Keras's EarlyStopping: ends training once a measure has stopped to improve.
 * @throws RangeError for options that it does not know and, before the first step, for a measure that `fit` does not
 * take
 * @example await model.fit(x, y, { epochs: 50, validationSplit: 0.2, callbacks: [earlyStopping({ patience: 3 })] })
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  assertOptions("earlyStopping", options, known);
  const { patience = 0, restoreBestWeights = false } = options;
  const monitor = monitorOf("earlyStopping", options, 0);
  assertEpochs("earlyStopping", "patience", patience);
  let bestWeights: ReturnType<CompiledModel["getWeights"]> | undefined;
  let waited = 0;
  return {
    onTrainBegin(_model, measures) {
      monitor.begin(measures);
      [bestWeights, waited] = [undefined, 0];
    },
    onEpochEnd(epoch, measures, model) {
      if (monitor.isBest(measures)) {
        waited = 0;
        if (restoreBestWeights) bestWeights = model.getWeights();
      } else if (++waited >= patience && epoch > 0) model.stopTraining = true;
    },
    onTrainEnd(model) {
      if (bestWeights) model.setWeights(bestWeights);
    },
  };
}
