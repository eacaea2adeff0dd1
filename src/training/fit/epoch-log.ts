// What fit shows of its epochs: in a notebook one table that is kept up to date, elsewhere a line an epoch.
import { canShowInPlace, showInPlace } from "../../display/index.ts";
import { mostRows, type TrainingHistory } from "./history.ts";
import { formatMeasures, type Measures } from "./measures.ts";

/** Two updates of the table are at least so far apart, in milliseconds; the last state is always shown. */
const intervalMs = 100;

/** 0: nothing. 1: a line an epoch or, of many epochs in a notebook, one table in place. 2: a line an epoch, always. */
export type Verbosity = 0 | 1 | 2;

export interface EpochLog {
  epoch(epoch: number, measures: Measures): void;
  /** Training has ended, however. */
  end(): void;
}

/** No clock in what is shown: the same seed shows the same, in a saved notebook too. */
export function createEpochLog(
  verbosity: Verbosity,
  history: TrainingHistory,
  { first, epochs }: { first: number; epochs: number },
): EpochLog {
  if (verbosity === 0) return { epoch() {}, end() {} };
  if (verbosity === 2 || epochs - first <= mostRows || !canShowInPlace())
    return {
      epoch: (epoch, measures) => console.log(`Epoch ${epoch + 1}/${epochs} · ${formatMeasures(measures)}`),
      end() {},
    };
  const id = `fit-${crypto.randomUUID()}`;
  let shownAt = Number.NEGATIVE_INFINITY;
  let isBehind = false;
  const show = () => {
    isBehind = false;
    shownAt = performance.now();
    showInPlace(id, history);
  };
  return {
    epoch() {
      if (performance.now() - shownAt >= intervalMs) show();
      else isBehind = true;
    },
    end() {
      if (isBehind) show();
    },
  };
}
