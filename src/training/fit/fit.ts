// fit: epochs of batches, one optimizer step each, with validation, progress and callbacks in between.

import { untilInterrupt } from "../../backend/index.ts";
import { type ClassWeight, type ModelInputs, zeroGrad } from "../../nn/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { noGrad, type RngState, seed, type TensorLike } from "../../tensor/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { measureNames } from "../compile/measure-names.ts";
import { atomicStep } from "../step/atomic-step.ts";
import { randomSourcesOf } from "../step/model-state.ts";
import { onlyToolkitSees, scratchPass } from "../step/scratch-pass.ts";
import { eventTurns } from "../step/yield-to-events.ts";
import { type Callback, callbacksOf } from "./callbacks.ts";
import { weightedByClass } from "./class-weight.ts";
import { createEpochLog, type Verbosity } from "./epoch-log.ts";
import { type Measured, measure, measureAll, type SampleBatch, sampleBatches } from "./evaluate-batch.ts";
import { TrainingHistory } from "./history.ts";
import { type Measures, validationName, withKerasNames } from "./measures.ts";
import { Average, measuresOfBatch } from "./running-average.ts";
import { assertWholeBatches, type Samples, samplesFor, split } from "./samples.ts";

/** Under Keras's names. https://keras.io/api/models/model_training_apis/ */
export interface FitOptions {
  /** The last epoch, counted from 1; 1 where left out. */
  epochs?: number;
  /** How many epochs are done already, for a run that goes on; 0 where left out. */
  initialEpoch?: number;
  /** Samples a step; 32 where left out. */
  batchSize?: number;
  /** Whether samples are drawn in a new order each epoch; true where left out. */
  shuffle?: boolean;
  /** Seed of the shuffles; the model's own generator goes on where left out. */
  seed?: number;
  /** How much each sample [n], or each of its time steps [n, T], counts in the loss; metrics count all alike, as in Keras. */
  sampleWeight?: TensorLike;
  /**
   * How much each class counts in the loss, [classes] or { 0: 1, 1: 5 }, 1 where one is left out: the sample weight of each target
   * of that class, times `sampleWeight` where there is one. Validation is not weighted. As in Keras. "balanced" is scikit-learn's: all
   * classes count alike in sum, n / (classes · samples of the class).
   */
  classWeight?: ClassWeight | "balanced";
  /** [x, y] or [x, y, sampleWeight] on which loss and metrics are measured after each epoch, as valLoss, valAccuracy, … */
  validationData?: readonly [x: ModelInputs, y: ModelInputs, sampleWeight?: TensorLike];
  /** A share of the samples to validate on instead: the last ones, which are then not trained on. */
  validationSplit?: number;
  /** Called between epochs, one or several; `earlyStopping()` is one. */
  callbacks?: Callback | readonly Callback[];
  /**
   * 0 (or false): nothing is shown. 1 (where left out): one line an epoch; of more than 12 epochs in a notebook one table, kept up
   * to date. 2: one line an epoch, always.
   */
  verbose?: Verbosity | boolean;
  /**
   * Draws loss and metrics while they are measured: one picture, kept up to date; false where left out. In a notebook it stands
   * for the lines or the table, unless verbose is 2. Elsewhere its description is printed at the end.
   */
  plot?: boolean;
}

const fitOptions: OptionNames<FitOptions> = {
  epochs: "number",
  initialEpoch: "number",
  batchSize: "number",
  shuffle: "boolean",
  seed: "number",
  sampleWeight: true,
  classWeight: true,
  validationData: true,
  validationSplit: "number",
  callbacks: true,
  verbose: true,
  plot: "boolean",
};

/** How far a fit is. */
export interface FitProgress {
  steps: number;
  /** Whether a callback runs: it may use the model as it likes. */
  inCallback: boolean;
  /** Whether a call during fit has been warned of it. */
  isTold?: boolean;
}

