// ModelCheckpoint: keeps the model as it is after an epoch. https://keras.io/api/callbacks/model_checkpoint/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { SavedFunctional, SavedModel } from "../saving/saved-model.ts";
import type { Callback } from "./callbacks.ts";
import type { Measures } from "./measures.ts";
import { type MonitorOptions, monitorOf } from "./monitor.ts";

/** Options of `modelCheckpoint`, under Keras's names. */
export interface ModelCheckpointOptions extends MonitorOptions {
  /** Whether only an epoch is kept in which the measure was better than ever before; false where left out. */
  saveBestOnly?: boolean;
  /** Whether the optimizer with its memory is kept, too, to train on from there; true where left out. */
  includeOptimizer?: boolean;
  /** What to do with each model that is kept, for example to write it to a file; it is waited for. */
  save?(saved: SavedModel | SavedFunctional, epoch: number, measures: Measures): void | Promise<void>;
}

const known: OptionNames<ModelCheckpointOptions> = {
  monitor: "text",
  minDelta: "number",
  mode: true,
  saveBestOnly: "boolean",
  includeOptimizer: "boolean",
  save: true,
};

/** The callback, with what it keeps. */
export interface ModelCheckpoint extends Callback {
  /** The model that was kept last; undefined before. `loadModel` takes it. */
  readonly saved: SavedModel | SavedFunctional | undefined;
  /** The number of its epoch, from 0. */
  readonly epoch: number | undefined;
}

/**
 * Keras's ModelCheckpoint: keeps the model, as `model.save()` gives it, after each epoch or only after those in which a measure
 * was better than ever before. It is kept in memory; `save` may write it to a file.
 * @throws RangeError for options that it does not know and, before the first step, for a measure that `fit` does not take
 * @example
 * const best = modelCheckpoint({ monitor: "valLoss", saveBestOnly: true })
 * await model.fit(x, y, { epochs: 50, validationSplit: 0.2, callbacks: [best] })
 * const model2 = loadModel(best.saved!)
 */
export function modelCheckpoint(options: ModelCheckpointOptions = {}): ModelCheckpoint {
  const who = "modelCheckpoint";
  assertOptions(who, options, known);
  const { saveBestOnly = false, includeOptimizer = true, save } = options;
  if (save !== undefined && typeof save !== "function")
    throw new TypeError(`${who} expects save to be a function of what is kept, saved => …, but got ${describe(save)}`);
  const monitor = saveBestOnly ? monitorOf(who, options, 0) : undefined;
  if (!monitor && (options.monitor ?? options.mode ?? options.minDelta) !== undefined)
    throw new RangeError(
      `${who} watches a measure only with saveBestOnly: true, but got { ${Object.keys(options).join(", ")} }`,
    );
  let kept: { saved: SavedModel | SavedFunctional; epoch: number } | undefined;
  return {
    get saved() {
      return kept?.saved;
    },
    get epoch() {
      return kept?.epoch;
    },
    onTrainBegin(_model, measures) {
      monitor?.begin(measures);
    },
    async onEpochEnd(epoch, measures, model) {
      if (monitor && !monitor.isBest(measures)) return;
      kept = { saved: model.save({ includeOptimizer }), epoch };
      await save?.(kept.saved, epoch, measures);
    },
  };
}
