// cliff: the loss of one recurrent unit over its weight and bias, with the wall that gradient descent is thrown back from.
import { assertOptions, describe, isObject } from "../options.ts";
import { contour, Figure } from "../plot/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { median } from "./numbers.ts";

/** The unit and the part of its landscape that is looked at. */
export interface CliffOptions {
  /** First and last weight; [0, 10] where left out. */
  w?: readonly [from: number, to: number];
  /** First and last bias; [−5, 0] where left out. */
  b?: readonly [from: number, to: number];
  /** How many points across and up; 100 where left out. */
  points?: number;
  /** The state before the first step; 0.5 where left out. */
  start?: number;
  /** How many steps; 50 where left out. */
  steps?: number;
  /** What σ of the last state is to be; 0.7 where left out. */
  target?: number;
  /** Ways down by gradient descent, by name, that are drawn in the landscape. */
  paths?: { readonly [name: string]: DescentOptions };
  title?: string;
}

/** One gradient descent. */
export interface DescentOptions {
  /** Where it starts. */
  from: readonly [w: number, b: number];
  /** The learning rate. */
  rate: number;
  /** How many steps down; 50 where left out. */
  steps?: number;
  /** The norm that a gradient is clipped to; not clipped where left out. */
  clipNorm?: number;
}

/** One place in the landscape. */
export interface CliffPoint {
  readonly w: number;
  readonly b: number;
  readonly loss: number;
  /** ‖(∂L/∂w, ∂L/∂b)‖ */
  readonly gradientNorm: number;
}

/** The landscape. */
export interface Cliff {
  /** The weights, from column to column. */
  readonly w: readonly number[];
  /** The biases, from row to row. */
  readonly b: readonly number[];
  /** A row for each bias. */
  readonly loss: readonly (readonly number[])[];
  /** ‖(∂L/∂w, ∂L/∂b)‖, a row for each bias. */
  readonly gradientNorm: readonly (readonly number[])[];
  /** Where the gradient is largest. */
  readonly steepest: CliffPoint;
  /** The median of the gradient's norms. */
  readonly median: number;
  /** The largest norm over the median. */
  readonly ratio: number;
  /** The places that each descent went through, the first one included. */
  readonly paths: { readonly [name: string]: readonly CliffPoint[] };
}

/**
 * The loss (σ(x_n) − target)² of one unit x_{t+1} = w σ(x_t) + b after n steps, over w and b, with its gradient. Where a small
 * change of w or b tips all steps from one fixed point to another, there is a wall: on these 100² points the largest gradient
 * is over 100 times the median. How many times depends on the part that is looked at.
 * R. Pascanu et al. 2013, figure 6 and its caption, https://arxiv.org/abs/1211.5063
 * @throws RangeError for fewer than two points, ranges and steps that are none, or an unknown option
 * @example cliff({ points: 20, paths: { clipped: { from: [5, -2.5], rate: 0.1, clipNorm: 1 } } }).ratio
 */
export function cliff(options: CliffOptions = {}): WithFigure<Cliff> {
  assertOptions("cliff", options, {
    w: true,
    b: true,
    points: "number",
    start: "number",
    steps: "number",
    target: "number",
    paths: true,
    title: "text",
  });
  if (options.paths !== undefined && !isObject(options.paths))
    throw new TypeError(
      `cliff expects paths by name, { clipped: { from: [5, -2.5], rate: 0.1 } }, but got ${describe(options.paths)}`,
    );
  const { points = 100, start = 0.5, steps = 50, target = 0.7 } = options;
  if (!(Number.isInteger(points) && points >= 2 && points <= 1000))
    throw new RangeError(`cliff expects a whole number of points from 2 to 1000, but got ${describe(points)}`);
  if (!(Number.isInteger(steps) && steps >= 1))
    throw new RangeError(`cliff expects a whole number of steps ≥ 1, but got ${describe(steps)}`);
  const unit = { start, steps, target };
  const ws = spaced("w", options.w ?? [0, 10], points);
  const bs = spaced("b", options.b ?? [-5, 0], points);
  const grid = bs.map(b => ws.map(w => pointAt(unit, w, b)));
  const all = grid.flat();
  const steepest = all.reduce((most, point) => (point.gradientNorm > most.gradientNorm ? point : most));
  const middle = median(all.map(({ gradientNorm }) => gradientNorm));
  const paths = Object.entries(options.paths ?? {}).map(([name, path]) => [name, descend(unit, name, path)] as const);
  const found: Cliff = {
    w: ws,
    b: bs,
    loss: grid.map(row => row.map(({ loss }) => loss)),
    gradientNorm: grid.map(row => row.map(({ gradientNorm }) => gradientNorm)),
    steepest: { w: steepest.w, b: steepest.b, loss: steepest.loss, gradientNorm: steepest.gradientNorm },
    median: middle,
    ratio: steepest.gradientNorm / middle,
    paths: Object.fromEntries(paths),
  };
  return withFigure(found, figureOf(found, options.title ?? `Loss after ${steps} steps of one unit`));
}

