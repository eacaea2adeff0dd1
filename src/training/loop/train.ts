// train: the training loop as an async generator, one value a step, that can be stopped between steps and resumed.
import type { BatchSource } from "../../data/index.ts";
import type { StateTensors } from "../../nn/index.ts";
import { Optimizer, type OptimizerName, optimizerNamed } from "../../optim/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { Rng, type Tensor } from "../../tensor/index.ts";
import type { SequentialModel } from "../sequential-model.ts";
import { atomicStep } from "../step/atomic-step.ts";
import { liveView } from "../step/live-view.ts";
import { randomSourcesOf, statefulLayersOf } from "../step/model-state.ts";
import { eventTurns } from "../step/yield-to-events.ts";
import { type BatchLoss, lossFunction } from "./batch-loss.ts";
import { type Checkpoint, putBack, type Resumable, takeCheckpoint } from "./checkpoint.ts";
import { assertEvaluation, evaluated } from "./evaluation.ts";
import { takeStep } from "./take-step.ts";
import { trainFigure } from "./train-figure.ts";
import type { EvaluationHook, TrainingRecord } from "./training-record.ts";

/** One step of training, done. */
export interface TrainingStep extends TrainingRecord {
  /** All steps so far, this one last; the same growing list each time. */
  readonly history: readonly TrainingRecord[];
  /** Everything that is needed to go on from here. @throws Error once the next step has begun. */
  checkpoint(): Checkpoint;
}

/** The steps of a training, to loop over. */
export type TrainingSteps = AsyncGenerator<TrainingStep, void, undefined> & {
  /** How many there will be, for a progress bar; undefined where the batches do not say. */
  readonly length: number | undefined;
};

/** Options of `train`. */
export interface TrainOptions {
  /** An optimizer, adam(3e-3), or one of Keras's names with its defaults. */
  optimizer: Optimizer | OptimizerName;
  /** Largest joint norm of all gradients; not clipped where left out. */
  clipNorm?: number;
  /** Whether each step makes sure that loss and gradients are finite before weights change; false where left out. */
  checkFinite?: boolean;
  /** How often all batches are seen; 1 where left out. */
  epochs?: number;
  /**
   * Draws loss and gradient norm while they are measured: one picture, kept up to date; false where left out. Elsewhere than in a
   * notebook its description is printed at the end.
   */
  plot?: boolean;
  /**
   * What is measured every so many steps, as `evaluation` of the step:
   * { every: 100, measure: () => ({ valLoss: loss(validation).item() }) }.
   */
  evaluate?: EvaluationHook;
  /** Go on from what `checkpoint()` gave, with a model, optimizer and batches made in the same way. */
  resume?: Checkpoint;
}

/** For a model that brings no loss of its own. */
export interface TrainOptionsWithLoss<Item, State extends StateTensors> extends TrainOptions {
  /** From a batch to its loss. */
  loss: BatchLoss<Item, State>;
}

const known = {
  optimizer: true,
  loss: true,
  clipNorm: "number",
  checkFinite: "boolean",
  epochs: "number",
  plot: "boolean",
  evaluate: true,
  resume: true,
} satisfies OptionNames<AnyOptions>;

/**
 * Trains a compiled `sequential()` model step by step, by the loss of compile().
 * @param batches `batches({ x, y })`, with `sampleWeight` where samples count differently
 * @throws TypeError or RangeError at the first step for a wrong option, which it names
 */
export function train(
  model: SequentialModel,
  batches: Iterable<{ x: Tensor; y: Tensor; sampleWeight?: Tensor }>,
  options: TrainOptions,
): TrainingSteps;
// Last, because the compiler explains a wrong call by the last one.
/**
 * Trains a model step by step: each turn of the loop has done one whole step, so `break` or an interrupt leaves weights
 * that fit together. `display.progress(train(…))` shows a bar.
 * @param model any tree of modules, whose loss is computed by `loss`
 * @param batches what each step is given: `batches({ x, y })`, `bpttBatches(…)`, or any list that can be walked through
 * @throws TypeError or RangeError at the first step for a wrong option, which it names; Error for NaN or infinite
 * gradients
 * where they are to be clipped or checked, before weights change
 * @example
 * const loss = ({ x, y }: Batch) => crossEntropy(model.readout.forward(unroll(model.cell, x).hidden.at(-1)!), y)
 * for await (const { step, loss: value } of train(model, batches({ x, y }), { loss, optimizer: adam(3e-3), clipNorm: 1 }))
 *   if (step % 100 === 0) console.log(value)
 * @example
 * // truncated backpropagation through time: what is returned as `state` comes back with the next stretch
 * const loss = ({ x, y }: Batch, { state }: LossContext<LSTMState>) => {
 *   const { hidden, state: after } = unroll(cell, x, { initialState: state })
 *   return { loss: crossEntropy(readout.forward(stack(hidden, 1)), y), state: after }
 * }
 */
export function train<Item, State extends StateTensors = Tensor>(
  model: object,
  batches: Iterable<Item> | BatchSource<Item>,
  options: TrainOptionsWithLoss<Item, State>,
): TrainingSteps;
export function train(model: object, batches: Iterable<unknown>, options: AnyOptions): TrainingSteps {
  const { length } = (batches ?? {}) as { length?: unknown };
  const { epochs = 1, resume } = options ?? {};
  const all = typeof length === "number" && typeof epochs === "number" ? length * epochs : Number.NaN;
  const left = Number.isFinite(all) ? all - (resume?.step ?? 0) : undefined;
  return Object.defineProperty(stepsOf(model, batches, options), "length", {
    value: left,
  }) as TrainingSteps;
}

