// The data behind a figure: what a plot shows, checked by criteria on its curves and axes.
import { describeAnswer } from "../describe.ts";
import type { Judge } from "./kind.ts";

/** A figure as checks see it: a description of Plotly's form. `line(…)`, `heatMap(…)` and the others of the toolkit give one. */
export interface FigureLike {
  /** Its curves, of Plotly's form: `{ x, y, name }`. */
  readonly data: readonly object[];
  /** Its axes, of Plotly's form: `{ xaxis: { title: { text } }, yaxis: { type: "log" } }`. */
  readonly layout?: object;
}

/** What a figure must show, in a sentence, and whether it does. */
export interface FigureCriterion {
  /** What is expected, in kind: "the y axis is logarithmic". It follows "expected that". */
  readonly says: string;
  /** Undefined where it holds, else what is wrong: "it is linear". */
  fault(figure: FigureLike): string | undefined;
}

/** What an author writes of a figure. */
export interface FigureDataOptions {
  /** A figure that has all of it: by it a test proves the question. Made when it is asked for. */
  readonly right: () => FigureLike;
  /** What it must show; each has the same share of the credit. The first that fails is told. */
  readonly criteria: readonly FigureCriterion[];
}

/**
 * The data behind a figure. Its criteria are in `figures`: `figures.named("x", /lag/)`, `figures.log("y")`, `figures.slope(…)`, …
 * @example
 * const decay = question({
 *   id: "demo/decay", asks: "Plot 0.9 to the power of the lag.", because: "on a log axis it is a straight line.", hints: ["log: \"y\""],
 *   answer: figureData({
 *     right: () => ({ data: [{ x: [0, 1, 2], y: [1, 0.9, 0.81] }], layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } } }),
 *     criteria: [figures.named("x", /lag/), figures.log("y"), figures.slope(Math.log(0.9), { of: "log y", within: 0.05 })],
 *   }),
 * })
 */
export const figureData = ({ right, criteria }: FigureDataOptions): Judge<FigureLike> => ({
  get right() {
    return right();
  },
  fault(value) {
    if (typeof value === "object" && value !== null && "data" in value && Array.isArray(value.data)) {
      const strange = value.data.findIndex(curve => typeof curve !== "object" || curve === null);
      return strange < 0
        ? undefined
        : `expected curves, { x, y }, in the figure's data, but got ${describeAnswer(value.data[strange])}`;
    }
    return `expected a figure, as line(…) gives one, but got ${describeAnswer(value)}`;
  },
  judge(figure, { attempt }) {
    const faults = criteria.flatMap(criterion => {
      const fault = attempt(() => criterion.fault(figure));
      return fault === undefined ? [] : [`expected that ${criterion.says}, but ${fault}`];
    });
    if (faults.length === 0) return 1;
    const more = faults.length > 1 ? `; and ${faults.length - 1} more` : "";
    return { credit: 1 - faults.length / criteria.length, parts: criteria.length, message: `${faults[0]}${more}` };
  },
  format: () => "your figure",
  faults: () =>
    criteria
      .filter(criterion => isFulfilled(() => criterion.fault({ data: [], layout: {} })))
      .map(({ says }) => `an empty figure fulfills that ${says}`),
});

const isFulfilled = (fault: () => string | undefined): boolean => {
  try {
    return fault() === undefined;
  } catch {
    return false;
  }
};
