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

/** A figure as a student may hand it in: what is none, such as the numbers alone, the check explains, and not the compiler. */
export type WrittenFigure = FigureLike | readonly unknown[] | number | string | Readonly<Record<string, unknown>>;

/** What a figure must show, in a sentence, and whether it does. */
export interface FigureCriterion {
  /** What is expected, in kind: "the y axis is logarithmic". It follows "expected that". */
  readonly says: string;
  /** Undefined where it holds, else what is wrong: "it is linear". */
  fault(figure: FigureLike): string | undefined;
}

/** So many faults of a figure are told at once, and one more where it is the last: a message stays short. */
const mostTold = 2;

/** What an author writes of a figure. */
export interface FigureDataOptions {
  /** A figure that has all of it: by it a test proves the question. Made when it is asked for. */
  readonly right: () => FigureLike;
  /** What it must show; each has the same share of the credit. Those that fail are told, three at once. */
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
export const figureData = ({ right, criteria }: FigureDataOptions): Judge<WrittenFigure> => ({
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
    return `expected a figure, as ${drawnBy(right())} gives one, but got ${describeAnswer(value)}`;
  },
  judge(written, { attempt }) {
    const figure = written as FigureLike; // what has no fault is one
    const faults = criteria.flatMap(criterion => {
      const fault = attempt(() => criterion.fault(figure));
      return fault === undefined ? [] : [`that ${criterion.says}, but ${fault}`];
    });
    if (faults.length === 0) return 1;
    const told = faults.length <= mostTold + 1 ? faults : faults.slice(0, mostTold);
    const rest = faults.length - told.length;
    const more = rest > 0 ? `; and ${rest} more, told when these are mended` : "";
    return {
      credit: 1 - faults.length / criteria.length,
      parts: criteria.length,
      message: `expected ${told.join("; and ")}${more}`,
    };
  },
  format: () => "your figure",
  faults: () =>
    criteria
      .filter(criterion => isFulfilled(() => criterion.fault({ data: [], layout: {} })))
      .map(({ says }) => `an empty figure fulfills that ${says}`),
});

/** The toolkit's function that draws such a figure: "bar(…)". */
function drawnBy({ data: [curve] }: FigureLike): string {
  const { type, mode } = (curve ?? {}) as { type?: unknown; mode?: unknown };
  if (type === "bar") return "bar(…)";
  if (type === "heatmap") return "heatMap(…)";
  return mode === "markers" ? "scatter(…)" : "line(…)";
}

const isFulfilled = (fault: () => string | undefined): boolean => {
  try {
    return fault() === undefined;
  } catch {
    return false;
  }
};
