// Checkpoint: everything that training needs to go on with identical numbers, as plain data.
import { loadWeights, type SavedWeights, type StateTensors, saveWeights } from "../../nn/index.ts";
import type { Optimizer, OptimizerState } from "../../optim/index.ts";
import { assertChecksum, type Checksummed, type SavedTensor, withChecksum } from "../../serialization/index.ts";
import type { Rng, RngState } from "../../tensor/index.ts";
import { loadState, type SavedState, saveState } from "../saving/saved-state.ts";
import {
  loadRecords,
  type SavedEvaluations,
  saveEvaluations,
  saveRecords,
  type TrainingRecord,
} from "./training-record.ts";

const format = "unrolled checkpoint 1";

/** `JSON.stringify` it to keep it. */
export type Checkpoint = Checksummed<{
  readonly format: typeof format;
  /** Steps done, the epoch (from 1) and how many of its batches are done. */
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly weights: SavedWeights;
  readonly optimizer: OptimizerState;
  /** Of the generators in the model and that of the batches. */
  readonly random: readonly RngState[];
  /** Where the generator of the batches stood when the epoch began, which decides the order of its batches. */
  readonly shuffle: RngState | null;
  /** The state carried from batch to batch: one tensor, several by name, or none. */
  readonly state: SavedState;
  /** Those that stateful layers carry. */
  readonly carried: readonly SavedState[];
  /** One row a step. */
  readonly history: SavedTensor;
  /** What was evaluated in those steps; left out where nothing was. */
  readonly evaluations?: SavedEvaluations;
}>;

/** What a checkpoint is taken of, and put back into. */
export interface Resumable {
  step: number;
  epoch: number;
  batch: number;
  state: StateTensors | undefined;
  shuffle: RngState | undefined;
  readonly history: TrainingRecord[];
  readonly model: object;
  readonly optimizer: Optimizer;
  readonly sources: readonly Rng[];
  readonly stateful: readonly { carried: StateTensors | undefined }[];
}

export function takeCheckpoint(run: Resumable): Checkpoint {
  const evaluations = saveEvaluations(run.history);
  return withChecksum({
    format,
    step: run.step,
    epoch: run.epoch,
    batch: run.batch,
    weights: saveWeights(run.model),
    optimizer: run.optimizer.state(run.model),
    random: run.sources.map(({ state }) => state),
    shuffle: run.shuffle ?? null,
    state: saveState(run.state),
    carried: run.stateful.map(({ carried }) => saveState(carried)),
    history: saveRecords(run.history),
    ...(evaluations ? { evaluations } : {}),
  });
}

/**
 * Puts a checkpoint back.
 * @param goTo is called at the end: it brings the batches to where they were
 * @throws Error for a checkpoint of another run, or one that is incomplete; nothing is changed then.
 */
export function putBack(run: Resumable, from: Checkpoint, goTo: () => void): void {
  if (from?.format !== format)
    throw new Error(
      `train expects resume to be what checkpoint() gave, but got ${typeof from}${from ? " of another format" : ""}`,
    );
  assertChecksum("the checkpoint", from);
  const { sources, stateful } = run;
  if (from.random.length !== sources.length || from.carried.length !== stateful.length)
    throw new Error(
      `train cannot resume: the checkpoint holds ${from.random.length} generators and ${from.carried.length} carried states, ` +
        `but this model and its batches have ${sources.length} and ${stateful.length}`,
    );
  const before = takeCheckpoint(run);
  try {
    write(run, from);
    goTo();
  } catch (error) {
    write(run, before);
    throw error;
  }
}

function write(run: Resumable, from: Checkpoint): void {
  loadWeights(run.model, from.weights);
  run.optimizer.restore(run.model, from.optimizer);
  run.step = from.step;
  run.epoch = from.epoch;
  run.batch = from.batch;
  run.state = loadState(from.state);
  run.shuffle = from.shuffle ?? undefined;
  run.history.length = 0;
  for (const record of loadRecords(from.history, from.evaluations)) run.history.push(record);
  run.stateful.forEach((layer, i) => {
    layer.carried = loadState(from.carried[i]!);
  });
  run.sources.forEach((source, i) => {
    source.restore(from.random[i]!);
  });
}
