// What callbacks share that watch a measure: its name, and when it is better than before.
import { describe, nearest } from "../../options.ts";
import { camelCase } from "../compile/keras-names.ts";
import type { Measures } from "./measures.ts";

/** Options of callbacks that watch a measure, under Keras's names. */
export interface MonitorOptions {
  /** The measure to watch; "valLoss" where left out. Keras's names are known too: "val_loss". */
  monitor?: string;
  /** How much counts as an improvement. */
  minDelta?: number;
  /** Whether smaller or larger is better; where left out larger for accuracies, precision, recall and auc, else smaller. */
  mode?: "min" | "max";
}

/** A measure that is watched from epoch to epoch. */
export interface Monitor {
  /** Forgets what was best. @throws RangeError for a measure that is not among these */
  begin(measures: readonly string[] | undefined): void;
  /** Whether the measure is better than it ever was since `begin`, and is then what later ones are compared with. */
  isBest(measures: Measures): boolean;
}

/** @throws TypeError or RangeError for options that are none */
export function monitorOf(who: string, options: MonitorOptions, leastDelta: number): Monitor {
  const { monitor: watched = "valLoss", minDelta = leastDelta } = options;
  if (typeof watched !== "string")
    throw new TypeError(`${who} expects monitor to be the name of a measure, "valLoss", but got ${describe(watched)}`);
  const monitor = camelCase(watched);
  const { mode = /(accuracy|precision|recall|auc)$/i.test(monitor) ? "max" : "min" } = options;
  if (mode !== "min" && mode !== "max")
    throw new RangeError(`${who} expects mode "min" or "max", but got ${describe(mode)}`);
  if (!(typeof minDelta === "number" && Number.isFinite(minDelta)))
    throw new RangeError(`${who} expects minDelta to be a number, but got ${describe(minDelta)}`);
  const sign = mode === "min" ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  return {
    begin(measures) {
      if (measures) assertMeasured(who, monitor, measures);
      best = Number.POSITIVE_INFINITY;
    },
    isBest(measures) {
      const value = measures[monitor];
      if (value === undefined) assertMeasured(who, monitor, Object.keys(measures));
      if (!(sign * value! < best - minDelta)) return false;
      best = sign * value!;
      return true;
    },
  };
}

/** @throws RangeError for what is no whole number ≥ 0 */
export function assertEpochs(who: string, what: string, n: number): void {
  if (!Number.isInteger(n) || n < 0)
    throw new RangeError(`${who} expects ${what} to be a whole number ≥ 0, but got ${describe(n)}`);
}

function assertMeasured(who: string, monitor: string, measures: readonly string[]): void {
  if (measures.includes(monitor)) return;
  const near = nearest(monitor, measures);
  const next = /^val[A-Z]/.test(monitor) && !measures.some(name => name.startsWith("val"));
  throw new RangeError(
    `${who} expects one of the measures ${measures.join(", ")} to monitor, but got ${JSON.stringify(monitor)}` +
      (next
        ? `; give fit validationData or validationSplit, or watch the training itself: ${who}({ monitor: "loss" })`
        : near
          ? `; did you mean ${near}?`
          : ""),
  );
}
