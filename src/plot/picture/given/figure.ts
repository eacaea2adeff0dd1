// A figure that somebody else has written: our picture of what we know of it, and which traces are not in it.
import type { Axis, Datum, Layout, Trace } from "../../plotly.ts";
import { drawn } from "../bundle.ts";
import { axisNameOf, type Letter, layoutKey } from "../panels.ts";
import { areDates, asNumbers, type Fields, fieldsOf, timeOf } from "./fields.ts";
import { readLayout } from "./layout.ts";
import { readTrace } from "./traces.ts";

/** What there is of a figure without Plotly. */
export interface GivenPicture {
  /** The picture with its alt text, and that text; undefined where no trace can be drawn. */
  html?: string;
  alt?: string;
  /** Traces that are not in it, by their numbers from 0: "has bars that lie". */
  notDrawn: { index: number; why: string }[];
  /** What is left out of traces that are drawn: "the sizes of its points". */
  leftOut: { index: number; what: string }[];
  /** What is left out of the whole figure. */
  leftOutOfAll: string[];
}

/** Plotly's colors of traces that name none. */
const plotlyColors = "#1f77b4 #ff7f0e #2ca02c #d62728 #9467bd #8c564b #e377c2 #7f7f7f #bcbd22 #17becf".split(" ");

/** @param figure as JSON has it */
export function drawGiven(figure: { data: Fields[]; layout?: Fields | undefined }): GivenPicture {
  const given = fieldsOf(figure.layout);
  const { layout, leftOut: leftOutOfAll } = readLayout(given);
  const colors = colorsOf(given);
  const notDrawn: GivenPicture["notDrawn"] = [];
  const leftOut: GivenPicture["leftOut"] = [];
  const data: Trace[] = [];
  for (const [index, trace] of figure.data.entries()) {
    if (trace.visible === false) continue;
    const read = readTrace(trace, colors[index % colors.length]!, given);
    if ("why" in read) notDrawn.push({ index, why: read.why });
    else {
      data.push(read.trace);
      leftOut.push(...read.leftOut.map(what => ({ index, what })));
    }
  }
  if (data.length === 0 && notDrawn.length > 0) return { notDrawn, leftOut, leftOutOfAll };
  const bars = data.filter(({ type }) => type === "bar").length;
  if (bars > 1 && given.barmode !== undefined && given.barmode !== "group")
    leftOutOfAll.push("how bars stand on or before one another: here they stand side by side");
  placeInGrid(fieldsOf(given.grid), data, layout);
  const onAxes = data.map(trace => ({ ...trace }));
  for (const letter of ["x", "y"] as const)
    for (const name of new Set(data.map(trace => axisNameOf(trace, letter)))) settleAxis(onAxes, layout, letter, name);
  return { ...drawn({ data: onAxes, layout }), notDrawn, leftOut, leftOutOfAll };
}

function colorsOf(layout: Fields): string[] {
  const { colorway = fieldsOf(fieldsOf(layout.template).layout).colorway } = layout;
  const colors = Array.isArray(colorway) ? colorway.filter(color => typeof color === "string") : [];
  return colors.length > 0 ? colors : plotlyColors;
}

/** Words that are numbers become such, and dates milliseconds with dates as labels. */
function settleAxis(data: Trace[], layout: Layout, letter: Letter, name: string): void {
  const own = data.filter(trace => axisNameOf(trace, letter) === name && trace[letter] !== undefined);
  const key = layoutKey(name);
  const axis: Axis = layout[key] ?? {};
  if (axis.type === "category" || own.length === 0) return;
  const all = own.flatMap(trace => trace[letter]!);
  const isDates = areDates(all);
  const settled = isDates ? (values: Datum[]) => values.map(timeOf) : asNumbers(all) === all ? undefined : asNumbers;
  if (settled) for (const trace of own) trace[letter] = settled(trace[letter]!);
  if (isDates && !axis.tickvals) layout[key] = { ...axis, times: true, ...dateLabels(all.map(timeOf)) };
}

const day = 86_400_000;
const mostDates = 6;

/** Dates along the axis; times of day where it is shorter than two days. */
function dateLabels(times: (number | null)[]): Pick<Axis, "tickvals" | "ticktext"> {
  const known = [...new Set(times.filter(time => time !== null))].sort((a, b) => a - b);
  const [first = 0, last = first] = [known[0], known.at(-1)];
  const step = (last - first) / (mostDates - 1);
  const even = Array.from({ length: mostDates }, (_, i) => first + i * step);
  const tickvals =
    known.length <= mostDates ? known : even.map(time => (step > day ? Math.round(time / day) * day : time));
  const text = (time: number) => new Date(time).toISOString();
  const ticktext = tickvals.map(time => (last - first >= 2 * day ? text(time).slice(0, 10) : text(time).slice(11, 16)));
  return { tickvals, ticktext };
}

/** Plotly's grid of panels: in a coupled one, columns share their x and rows their y. */
function placeInGrid(grid: Fields, data: readonly Trace[], layout: Layout): void {
  const [rows, columns] = [Number(grid.rows ?? 0), Number(grid.columns ?? 0)];
  if (!(rows >= 1 || columns >= 1)) return;
  const isCoupled = grid.pattern !== "independent";
  const share = (count: number, i: number, gap: number): [number, number] => {
    const step = 1 / (count - gap);
    return [step * i, step * (i + 1 - gap)];
  };
  for (const letter of ["x", "y"] as const)
    for (const name of new Set(data.map(trace => axisNameOf(trace, letter)))) {
      const number = Number(name.slice(1) || 1) - 1;
      const [across, down] = isCoupled
        ? [number, number]
        : [number % (columns || 1), Math.floor(number / (columns || 1))];
      const gap = Number(grid[`${letter}gap`] ?? (isCoupled ? 0.1 : letter === "x" ? 0.2 : 0.3));
      const fromTop = grid.roworder === "bottom to top" ? down : (rows || 1) - 1 - down;
      const domain = letter === "x" ? share(columns || 1, across, gap) : share(rows || 1, fromTop, gap);
      layout[layoutKey(name)] = { domain, ...layout[layoutKey(name)] };
    }
}