/** Of Okabe & Ito: they are seen on light greys, in the picture and beside it. */
const pathStyles = [
  { color: "#D55E00", dash: "solid", symbol: "circle" },
  { color: "#0072B2", dash: "dash", symbol: "square" },
  { color: "#009E73", dash: "dot", symbol: "diamond" },
] as const;

/** The loss as areas between levels, which lie close where it is steep, and on it the ways down; where one leaves the landscape, the picture ends. */
function figureOf({ w, b, loss, paths }: Cliff, title: string): Figure {
  const ranges = { xRange: [w[0]!, w.at(-1)!], yRange: [b[0]!, b.at(-1)!] } as const;
  const axes = { x: w, y: b, xLabel: "weight w", yLabel: "bias b", ...ranges } as const;
  const shades = { colors: "greys", min: 0, max: 1, levels: 20 } as const; // a loss is below 1: nothing is black
  const ground = contour(loss, { title, ...axes, label: "loss", ...shades });
  const ways = Object.entries(paths).map(([name, path], i) => {
    const { color, dash, symbol } = pathStyles[i % pathStyles.length]!;
    return {
      type: "scatter" as const,
      mode: "lines+markers" as const,
      name,
      x: path.map(point => point.w),
      y: path.map(point => point.b),
      line: { color, width: 2, dash },
      marker: { color, symbol, size: 6 },
    };
  });
  const starts = new Map(Object.values(paths).map(([place]) => [`${place!.w}, ${place!.b}`, place!]));
  const marks = [
    ...(ways.length > 0 ? [marked("start", [...starts.values()], "star", "#000000")] : []),
    ...ways.map(({ name, line }) => marked(`end of ${name}`, [paths[name]!.at(-1)!], "x", line.color)),
  ];
  return new Figure({
    data: [...ground.data, ...ways, ...marks],
    layout: { ...ground.layout, showlegend: ways.length > 0 },
  });
}

/** Places, larger than those of a way. */
const marked = (name: string, places: readonly CliffPoint[], symbol: "star" | "x", color: string) => ({
  type: "scatter" as const,
  mode: "markers" as const,
  name,
  x: places.map(({ w }) => w),
  y: places.map(({ b }) => b),
  marker: { color, symbol, size: 12 },
});

interface Unit {
  start: number;
  steps: number;
  target: number;
}

interface PointWithGradient extends CliffPoint {
  readonly gradient: readonly [byW: number, byB: number];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Derivatives are carried along with x (forward mode). */
function pointAt({ start, steps, target }: Unit, w: number, b: number): PointWithGradient {
  let [x, byW, byB] = [start, 0, 0];
  for (let t = 0; t < steps; t++) {
    const s = sigmoid(x);
    const slope = w * s * (1 - s);
    [x, byW, byB] = [w * s + b, s + slope * byW, 1 + slope * byB];
  }
  const y = sigmoid(x);
  const outer = 2 * (y - target) * y * (1 - y);
  const gradient = [outer * byW, outer * byB] as const;
  return { w, b, loss: (y - target) ** 2, gradientNorm: Math.hypot(...gradient), gradient };
}

function descend(unit: Unit, name: string, options: DescentOptions): CliffPoint[] {
  assertOptions("cliff, of a path,", options, { from: true, rate: "number", steps: "number", clipNorm: "number" });
  const { from, rate, steps = 50, clipNorm = Number.POSITIVE_INFINITY } = options;
  if (!(Array.isArray(from) && from.length === 2 && from.every(Number.isFinite)) || !(rate > 0) || !(clipNorm > 0))
    throw new RangeError(
      `cliff expects of the path "${name}" from: [w, b], a rate > 0 and, to clip, a clipNorm > 0, but got ${describe(options)}`,
    );
  let point = pointAt(unit, from[0], from[1]);
  const path: CliffPoint[] = [];
  for (let i = 0; i <= steps; i++) {
    const { gradient, ...place } = point;
    path.push(place);
    const scale = rate * Math.min(1, clipNorm / place.gradientNorm);
    point = pointAt(unit, place.w - scale * gradient[0], place.b - scale * gradient[1]);
  }
  return path;
}

function spaced(what: string, range: readonly [number, number], count: number): number[] {
  if (!Array.isArray(range) || range.length !== 2)
    throw new TypeError(`cliff expects ${what} as [from, to] with from < to, but got ${describe(range)}`);
  const [from, to] = range;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new RangeError(`cliff expects ${what} as [from, to] with from < to, but got [${range.join(", ")}]`);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
