// Checkpoint: everything that training needs to go on with identical numbers, as plain data.
import { loadWeights, type SavedWeights, type StateTensors, saveWeights } from "../nn/index.ts";
import type { Optimiser, OptimiserState } from "../optim/index.ts";
import { fromSaved, type Rng, type RngState, type SavedTensor, saved, seed, Tensor } from "../tensor/index.ts";
import type { TrainingRecord } from "./train.ts";

const format = "unrolled checkpoint 1";

/** `JSON.stringify` it to keep it. */
export interface Checkpoint {
  readonly format: typeof format;
  /** Steps done, the epoch (from 1) and how many of its batches are done. */
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly weights: SavedWeights;
  readonly optimizer: OptimiserState;
  /** Of the generators in the model and that of the batches. */
  readonly random: readonly RngState[];
  /** Where the generator of the batches stood when the epoch began, which decides the order of its batches. */
  readonly shuffle: RngState | null;
  /** The state carried from batch to batch: one tensor, several by name, or none. */
  readonly state: SavedTensor | Record<string, SavedTensor> | null;
  /** Those that stateful layers carry. */
  readonly carried: readonly (SavedTensor | Record<string, SavedTensor> | null)[];
  readonly history: readonly TrainingRecord[];
}

/** What a checkpoint is taken of, and put back into. */
export interface Resumable {
  step: number;
  epoch: number;
  batch: number;
  state: StateTensors | undefined;
  shuffle: RngState | undefined;
  history: TrainingRecord[];
  readonly model: object;
  readonly optimiser: Optimiser;
  readonly sources: readonly Rng[];
  readonly stateful: readonly { carried: StateTensors | undefined }[];
}

export function takeCheckpoint(run: Resumable): Checkpoint {
  return {
    format,
    step: run.step,
    epoch: run.epoch,
    batch: run.batch,
    weights: saveWeights(run.model),
    optimizer: run.optimiser.state(run.model),
    random: run.sources.map(({ state }) => state),
    shuffle: run.shuffle ?? null,
    state: saveState(run.state),
    carried: run.stateful.map(({ carried }) => saveState(carried)),
    history: run.history.map(record => ({ ...record })),
  };
}

/**
 * Puts a checkpoint back.
 * @param startEpoch is called with everything but the generators in place: it brings the batches to where they were
 * @throws Error for a checkpoint of another run, or one that is incomplete; weights and optimiser are then unchanged.
 */
export function putBack(run: Resumable, from: Checkpoint, startEpoch: () => void): void {
  if (from?.format !== format)
    throw new Error(
      `train expects resume to be what checkpoint() gave, but got ${typeof from}${from ? " of another format" : ""}`,
    );
  const counts = [from.step, from.epoch, from.batch];
  if (!counts.every(n => Number.isSafeInteger(n) && n >= 0) || !Array.isArray(from.history))
    throw new Error("train cannot resume: the checkpoint is incomplete or was changed");
  if (from.random?.length !== run.sources.length || from.carried?.length !== run.stateful.length)
    throw new Error(
      `train cannot resume: the checkpoint holds ${from.random?.length} generators and ${from.carried?.length} carried states, ` +
        `but this model and its batches have ${run.sources.length} and ${run.stateful.length}`,
    );
  for (const random of [...from.random, ...(from.shuffle ? [from.shuffle] : [])]) seed(0).restore(random); // refuses what is none
  const state = loadState(from.state);
  const carried = from.carried.map(loadState);
  const before = saveWeights(run.model);
  loadWeights(run.model, from.weights);
  try {
    run.optimiser.restore(run.model, from.optimizer);
  } catch (error) {
    loadWeights(run.model, before);
    throw error;
  }
  run.step = from.step;
  run.epoch = from.epoch;
  run.batch = from.batch;
  run.state = state;
  run.shuffle = from.shuffle ?? undefined;
  for (const record of from.history) run.history.push(record);
  run.stateful.forEach((layer, i) => {
    layer.carried = carried[i];
  });
  startEpoch();
  run.sources.forEach((source, i) => {
    source.restore(from.random[i]!);
  });
}

function saveState(state: StateTensors | undefined): Checkpoint["state"] {
  if (!state) return null;
  if (state instanceof Tensor) return saved(state);
  return Object.fromEntries(Object.entries(state).map(([name, t]) => [name, saved(t)]));
}

function loadState(from: Checkpoint["state"]): StateTensors | undefined {
  if (!from) return undefined;
  if ("data" in from && typeof from.data === "string") return fromSaved(from as SavedTensor, "the carried state");
  const parts = Object.entries(from as Record<string, SavedTensor>);
  return Object.fromEntries(parts.map(([name, t]) => [name, fromSaved(t, `the carried state ${name}`)]));
}