export async function fit(
  model: CompiledModel,
  x: ModelInputs,
  y: ModelInputs,
  options: FitOptions,
  progress: FitProgress,
): Promise<TrainingHistory> {
  assertOptions("fit", options, fitOptions);
  const { epochs = 1, initialEpoch = 0, batchSize = 32, shuffle = true, verbose = 1, plot = false } = options;
  const callbacks = callbacksOf(options.callbacks ?? []);
  const { optimizer } = model.compiled("fit");
  if (![0, 1, 2].includes(Number(verbose)))
    throw new RangeError(`fit expects verbose 0, 1 or 2, but got ${describe(verbose)}`);
  if (typeof plot !== "boolean") throw new TypeError(`fit expects plot to be true or false, but got ${describe(plot)}`);
  for (const [what, n] of Object.entries({ epochs, initialEpoch }))
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError(`fit expects ${what} to be a whole number of epochs, but got ${n}`);
  if (shuffle && model.statefulLayers.length > 0)
    throw new Error(
      "fit expects shuffle: false for a stateful model: each sequence goes on in the same row of the next batch",
    );
  const [samples, validation] = trainingAndValidation(model, x, y, options);
  const rng = options.seed === undefined ? model.rng : seed(options.seed);
  const changing = { sources: [...new Set([...randomSourcesOf(model), rng])], stateful: model.statefulLayers };
  const history = new TrainingHistory(epochs);
  const verbosity = Number(verbose) as Verbosity;
  const log = createEpochLog(history, { verbosity, plot, first: initialEpoch, epochs });
  const yieldToEvents = eventTurns();
  model.stopTraining = false;
  let isTold = false;
  const measured = measureNames(model.compiled("fit"));
  const names = [...measured, ...(validation ? measured.map(validationName) : [])];
  const call = async (name: keyof Callback, what: (callback: Callback) => unknown) => {
    const called = callbacks.filter(callback => callback[name] !== undefined);
    if (called.length === 0) return;
    progress.inCallback = true;
    try {
      for (const callback of called) await untilInterrupt(what(callback));
    } finally {
      progress.inCallback = false;
    }
  };
  /** One step, whole or undone. @param before where the generator stood before it shuffled, for the first step of an epoch */
  function learned(batch: SampleBatch, before: RngState | undefined): Measured {
    try {
      return atomicStep(changing, () => {
        const measured = learnBatch("fit", model, batch, true);
        if (measured.rows > 0) optimizer.step(model);
        return measured;
      });
    } catch (error) {
      if (before) rng.restore(before);
      throw error;
    }
  }
  /** One epoch of steps. */
  async function learnOnce(epoch: number): Promise<Measures> {
    const average = new Average("samples");
    const batches = Math.ceil(samples.x.shape[0]! / batchSize);
    let done = 0;
    const before = rng.state;
    for (const batch of sampleBatches(samples, { batchSize, rng: shuffle ? rng : undefined })) {
      await yieldToEvents();
      await call("onTrainBatchBegin", callback => callback.onTrainBatchBegin?.(done, model));
      const measured = learned(batch, done === 0 ? before : undefined);
      average.add(measured);
      progress.steps++;
      await call("onTrainBatchEnd", callback => callback.onTrainBatchEnd?.(done, measuresOfBatch(measured), model));
      done++;
      if (measured.rows > 0) log.step({ at: epoch + done / batches, measures: () => average.measures("fit") });
    }
    return average.measures("fit");
  }
  /** Loss and metrics on the validation data, where there are some. */
  async function validate(): Promise<Measures | undefined> {
    if (!validation) return undefined;
    await call("onValidationBegin", callback => callback.onValidationBegin?.(model));
    const measures = aside(model, () => measureAll("fit (validation)", model, validation, batchSize));
    await call("onValidationEnd", callback => callback.onValidationEnd?.(measures, model));
    return measures;
  }

  await call("onTrainBegin", callback => callback.onTrainBegin?.(model, names));
  try {
    for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
      await call("onEpochBegin", callback => callback.onEpochBegin?.(epoch, model));
      const measures = withKerasNames({ ...(await learnOnce(epoch)), ...validationMeasures(await validate()) });
      history.append(epoch, measures);
      log.epoch(epoch, measures);
      if (!isTold && !Number.isFinite(measures.loss)) {
        isTold = true;
        console.warn(lossIsLost(epoch, measures.loss!));
      }
      await call("onEpochEnd", callback => callback.onEpochEnd?.(epoch, measures, model));
    }
  } finally {
    log.end();
  }
  await call("onTrainEnd", callback => callback.onTrainEnd?.(model));
  return history;
}

