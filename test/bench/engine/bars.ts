// What the engine promises of its speed, and whether a run has kept it: medians, each against one measured in the same run.
import type { Summary } from "../harness.ts";
import { sizes } from "./cases.ts";

/** A promise about one row. */
export interface Bar {
  /** What the row is compared with, and how often faster it is. */
  readonly against: string;
  readonly ratio: number;
  /** The least `ratio` promised. */
  readonly bar: number;
}

type ByName = Readonly<Record<string, number>>;

/** LSTM, many-to-many: PyTorch's time by ours, with V8's revectorizer and without. */
const againstPyTorch: Readonly<Record<string, ByName>> = {
  wasm: { A: 1, B: 0.55, C: 0.55, D: 1.3, E: 0.55 },
  "wasm-noflag": { A: 0.6, B: 0.25, C: 0.25, D: 0.8, E: 0.25 },
};
/** The same by all threads, PyTorch's by as many. Sizes B, C and E: where the vectors of both are as wide (AVX2). */
const againstPyTorchThreads: ByName = { A: 1, D: 1 };
/** One thread's time by that of two. */
const threads: ByName = { A: 1.7, B: 1.7, C: 1.7 };
const againstTfjs: ByName = { A: 30, B: 30 };
/** GRU and SimpleRNN: their ratio to PyTorch by the LSTM's at the same size. */
const byLstm = 0.8;
/** A hidden size that is no multiple of 8: the time of a unit at one that is, by that of one of its own. */
const perUnit = 0.75;
/** `sequential().fit`: the bare loop's time by its own; it costs at most 15 % more. */
const fit = 1 / 1.15;
/** A mask costs at most 10 % more than none. */
const padding = 1 / 1.1;
/** Dropout costs at most 10 % of the step that it stands in. */
const dropout = 1 / 1.1;

/** The bars of one row; none where what it is compared with was not measured in this run. */
export function barsOf(row: Summary, all: readonly Summary[]): Bar[] {
  const [cell, size, output] = row.case.split(" ") as [string, string, string];
  const median = (engine: string, name = row.case) =>
    all.find(other => other.case === name && other.engine === engine)?.median ?? Number.NaN;
  const bars: Bar[] = [];
  const add = (against: string, ratio: number, bar: number | undefined) => {
    if (bar !== undefined && Number.isFinite(ratio)) bars.push({ against, ratio, bar });
  };
  const pytorch = median("pytorch") / row.median;
  if (cell === "lstm" && output === "many-to-many") {
    add("pytorch", pytorch, againstPyTorch[row.engine]?.[size]);
    if (row.engine === "wasm-threads") {
      add("pytorch-threads", median("pytorch-threads") / row.median, againstPyTorchThreads[size]);
      add("one thread", median("wasm") / row.median, threads[size]);
    }
    if (row.engine === "wasm") add("tfjs-wasm", median("tfjs-wasm") / row.median, againstTfjs[size]);
  }
  if (cell !== "lstm" && row.engine in againstPyTorch) {
    const lstm = `lstm ${size} ${output}`;
    add("the LSTM's ratio to pytorch", pytorch / (median("pytorch", lstm) / median(row.engine, lstm)), byLstm);
  }
  if (row.engine === "masked") add("the same without a mask", median("train") / row.median, Number(padding.toFixed(2)));
  if (row.engine === "fit") add("the bare loop", median("wasm") / row.median, Number(fit.toFixed(2)));
  if (row.engine === "fit-dropout" || row.engine === "fit-recurrent-dropout")
    add("the same without dropout", median("fit") / row.median, Number(dropout.toFixed(2)));
  const { like, shape } = sizes[size]!;
  if (like && row.engine in againstPyTorch) {
    const unit = median(row.engine, `${cell} ${like} ${output}`) / sizes[like]!.shape[3];
    add(`a unit at ${like}`, unit / (row.median / shape[3]), perUnit);
  }
  return bars;
}

/** One line for each row that has a bar, and whether it is met. */
export const verdicts = (summaries: readonly Summary[]): string[] =>
  summaries.flatMap(row =>
    barsOf(row, summaries).map(
      ({ against, ratio, bar }) =>
        `${ratio >= bar ? "met   " : "MISSED"}  ${row.case}, ${row.engine}: ${ratio.toFixed(2)} × ${against} (bar ${bar})`,
    ),
  );
