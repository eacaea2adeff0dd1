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
  /** What `evaluate` measured after this step, where it was called. */
  readonly evaluation?: Readonly<Record<string, number>>;
}

/** What `train` measures every so many steps, for example on data that it does not learn from. */
export interface EvaluationHook {
  /** After how many steps each. */
  readonly every: number;
  /** Gives numbers by name. It runs without gradients; what it draws at random changes nothing of the training. */
  measure(at: { readonly step: number; readonly epoch: number }): Readonly<Record<string, number>>;
}

const columns = ["step", "epoch", "loss", "perplexity", "gradNorm"] as const;

/** A table in float64, one row a record: JSON would turn the NaN or infinity of a run that diverged into null. */
export function saveRecords(records: readonly TrainingRecord[]): SavedTensor {
  const rows = records.flatMap(record => columns.map(column => record[column]));
  return saveTensor(fromFlat(rows, [records.length, columns.length], { dtype: "float64" }));
}

/** The evaluations among records: names, and one row [record, ...values] each; NaN where a name is missing. */
export interface SavedEvaluations {
  readonly names: readonly string[];
  readonly rows: SavedTensor;
}

/** Undefined where nothing was evaluated. */
export function saveEvaluations(records: readonly TrainingRecord[]): SavedEvaluations | undefined {
  const names = [...new Set(records.flatMap(({ evaluation }) => Object.keys(evaluation ?? {})))];
  if (names.length === 0) return undefined;
  const rows = records.flatMap(({ evaluation }, i) =>
    evaluation ? [[i, ...names.map(name => evaluation[name] ?? Number.NaN)]] : [],
  );
  return { names, rows: saveTensor(fromFlat(rows.flat(), [rows.length, names.length + 1], { dtype: "float64" })) };
}

export function loadRecords(from: SavedTensor, evaluations?: SavedEvaluations): TrainingRecord[] {
  const rows = loadTensor(from, "the history").toArray() as number[][];
  const records = rows.map(
    row => Object.fromEntries(columns.map((column, i) => [column, row[i]])) as never as TrainingRecord,
  );
  if (!evaluations) return records;
  const { names, rows: table } = evaluations;
  for (const [i, ...values] of loadTensor(table, "the evaluations").toArray() as number[][])
    records[i!] = { ...records[i!]!, evaluation: Object.fromEntries(names.map((name, k) => [name, values[k]!])) };
  return records;
}