/** Told once: from here on nothing is learned. */
const lossIsLost = (epoch: number, loss: number): string =>
  `fit: the loss is ${loss} since epoch ${epoch + 1}. Where that comes from: findNonFinite(tensor(x)), a number of the data; ` +
  "findNonFinite(model, tensor(x)), the first weight or layer. Where the data are finite, try a smaller learning rate or clipnorm.";

/**
 * Forward and backward. `isOurs` says that nobody else holds the batch, as of one that `fit` took out of its samples. Whether only the toolkit sees the tensors is checked at every step: a callback, or another cell, may
 * have replaced a method since.
 */
export function learnBatch(who: string, model: CompiledModel, batch: SampleBatch, isOurs: boolean): Measured {
  const pass = () => {
    zeroGrad(model);
    const { cost, ...measured } = measure(who, model, batch, true);
    if (cost?.requiresGrad) cost.backward(); // of a model that is frozen as a whole there is nothing
    return measured;
  };
  const knowsLosses = model.compiled(who).outputs.every(({ lossName }) => lossName);
  return knowsLosses && onlyToolkitSees(model) ? scratchPass(model, batch, isOurs, pass) : pass();
}

function trainingAndValidation(
  model: CompiledModel,
  x: ModelInputs,
  y: ModelInputs,
  { batchSize = 32, sampleWeight, classWeight, validationData, validationSplit }: FitOptions,
): [training: Samples, validation: Samples | undefined] {
  if (validationData && validationSplit !== undefined)
    throw new RangeError("fit expects validationData or validationSplit, but got both");
  if (validationData !== undefined && !(Array.isArray(validationData) && [2, 3].includes(validationData.length)))
    throw new TypeError(
      `fit expects validationData as a list, [x, y] or [x, y, sampleWeight], but got ${describe(validationData)}`,
    );
  if (classWeight !== undefined && model.outputs.length > 1)
    throw new RangeError("fit expects a classWeight for a model of one output; give sampleWeight instead");
  if (classWeight !== undefined && model.compiled("fit").lossName === "ctc")
    throw new RangeError(
      "fit expects no classWeight beside ctc, since a target is a sequence of classes; give sampleWeight instead",
    );
  const all = samplesFor("fit", model, [x, y, sampleWeight], batchSize);
  const [given, validation] =
    validationSplit !== undefined
      ? split(all, validationSplit)
      : [all, validationData && samplesFor("fit (validation)", model, validationData, batchSize)];
  const training = classWeight === undefined ? given : weightedByClass("fit", given, classWeight);
  assertWholeBatches("fit", model, training.x, batchSize);
  if (validation) {
    assertWholeBatches("fit (validation)", model, validation.x, batchSize);
    // One sample that is not all padding tells whether shapes fit, before a whole epoch has passed.
    aside(model, () =>
      noGrad(() => {
        for (const one of sampleBatches(validation, { batchSize: 1 }))
          if (measure("fit (validation)", model, one, false).rows > 0) break;
      }),
    );
  }
  return [training, validation];
}

/** Runs `work` from fresh states, and leaves those that stateful layers carry as they are. */
function aside<Result>(model: CompiledModel, work: () => Result): Result {
  const layers = model.statefulLayers;
  const carried = layers.map(layer => layer.carried);
  model.resetStates();
  try {
    return work();
  } finally {
    layers.forEach((layer, i) => {
      layer.carried = carried[i];
    });
  }
}

const validationMeasures = (measured: Measures | undefined): Measures =>
  Object.fromEntries(Object.entries(measured ?? {}).map(([name, value]) => [validationName(name), value]));
