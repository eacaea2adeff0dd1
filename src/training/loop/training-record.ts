// TrainingRecord: what was measured in one step of training, and a list of them as plain data.
import { loadTensor, type SavedTensor, saveTensor } from "../../serialization/index.ts";
import { fromFlat } from "../../tensor/index.ts";

/** What was measured in one step; a list of these is a table to plot. */
export interface TrainingRecord {
  /** Steps done, from 1. */
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  /** e^loss: where the loss is a mean cross-entropy, as how many equally likely choices the model is unsure. */
  readonly perplexity: number;
  /** √ Σ g² over all gradients, before clipping. */
  readonly gradNorm: number;
}

const columns = ["step", "epoch", "loss", "perplexity", "gradNorm"] as const;

/** A table in float64, one row a record: JSON would turn the NaN or infinity of a run that diverged into null. */
export function saveRecords(records: readonly TrainingRecord[]): SavedTensor {
  const rows = records.flatMap(record => columns.map(column => record[column]));
  return saveTensor(fromFlat(rows, [records.length, columns.length], { dtype: "float64" }));
}

export function loadRecords(from: SavedTensor): TrainingRecord[] {
  const rows = loadTensor(from, "the history").toArray() as number[][];
  return rows.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i]])) as never);
}
