// What every plot function takes, and what it makes of that: titles, axes, guides and remarks.

import type { OptionNames } from "../options.ts";
import { assertListOf, describe, isObject } from "../options.ts";
import type { Annotation, Axis, GuideShape, Layout } from "./plotly.ts";

/** Which axes count in powers of ten. */
export type LogAxes = "x" | "y" | "xy";

/** A line across the whole picture: at an x or at a y. */
export interface Guide {
  x?: number;
  y?: number;
  /** What it marks: "chance", "clip norm". */
  label?: string;
}

/** Words at a point of the picture. */
export interface Remark {
  x: number | string;
  y: number | string;
  text: string;
}

/** What every figure takes. */
export interface FigureOptions {
  /** Stands above the picture. */
  title?: string;
  /** What stands at the axis across, with its unit; the column's name where left out. */
  xLabel?: string;
  /** What stands at the axis up. */
  yLabel?: string;
  /** Axes that count in powers of ten: what is zero or negative has no place there and is left out. */
  log?: LogAxes;
  /** The first and the last value of the axis across, instead of all that there is. */
  xRange?: readonly [number, number];
  /** The same for the axis up. */
  yRange?: readonly [number, number];
  /** Lines across the picture: [{ y: 1, label: "norm 1" }]. */
  guides?: readonly Guide[];
  /** Words in the picture: [{ x: 3, y: 0.2, text: "here it turns" }]. */
  remarks?: readonly Remark[];
  /** Whether names of series stand beside the picture; where there are several, if left out. */
  legend?: boolean;
  /** Describes the picture to who cannot see it, instead of the words that are made of its data. */
  alt?: string;
  /** In pixels, 640 if left out. */
  width?: number;
  /** In pixels, 400 if left out. */
  height?: number;
}

export const figureOptions = {
  title: "text",
  xLabel: "text",
  yLabel: "text",
  log: true,
  xRange: true,
  yRange: true,
  guides: true,
  remarks: true,
  legend: "boolean",
  alt: "text",
  width: "number",
  height: "number",
} satisfies OptionNames<FigureOptions>;

/** @param names what the data calls its axes; a label that was given goes before */
export function layoutOf(
  who: string,
  options: FigureOptions,
  names: { x?: string | undefined; y?: string | undefined } = {},
): Layout {
  const { title, width, height, alt, legend, remarks = [], guides = [], log } = options;
  if (log !== undefined && !["x", "y", "xy"].includes(log))
    throw new RangeError(`${who} expects log to be "x", "y" or "xy", but got ${describe(log)}`);
  assertListOf(who, "guides", guides, "places, [{ y: 1 }]", isObject);
  assertListOf(who, "remarks", remarks, "places with words, [{ x: 3, y: 1, text: … }]", isObject);
  const annotations = [
    ...guides.filter(({ label }) => label).map(guide => labelOf(guide, log)),
    ...remarks.map(({ x, y, text }) => remarkOf(text, onAxis(x, log, "x"), onAxis(y, log, "y"))),
  ];
  return {
    ...(title !== undefined && { title: { text: title } }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(legend !== undefined && { showlegend: legend }),
    ...(alt !== undefined && { meta: { alt } }),
    ...(guides.length > 0 && { shapes: guides.map(shapeOf) }),
    ...(annotations.length > 0 && { annotations }),
    xaxis: axisOf(who, "x", options.xLabel ?? names.x, log?.includes("x") ?? false, options.xRange),
    yaxis: axisOf(who, "y", options.yLabel ?? names.y, log?.includes("y") ?? false, options.yRange),
  };
}

const remarkOf = (text: string, x: number | string, y: number | string): Annotation => ({
  text,
  x,
  y,
  xref: "x",
  yref: "y",
  xanchor: "center",
  yanchor: "bottom",
  showarrow: false,
});

function axisOf(
  who: string,
  letter: "x" | "y",
  title: string | undefined,
  log: boolean,
  range: readonly [number, number] | undefined,
): Axis {
  if (range && !Array.isArray(range))
    throw new TypeError(`${who} expects ${letter}Range as two different numbers, but got ${describe(range)}`);
  if (range && !(range.length === 2 && range.every(Number.isFinite) && range[0] !== range[1]))
    throw new RangeError(`${who} expects ${letter}Range as two different numbers, but got [${range.join(", ")}]`);
  if (range && log && !range.every(end => end > 0))
    throw new RangeError(`${who} expects ${letter}Range above 0 on a log axis, but got [${range.join(", ")}]`);
  const [from, to] = range ?? [];
  return {
    ...(title !== undefined && title !== "" && { title: { text: title } }),
    ...(log && { type: "log" as const }),
    ...(from !== undefined && to !== undefined && { range: log ? [Math.log10(from), Math.log10(to)] : [from, to] }),
  };
}

const guideStyle = { color: "#57606a", width: 1.5, dash: "dash" } as const;

/** A line from edge to edge, in data values also where the axis is logarithmic, as Plotly has it for shapes. */
function shapeOf({ x, y }: Guide): GuideShape {
  const [xref, x0, x1] = x === undefined ? (["x domain", 0, 1] as const) : (["x", x, x] as const);
  const [yref, y0, y1] = x === undefined ? (["y", y ?? 0, y ?? 0] as const) : (["y domain", 0, 1] as const);
  return { type: "line", xref, yref, x0, x1, y0, y1, line: guideStyle, layer: "above" };
}

function labelOf({ x, y, label = "" }: Guide, log: LogAxes | undefined): Annotation {
  const font = { size: 11, color: guideStyle.color };
  const bgcolor = "rgba(255, 255, 255, 0.8)";
  return x === undefined
    ? {
        name: "guide",
        text: label,
        showarrow: false,
        font,
        bgcolor,
        xref: "x domain",
        x: 1,
        xanchor: "right",
        yref: "y",
        y: onAxis(y ?? 0, log, "y"),
        yanchor: "bottom",
        yshift: 3,
      }
    : {
        name: "guide",
        text: label,
        showarrow: false,
        font,
        bgcolor,
        xref: "x",
        x: onAxis(x, log, "x"),
        xanchor: "left",
        yref: "y domain",
        y: 1,
        yanchor: "top",
      };
}

/** Plotly wants the place of words on a log axis in exponents of ten. */
const onAxis = (value: number | string, log: LogAxes | undefined, letter: "x" | "y"): number | string =>
  log?.includes(letter) ? Math.log10(Number(value)) : value;
