// What fit draws while it runs: the loss and each metric over the epochs, of training and of validation.
import { formatCount } from "../../display/index.ts";
import { type Figure, grid, line } from "../../plot/index.ts";
import type { TrainingHistory } from "./history.ts";
import { type Measures, validationName } from "./measures.ts";

/** An epoch that is not done yet. */
export interface EpochUnderWay {
  /** How many epochs are done, with the part that is done of this one: 2.25. */
  at: number;
  /** The means over what was seen of it. */
  measures(): Measures;
}

type Point = [epoch: number, value: number];

/**
 * A panel for each measure. Epochs count from 1; one that is under way is the last point, at its part of the way from the one
 * before.
 */
export function fitFigure(history: TrainingHistory, epochs: number, underWay?: EpochUnderWay): Figure {
  const soFar: Measures = underWay?.measures() ?? {};
  const curves = new Map(Object.entries(history.history).map(([name, values]) => [name, pointsOf(history, values)]));
  for (const [name, value] of Object.entries(soFar))
    curves.set(name, [...(curves.get(name) ?? []), [underWay!.at, value]]);
  const names = [...curves.keys()];
  const validations = new Set(names.map(validationName).filter(name => curves.has(name)));
  const measures = names.filter(name => !validations.has(name));
  const panels = measures.map(name => {
    const validation = curves.get(validationName(name));
    const data = validation ? { training: curves.get(name)!, validation } : curves.get(name)!;
    return line(data, { title: name, xLabel: "epoch" });
  });
  const done = history.epoch.at(-1) === undefined ? Math.floor(underWay?.at ?? 0) : history.epoch.at(-1)! + 1;
  const title = `Training: ${formatCount(done)} of ${formatCount(epochs)} epochs`;
  return grid(panels, { title });
}

const pointsOf = ({ epoch }: TrainingHistory, values: readonly number[]): Point[] =>
  values.map((value, i) => [epoch[i]! + 1, value]);
