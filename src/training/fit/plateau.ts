// ReduceLROnPlateau: smaller steps where a measure improves no more. https://keras.io/api/callbacks/reduce_lr_on_plateau/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Callback } from "./callbacks.ts";
import { assertEpochs, type MonitorOptions, monitorOf } from "./monitor.ts";

/** Options of `reduceLROnPlateau`, under Keras's names. */
export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** What the learning rate is multiplied by; 0.1 where left out. */
  factor?: number;
  /** How many epochs without improvement are waited for; 10 where left out. */
  patience?: number;
  /** How much counts as an improvement; 1e-4 where left out. */
  minDelta?: number;
  /** For how many epochs after a change nothing is counted; 0 where left out. */
  cooldown?: number;
  /** The learning rate does not fall below it; 0 where left out. */
  minLr?: number;
}

const known: OptionNames<ReduceLROnPlateauOptions> = {
  monitor: "text",
  factor: "number",
  patience: "number",
  minDelta: "number",
  mode: true,
  cooldown: "number",
  minLr: "number",
};

/**
 * Keras's ReduceLROnPlateau: multiplies the optimizer's learning rate by `factor` once a measure has stopped to improve. What it is
 * then stands in `optimizer.learningRate`.
 * @throws RangeError for options outside their range or that it does not know and, before the first step, for a measure that
 * `fit` does not take; TypeError for an optimizer whose learning rate is a schedule
 * @example await model.fit(x, y, { epochs: 50, validationSplit: 0.2, callbacks: [reduceLROnPlateau({ factor: 0.5, patience: 3 })] })
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): Callback {
  const who = "reduceLROnPlateau";
  assertOptions(who, options, known);
  const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0 } = options;
  const monitor = monitorOf(who, options, 1e-4);
  assertEpochs(who, "patience", patience);
  assertEpochs(who, "cooldown", cooldown);
  if (!(typeof factor === "number" && factor > 0 && factor < 1))
    throw new RangeError(`${who} expects factor above 0 and below 1, but got ${describe(factor)}`);
  if (!(typeof minLr === "number" && minLr >= 0))
    throw new RangeError(`${who} expects minLr ≥ 0, but got ${describe(minLr)}`);
  let [waited, resting] = [0, 0];
  return {
    onTrainBegin(model, measures) {
      monitor.begin(measures);
      [waited, resting] = [0, 0];
      rateOf(model.compiled(who).optimizer);
    },
    // In the order of Keras's: the last epoch of a rest counts already.
    onEpochEnd(_epoch, measures, model) {
      if (resting > 0) {
        resting--;
        waited = 0;
      }
      if (monitor.isBest(measures)) waited = 0;
      else if (resting === 0 && ++waited >= patience) {
        const { optimizer } = model.compiled(who);
        optimizer.learningRate = Math.max(rateOf(optimizer) * factor, Math.min(minLr, rateOf(optimizer)));
        [waited, resting] = [0, cooldown];
      }
    },
  };

  function rateOf({ learningRate }: { learningRate: unknown }): number {
    if (typeof learningRate === "number") return learningRate;
    throw new TypeError(
      `${who} expects an optimizer with a number as its learning rate, but got ${describe(learningRate)}` +
        (typeof learningRate === "function"
          ? "; the schedule sets the learning rate already: leave one of the two out, or write a number, adam(1e-3)"
          : ""),
    );
  }
}
