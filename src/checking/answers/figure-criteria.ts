// What a figure may be asked to show: criteria for `figureData`.
import type { FigureCriterion, FigureLike } from "./figure-data.ts";
import { normalized } from "./names.ts";
import { readNumbers } from "./numbers-like.ts";

/** The x or y of a curve. */
type AxisName = "x" | "y";

/** Which curve: its place, or the name that its legend has. The first where left out. */
type Curve = number | string;

/** What a figure may be asked to show: each gives a criterion for `figureData`. Of several curves the first is meant where `curve` is left out. */
export interface FigureCriteria {
  /** An axis has a title in which a word stands. */
  named(axis: AxisName, word: RegExp): FigureCriterion;
  /** An axis is logarithmic. */
  log(axis: AxisName): FigureCriterion;
  /** All of it is drawn as bars, as lines (with or without markers), or as points. */
  drawn(as: Drawing): FigureCriterion;
  /** The places of a curve's x have these names, in this order; case and spaces do not matter. */
  labels(names: readonly string[], curve?: Curve): FigureCriterion;
  /**
   * The values of a curve are shares of so many answers, one number for each value, and not those that theory gives (`computed`):
   * a number that was rounded, computed or made up is mostly none. `program` is what gives them.
   */
  measured(
    of: readonly number[],
    options: { program: string; computed?: readonly number[]; curve?: Curve },
  ): FigureCriterion;
  /** There are so many curves. */
  curves(count: number): FigureCriterion;
  /** A curve has so many points. */
  points(count: number, curve?: Curve): FigureCriterion;
  /** A curve rises or falls from each point to the next, by its x; `slack` is how far it may go back. */
  monotone(way: "rising" | "falling", options?: { curve?: Curve; slack?: number }): FigureCriterion;
  /** A straight line through a curve (least squares) has this slope, within a part of it; of y, or of its natural logarithm. */
  slope(right: number, options?: { of?: "y" | "log y"; within?: number; curve?: Curve }): FigureCriterion;
  /** The values of a curve sum to a number, within a part of it. */
  sum(right: number, options?: { within?: number; curve?: Curve }): FigureCriterion;
  /** The values of a curve are these, within a part of the largest. */
  values(right: readonly number[], options?: { axis?: AxisName; within?: number; curve?: Curve }): FigureCriterion;
  /** Something of your own: the first argument is what is expected, the second whether it holds, of all data. */
  holds(says: string, test: (figure: FigureLike) => boolean): FigureCriterion;
}

/** How a figure is drawn. */
type Drawing = "bars" | "lines" | "points";

