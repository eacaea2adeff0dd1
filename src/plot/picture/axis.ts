// One axis: its kind, its range and where a value stands on it.
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Datum, Layout, Trace } from "../plotly.ts";
import { axisIn, axisNameOf, type Letter } from "./panels.ts";

/** Larger numbers have no place in a picture: their distances are not finite any more. */
const greatest = 1e300;

/** An axis with its range. */
export interface ScaledAxis {
  name: string;
  letter: Letter;
  spec: Axis;
  log: boolean;
  /** Words in the order in which they come, where it is an axis of words. */
  categories: string[] | undefined;
  /** First and last value; of categories their numbers from 0. */
  ends: [number, number];
  /** The least and the greatest of the data; [∞, −∞] where nothing has a place. */
  data: [number, number];
  /** Whether all its data are whole numbers. */
  whole: boolean;
}

/** Cells of heat maps and contours without places stand at 0, 1, 2, … */
export function cellsOf(trace: Trace, letter: Letter): readonly Datum[] {
  const given = trace[letter];
  if (given) return given;
  const count = "z" in trace ? (letter === "x" ? (trace.z[0]?.length ?? 0) : trace.z.length) : trace.y.length;
  return Array.from({ length: count }, (_, i) => i);
}

export function scaledAxis(data: readonly Trace[], layout: Layout, name: string): ScaledAxis {
  const letter = name[0] as Letter;
  const spec = axisIn(layout, name);
  // Axes that match have all their data in common.
  const common = (axis: string) => axisIn(layout, axis).matches ?? axis;
  const traces = data.filter(trace => common(axisNameOf(trace, letter)) === common(name));
  const cells = traces.flatMap(trace => cellsOf(trace, letter));
  const isWords = spec.type === "category" || (spec.type === undefined && cells.some(cell => typeof cell === "string"));
  const categories = isWords ? [...new Set(cells.filter(cell => cell !== null).map(String))] : undefined;
  const log = spec.type === "log";
  const axis = { name, letter, spec, log, categories };
  const numbers = cells.map(cell => numberAt(axis, cell)).filter(value => !Number.isNaN(value));
  const marks = (layout.shapes ?? []).flatMap(shape =>
    (letter === "x" ? shape.xref : shape.yref) === name
      ? letter === "x"
        ? [shape.x0, shape.x1]
        : [shape.y0, shape.y1]
      : [],
  );
  const ends =
    givenEnds(spec, log) ?? chosenEnds(axis, traces, [...numbers, ...marks.filter(value => !log || value > 0)]);
  if (spec.autorange === "reversed") ends.reverse();
  return { ...axis, ends, data: reach(numbers), whole: !categories && !log && numbers.every(Number.isInteger) };
}

/** A value as a number on the axis; NaN where it has no place: what is not finite, and on a log axis what is not above 0. */
export function numberAt({ log, categories }: Pick<ScaledAxis, "log" | "categories">, cell: Datum | undefined): number {
  if (cell === null || cell === undefined) return Number.NaN;
  if (categories) {
    const at = categories.indexOf(String(cell));
    return at < 0 ? Number.NaN : at;
  }
  const value = Number(cell);
  return Math.abs(value) <= greatest && (!log || value > 0) ? value : Number.NaN;
}

function givenEnds({ range }: Axis, log: boolean): [number, number] | undefined {
  if (!range?.every(Number.isFinite)) return undefined;
  return log ? [10 ** range[0], 10 ** range[1]] : [range[0], range[1]];
}

/** All data with some room around it, as it suits what is drawn. */
function chosenEnds(
  { letter, log, categories }: Pick<ScaledAxis, "letter" | "log" | "categories">,
  traces: readonly Trace[],
  numbers: readonly number[],
): [number, number] {
  let [low, high] = categories ? [0, categories.length - 1] : reach(numbers);
  if (low > high) [low, high] = log ? [1, 10] : [0, 1];
  if (categories) return [low - 0.5, high + 0.5];
  if (traces.some(({ type }) => type === "bar")) {
    if (letter === "x") return around(low, high, smallestStep(numbers) / 2);
    if (!log) return high > 0 || low < 0 ? [Math.min(0, low * 1.05), Math.max(0, high * 1.05)] : [0, 1];
  }
  if (traces.some(({ type }) => type === "heatmap")) return cellEnds(low, high, numbers);
  if (log) {
    const room = high > low ? (high / low) ** 0.05 : 2;
    return [low / room, high * room];
  }
  if (traces.some(({ type }) => type === "contour") && high > low) return [low, high];
  const marked = traces.some(trace => trace.type === "scatter" && /markers|text/.test(trace.mode ?? ""));
  if (isOnePlace(low, high)) {
    const room = Math.abs(low) * 0.05;
    return around(low, high, room > least ? room : 0.5);
  }
  return around(low, high, letter === "y" || marked ? (high - low) * 0.05 : 0);
}

/** Shorter axes than this have no numbers between their ends that could be labeled. */
const least = 1e-290;

const isOnePlace = (low: number, high: number): boolean =>
  high - low < Math.max(least, 1e-12 * Math.max(Math.abs(low), Math.abs(high)));

const around = (low: number, high: number, room: number): [number, number] => [low - room, high + room];

/** To the outer edges of the first and the last cell. */
function cellEnds(low: number, high: number, numbers: readonly number[]): [number, number] {
  const places = [...new Set(numbers)].sort((a, b) => a - b);
  if (places.length < 2) return [low - 0.5, high + 0.5];
  const first = (places[1]! - places[0]!) / 2;
  const last = (places.at(-1)! - places.at(-2)!) / 2;
  return [low - first, high + last];
}

function smallestStep(numbers: readonly number[]): number {
  const places = [...new Set(numbers)].sort((a, b) => a - b);
  const steps = places.slice(1).map((place, i) => place - places[i]!);
  return steps.length > 0 ? Math.min(...steps) : 1;
}

/** The least and the greatest; [∞, −∞] of nothing. */
export function reach(numbers: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The range as Plotly has it: exponents of ten on a log axis. */
export const plotlyRange = ({ log, ends }: ScaledAxis): [number, number] =>
  log ? [Math.log10(ends[0]), Math.log10(ends[1])] : [...ends];

/** An axis laid out in the picture. */
export interface PlacedAxis extends ScaledAxis {
  /** Where its first and its last value stand, in pixels. */
  from: number;
  to: number;
  /** The pixel of a value; NaN where it has no place. */
  place(cell: Datum | undefined): number;
  /** The pixel of a number, which for words is their number from 0. */
  pixel(value: number): number;
}

export function placed(axis: ScaledAxis, from: number, to: number): PlacedAxis {
  const scale = (axis.log ? scaleLog : scaleLinear)(axis.ends, [from, to]);
  return { ...axis, from, to, place: cell => scale(numberAt(axis, cell)), pixel: value => scale(value) };
}
