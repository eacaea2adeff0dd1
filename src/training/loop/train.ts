// train: the training loop as an async generator, one value a step, that can be stopped between steps and resumed.
import type { BatchSource } from "../../data/index.ts";
import { detachState, findNonFinite, perplexity, type StateTensors, zeroGrad } from "../../nn/index.ts";
import { clipByGlobalNorm, globalNorm, gradientsOf, Optimizer } from "../../optim/index.ts";
import { Rng, Tensor } from "../../tensor/index.ts";
import { lossOf } from "../fit/evaluate-batch.ts";
import { SequentialModel } from "../sequential-model.ts";
import { atomicStep } from "../step/atomic-step.ts";
import { randomSourcesOf, statefulLayersOf } from "../step/model-state.ts";
import { eventTurns } from "../step/yield-to-events.ts";
import { type Checkpoint, putBack, type Resumable, takeCheckpoint } from "./checkpoint.ts";
import type { TrainingRecord } from "./training-record.ts";

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

/** What a loss function is told beside the batch. */
export interface LossContext<State> {
  /** What the loss of the batch before returned as `state`, detached; undefined at the start, and where a stretch is `first`. */
  readonly state: State | undefined;
  /** The number of this step, from 1. */
  readonly step: number;
}

/** From a batch to the loss; with the state to carry on where there is one (truncated backpropagation through time). */
export type BatchLoss<Item, State extends StateTensors> = (
  batch: Item,
  context: LossContext<State>,
) => Tensor | { loss: Tensor; state: State };

export interface TrainOptions {
  optimizer: Optimizer;
  /** Largest joint norm of all gradients; not clipped where left out. */
  clipNorm?: number;
  /** Whether each step makes sure that loss and gradients are finite before weights change; false where left out. */
  checkFinite?: boolean;
  /** How often all batches are seen; 1 where left out. */
  epochs?: number;
  /** Go on from what `checkpoint()` gave, with a model, optimizer and batches made in the same way. */
  resume?: Checkpoint;
}

/**
 * Trains a model step by step: each turn of the loop has done one whole step, so `break` or an interrupt leaves weights
 * that fit together. `display.progress(train(…))` shows a bar.
 * @param model any tree of modules; its loss is computed by `loss`
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
  options: TrainOptions & { loss: BatchLoss<Item, State> },
): TrainingSteps;
/** @param model a compiled `sequential()` model; its loss is the one of compile() */
export function train(
  model: SequentialModel,
  batches: Iterable<{ x: Tensor; y: Tensor; sampleWeight?: Tensor }>,
  options: TrainOptions,
): TrainingSteps;
export function train(model: object, batches: Iterable<unknown>, options: AnyOptions): TrainingSteps {
  const { length } = (batches ?? {}) as { length?: unknown };
  const all = typeof length === "number" ? length * (options.epochs ?? 1) : Number.NaN;
  const left = Number.isFinite(all) ? all - (options.resume?.step ?? 0) : undefined;
  return Object.defineProperty(stepsOf(model, batches, options), "length", { value: left }) as TrainingSteps;
}

type AnyOptions = TrainOptions & { loss?: BatchLoss<never, StateTensors> };

async function* stepsOf(
  model: object,
  batches: Iterable<unknown>,
  options: AnyOptions,
): AsyncGenerator<TrainingStep, void, undefined> {
  const { optimizer, clipNorm, checkFinite = false, epochs = 1, resume } = options;
  const batchLoss = options.loss ?? compiledLoss(model);
  assertOptions(batches, epochs, clipNorm);
  if (!(optimizer instanceof Optimizer))
    throw new TypeError(`train expects an optimizer such as adam(1e-3), but got ${typeof optimizer}`);
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
  const yieldToEvents = eventTurns();
  for (; run.epoch <= epochs; run.epoch++) {
    if (!epoch) {
      run.shuffle = shuffler?.state;
      epoch = batches[Symbol.iterator]();
    }
    for (let next = epoch.next(); !next.done; next = epoch.next()) {
      await yieldToEvents();
      const record = atomicStep(run, () => takeStep(run, next.value, batchLoss, { clipNorm, checkFinite }));
      run.history.push(record);
      const { history, step } = run;
      yield {
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
    epoch = undefined;
    run.batch = 0;
  }
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

/** One step. An error or interrupt in it leaves weights, optimizer and `run` as they were. */
function takeStep(
  run: Resumable,
  batch: unknown,
  batchLoss: BatchLoss<never, StateTensors>,
  { clipNorm, checkFinite }: { clipNorm: number | undefined; checkFinite: boolean },
): TrainingRecord {
  const step = run.step + 1;
  const state = (batch as { first?: boolean } | null)?.first === true ? undefined : run.state;
  zeroGrad(run.model);
  const result = batchLoss(batch as never, { state, step });
  const { loss, state: after } = result instanceof Tensor ? { loss: result, state: undefined } : (result ?? {});
  if (!(loss instanceof Tensor))
    throw new TypeError(
      `train expects loss(batch) to return a tensor or { loss, state }, but got ${result === null ? "null" : typeof result}` +
        (result === undefined ? "; does it return what it computes?" : ""),
    );
  loss.backward();
  if (checkFinite) assertFinite(run, batch, loss);
  const gradNorm =
    clipNorm === undefined
      ? globalNorm(gradientsOf(run.model).map(({ gradient }) => gradient))
      : clipByGlobalNorm(run.model, clipNorm);
  run.optimizer.step(run.model);
  run.state = after && detachState(after);
  run.step = step;
  run.batch++;
  const value = loss.item();
  return { step, epoch: run.epoch, loss: value, perplexity: perplexity(value), gradNorm };
}

/** @throws Error that names the layer and time step where the first NaN or infinity arose, as far as they are known. */
function assertFinite({ model, step }: Resumable, batch: unknown, loss: Tensor): void {
  const found = findNonFinite({ loss, model });
  if (!found) return;
  const { x } = batch as { x?: unknown };
  const source = (model instanceof SequentialModel && x instanceof Tensor && findNonFinite(model, x)) || found;
  throw new Error(`train stopped in step ${step + 1}: ${source}; the weights are those of step ${step}`);
}

function compiledLoss(model: object): BatchLoss<never, StateTensors> {
  if (!(model instanceof SequentialModel))
    throw new TypeError(
      "train expects a loss for this model, for example { loss: ({ x, y }) => crossEntropy(model.forward(x), y) }; " +
        "only a compiled sequential() model brings its own",
    );
  model.compiled("train");
  return (batch: { x: Tensor; y: Tensor; sampleWeight?: Tensor }) => lossOf(model, batch, true).cost;
}

function assertOptions(batches: unknown, epochs: number, clipNorm: number | undefined): void {
  if (typeof (batches as Iterable<unknown> | undefined)?.[Symbol.iterator] !== "function")
    throw new TypeError("train expects batches to loop over, for example batches({ x, y }) or a list of them");
  if (epochs > 1 && (batches as Iterable<unknown>)[Symbol.iterator]() === batches)
    throw new TypeError(
      `train expects batches that can be seen ${epochs} times, but got a generator, which runs once; use batches({ x, y })`,
    );
  if (!(epochs >= 0) || (Number.isFinite(epochs) && !Number.isInteger(epochs)))
    throw new RangeError(`train expects a whole number of epochs, but got ${epochs}`);
  if (clipNorm !== undefined && !(clipNorm > 0))
    throw new RangeError(`train expects clipNorm > 0, but got ${clipNorm}`);
}
