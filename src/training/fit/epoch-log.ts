// What fit shows of its epochs: in a notebook one table or picture that is kept up to date, elsewhere a line an epoch.
import { canShowInPlace } from "../../display/index.ts";
import { liveView } from "../step/live-view.ts";
import { type EpochUnderWay, fitFigure } from "./fit-figure.ts";
import { mostRows, type TrainingHistory } from "./history.ts";
import { formatMeasures, type Measures } from "./measures.ts";

/** 0: nothing. 1: a line an epoch or, of many epochs in a notebook, one table in place. 2: a line an epoch, always. */
export type Verbosity = 0 | 1 | 2;

export interface EpochLog {
  /** A step is done that measured something. */
  step(underWay: EpochUnderWay): void;
  epoch(epoch: number, measures: Measures): void;
  /** Training has ended, however. */
  end(): void;
}

export interface EpochLogOptions {
  verbosity: Verbosity;
  plot: boolean;
  /** The first epoch, counted from 0, and the number of the last one, from 1. */
  first: number;
  epochs: number;
}

/** No clock in what is shown: the same seed shows the same, in a saved notebook too. */
export function createEpochLog(
  history: TrainingHistory,
  { verbosity, plot, first, epochs }: EpochLogOptions,
): EpochLog {
  let underWay: EpochUnderWay | undefined;
  const inPlace = canShowInPlace();
  // The picture stands for the table and for the lines, unless these were asked for.
  const hasLines = verbosity === 2 || (verbosity === 1 && !(inPlace && (plot || epochs - first > mostRows)));
  const hasTable = verbosity === 1 && !hasLines && !plot;
  const picture = plot ? liveView(() => fitFigure(history, epochs, underWay)) : undefined;
  const table = hasTable ? liveView(() => history) : undefined;
  return {
    step(now) {
      underWay = now;
      picture?.changed();
    },
    epoch(epoch, measures) {
      underWay = undefined;
      if (hasLines) console.log(`Epoch ${epoch + 1}/${epochs} · ${formatMeasures(measures)}`);
      picture?.changed();
      table?.changed();
    },
    end() {
      picture?.end();
      table?.end();
    },
  };
}