type AnyOptions = TrainOptions & { loss?: BatchLoss<never, StateTensors> };

async function* stepsOf(
  model: object,
  batches: Iterable<unknown>,
  options: AnyOptions,
): AsyncGenerator<TrainingStep, void, undefined> {
  if (options === undefined)
    throw new TypeError("train expects options as its third argument, { loss, optimizer: adam(3e-3) }, but got none");
  assertOptions("train", options, known);
  const { clipNorm, checkFinite = false, epochs = 1, plot = false, evaluate, resume } = options;
  if (evaluate !== undefined) assertEvaluation(evaluate);
  if (typeof model !== "object" || model === null)
    throw new TypeError(`train expects a model, a module or an object that holds some, but got ${describe(model)}`);
  assertBatches(batches, epochs);
  assertLimits(epochs, clipNorm);
  if (typeof plot !== "boolean")
    throw new TypeError(`train expects plot to be true or false, but got ${describe(plot)}`);
  const optimizer = optimizerOf(options.optimizer);
  const batchLoss = lossFunction(model, options.loss);
  const shuffler = "rng" in batches && batches.rng instanceof Rng ? batches.rng : undefined;
  const run: Resumable = {
    step: 0,
    epoch: 1,
    batch: 0,
    state: undefined,
    shuffle: undefined,
    history: [],
    model,
    optimizer,
    sources: [...new Set([...randomSourcesOf(model), ...(shuffler ? [shuffler] : [])])],
    stateful: statefulLayersOf(model),
  };
  let epoch: Iterator<unknown> | undefined;
  if (resume !== undefined)
    putBack(run, resume, () => {
      epoch = backTo(batches, run, shuffler);
    });
  const picture = plot ? liveView(() => trainFigure(run.history, clipNorm)) : undefined;
  const yieldToEvents = eventTurns();
  try {
    for (; run.epoch <= epochs; run.epoch++) {
      if (!epoch) {
        run.shuffle = shuffler?.state;
        epoch = batches[Symbol.iterator]();
      }
      for (let next = epoch.next(); !next.done; next = epoch.next()) {
        await yieldToEvents();
        const taken = atomicStep(run, () => takeStep(run, next.value, batchLoss, { clipNorm, checkFinite }));
        const record = evaluate && taken.step % evaluate.every === 0 ? evaluated(run, taken, evaluate) : taken;
        run.history.push(record);
        picture?.changed();
        yield stepOf(run, record);
      }
      epoch = undefined;
      run.batch = 0;
    }
  } finally {
    picture?.end();
  }
}

function stepOf(run: Resumable, record: TrainingRecord): TrainingStep {
  const { history, step } = run;
  return {
    ...record,
    history,
    checkpoint() {
      if (run.step !== step)
        throw new Error(
          `checkpoint() of step ${step} expects to be called before the next step, but ${run.step} are done`,
        );
      return takeCheckpoint(run);
    },
  };
}

/** The batches of an epoch in the order of their first time, those passed over that had been seen. */
function backTo(
  batches: Iterable<unknown>,
  { batch, shuffle }: Resumable,
  shuffler: Rng | undefined,
): Iterator<unknown> {
  const after = shuffler?.state;
  if (shuffle) shuffler?.restore(shuffle);
  const epoch = batches[Symbol.iterator]();
  for (let i = 0; i < batch; i++)
    if (epoch.next().done)
      throw new Error(
        `train cannot resume: the checkpoint is of batch ${batch} of an epoch, but these batches are only ${i}`,
      );
  // The order is drawn with the first batch.
  if (after && batch > 0) shuffler?.restore(after);
  return epoch;
}

function optimizerOf(optimizer: unknown): Optimizer {
  if (optimizer instanceof Optimizer) return optimizer;
  if (typeof optimizer === "string") return optimizerNamed(optimizer as OptimizerName);
  throw new TypeError(
    `train expects optimizer to be one such as adam(1e-3), or the name of one, "adam", but got ${describe(optimizer)}` +
      (typeof optimizer === "function" ? "; call it: adam()" : ""),
  );
}

function assertBatches(batches: unknown, epochs: number): void {
  if (
    typeof (batches as Iterable<unknown> | undefined)?.[Symbol.iterator] !== "function" ||
    typeof batches === "string"
  )
    throw new TypeError(
      `train expects batches to loop over, for example batches({ x, y }) or a list of them, but got ${describe(batches)}`,
    );
  if (epochs > 1 && (batches as Iterable<unknown>)[Symbol.iterator]() === batches)
    throw new TypeError(
      `train expects batches that can be seen ${epochs} times, but got a generator, which runs once; use batches({ x, y })`,
    );
}

function assertLimits(epochs: number, clipNorm: number | undefined): void {
  if (!(epochs >= 0) || (Number.isFinite(epochs) && !Number.isInteger(epochs)))
    throw new RangeError(`train expects a whole number of epochs, but got ${describe(epochs)}`);
  if (clipNorm !== undefined && !(clipNorm > 0))
    throw new RangeError(`train expects clipNorm > 0, but got ${describe(clipNorm)}`);
}