interface CurveData {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const axisOf = (figure: FigureLike, axis: AxisName): Record<string, unknown> =>
  ((figure.layout as Record<string, unknown> | undefined)?.[`${axis}axis`] ?? {}) as Record<string, unknown>;

function titleOf(figure: FigureLike, axis: AxisName): string {
  const { title } = axisOf(figure, axis);
  if (typeof title === "string") return title;
  return String((title as { text?: unknown } | undefined)?.text ?? "");
}

const traceOf = (figure: FigureLike, curve: Curve = 0) =>
  (typeof curve === "number"
    ? figure.data[curve]
    : figure.data.find(trace => (trace as { name?: unknown }).name === curve)) as Record<string, unknown> | undefined;

/** Numbers of a curve; x counts from 0 where it is left out. Or why there are none. */
function curveOf(figure: FigureLike, curve: Curve = 0): CurveData | string {
  const trace = traceOf(figure, curve);
  if (trace === undefined)
    return typeof curve === "string"
      ? `no curve is named ${JSON.stringify(curve)}`
      : `the figure has ${figure.data.length === 0 ? "no curve" : `no curve number ${curve + 1}`}`;
  const y = readNumbers(trace.y);
  if (!("flat" in y) || y.flat.length === 0) return "the curve has no numbers";
  const x = trace.x === undefined ? { flat: y.flat.map((_, i) => i) } : readNumbers(trace.x);
  if (isNames(trace.x)) return { x: y.flat.map((_, i) => i), y: y.flat };
  if (!("flat" in x) || x.flat.length !== y.flat.length) return "the curve's x has other places than its y";
  return { x: x.flat, y: y.flat };
}

/** Names stand below bars: their places are counted. */
const isNames = (x: unknown): boolean => Array.isArray(x) && x.length > 0 && x.every(name => typeof name === "string");

const ofCurve = (
  says: string,
  curve: Curve | undefined,
  fault: (data: CurveData) => string | undefined,
): FigureCriterion => ({
  says,
  fault(figure) {
    const data = curveOf(figure, curve);
    return typeof data === "string" ? data : fault(data);
  },
});

const called = (curve: Curve | undefined): string =>
  typeof curve === "string" ? `the curve ${JSON.stringify(curve)}` : "the curve";

const named: FigureCriteria["named"] = (axis: AxisName, word: RegExp): FigureCriterion => ({
  says: `the ${axis} axis has a title that says what it shows`,
  fault(figure) {
    const title = titleOf(figure, axis);
    if (word.test(title)) return undefined;
    return title === "" ? "it has none" : `it says ${JSON.stringify(title)}`;
  },
});

const log: FigureCriteria["log"] = (axis: AxisName): FigureCriterion => ({
  says: `the ${axis} axis is logarithmic`,
  fault: figure => (axisOf(figure, axis).type === "log" ? undefined : "it is linear"),
});

/** What a trace of Plotly's form is drawn as. */
function drawingOf({ type = "scatter", mode = "lines" }: { type?: unknown; mode?: unknown }): string {
  if (type === "bar") return "bars";
  if (type !== "scatter") return `a ${type}`;
  return String(mode).includes("lines") ? "lines" : "points";
}

const drawn: FigureCriteria["drawn"] = (as: Drawing): FigureCriterion => ({
  says: `it is drawn as ${as}`,
  fault(figure) {
    const others = figure.data.map(trace => drawingOf(trace)).filter(drawing => drawing !== as);
    if (figure.data.length === 0) return "nothing is drawn";
    return others.length === 0 ? undefined : `it has ${others[0]}`;
  },
});

const labels: FigureCriteria["labels"] = (names: readonly string[], curve?: Curve): FigureCriterion => ({
  says: `the names below are ${names.map(name => JSON.stringify(name)).join(", ")}, in this order`,
  fault(figure) {
    const { x } = (traceOf(figure, curve) ?? {}) as { x?: ArrayLike<unknown> };
    const found = x === undefined ? [] : Array.from(x, String);
    if (found.map(normalized).join("\n") === names.map(normalized).join("\n")) return undefined;
    return found.length === 0
      ? "there are none"
      : `they are ${found
          .slice(0, mostNamed)
          .map(name => JSON.stringify(name))
          .join(", ")}${found.length > mostNamed ? ", …" : ""}`;
  },
});

/** So many names are told. */
const mostNamed = 5;

const measured: FigureCriteria["measured"] = (
  of: readonly number[],
  { program, computed = [], curve }: { program: string; computed?: readonly number[]; curve?: Curve },
): FigureCriterion =>
  ofCurve(`the numbers are measured: what \`${program}\` gave, not rounded and not computed`, curve, ({ y }) => {
    if (y.length !== of.length) return `there are ${y.length}, and not ${of.length}`;
    const isCounted = y.every((share, i) => Math.abs(share * of[i]! - Math.round(share * of[i]!)) < countedTo);
    const isComputed = computed.some((share, i) => Math.abs(share - y[i]!) < 1e-9);
    return isCounted && !isComputed ? undefined : "it is not so";
  });

/** How near to a whole number a share times its answers is: float32 has seven digits. */
const countedTo = 0.02;

const curves: FigureCriteria["curves"] = (count: number): FigureCriterion => ({
  says: `the figure has ${count} ${count === 1 ? "curve" : "curves"}`,
  fault: figure => (figure.data.length === count ? undefined : `it has ${figure.data.length}`),
});

const points: FigureCriteria["points"] = (count: number, curve?: Curve): FigureCriterion =>
  ofCurve(`${called(curve)} has ${count} points`, curve, ({ y }) =>
    y.length === count ? undefined : `it has ${y.length}`,
  );

const monotone: FigureCriteria["monotone"] = (
  way: "rising" | "falling",
  { curve, slack = 0 }: { curve?: Curve; slack?: number } = {},
): FigureCriterion =>
  ofCurve(`${called(curve)} is ${way} all the way`, curve, ({ x, y }) => {
    const order = x.map((_, i) => i).sort((a, b) => x[a]! - x[b]!);
    const sign = way === "rising" ? 1 : -1;
    const turn = order.findIndex((i, k) => k > 0 && !((y[i]! - y[order[k - 1]!]!) * sign >= -slack));
    return turn < 0 ? undefined : `it is not so at x = ${x[order[turn]!]}`;
  });

const slope: FigureCriteria["slope"] = (
  right: number,
  { of = "y", within = 0.05, curve }: { of?: "y" | "log y"; within?: number; curve?: Curve } = {},
): FigureCriterion =>
  ofCurve(`${called(curve)} has the slope that theory gives (of ${of})`, curve, ({ x, y }) => {
    const values = of === "y" ? y : y.map(Math.log);
    if (!values.every(Number.isFinite)) return "some of its values have no logarithm";
    const found = slopeOf(x, values);
    return Math.abs(found - right) <= within * Math.abs(right) ? undefined : `its slope is ${found.toPrecision(3)}`;
  });

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const top = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return top / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

const sum: FigureCriteria["sum"] = (
  right: number,
  { within = 1e-5, curve }: { within?: number; curve?: Curve } = {},
): FigureCriterion =>
  ofCurve(`the values of ${called(curve)} sum to the whole`, curve, ({ y }) => {
    const found = y.reduce((a, b) => a + b, 0);
    return Math.abs(found - right) <= within * (Math.abs(right) || 1)
      ? undefined
      : `they sum to ${found.toPrecision(6)}`;
  });

const values: FigureCriteria["values"] = (
  right: readonly number[],
  { axis = "y", within = 1e-5, curve }: { axis?: AxisName; within?: number; curve?: Curve } = {},
): FigureCriterion =>
  ofCurve(`${called(curve)} shows the right ${axis} values`, curve, data => {
    const found = data[axis];
    if (found.length !== right.length) return `it has ${found.length} points`;
    const largest = Math.max(...right.map(Math.abs));
    const wrong = found.filter((value, i) => !(Math.abs(value - right[i]!) <= within * largest)).length;
    return wrong === 0 ? undefined : `${wrong} of ${right.length} differ`;
  });

const holds: FigureCriteria["holds"] = (says: string, test: (figure: FigureLike) => boolean): FigureCriterion => ({
  says,
  fault: figure => (test(figure) ? undefined : "it is not so"),
});

/** What a figure may be asked to show: `figures.log("y")`, `figures.slope(…)`, … */
export const figures: FigureCriteria = {
  named,
  log,
  drawn,
  labels,
  measured,
  curves,
  points,
  monotone,
  slope,
  sum,
  values,
  holds,
};
