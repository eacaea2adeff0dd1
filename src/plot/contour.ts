// contour(): a surface seen from above, such as the loss over two weights, and a path on it.
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { type ColorOptions, colorOptions, colorsOf } from "./colors.ts";
import { Figure } from "./figure.ts";
import { isPoints, type Matrix, readMatrix, readValues, type Values } from "./input/values.ts";
import { type FigureOptions, figureOptions, layoutOf } from "./options.ts";
import type { ContourTrace, Datum, ScatterTrace } from "./plotly.ts";

/** How a surface is drawn. */
export interface ContourOptions extends FigureOptions, ColorOptions {
  /** Where the columns stand: numbers that rise; 0, 1, 2, … if left out; a single word is the axis' label. */
  x?: string | Values;
  /** Where the rows stand, the first one at the bottom. */
  y?: string | Values;
  /** About so many levels; 15 if left out. */
  levels?: number;
  /** Points [x, y] joined by a line over the surface: the weights as they were trained. A ring marks its end. */
  path?: Matrix;
}

const contourOptions = {
  ...figureOptions,
  ...colorOptions,
  x: true,
  y: true,
  levels: "number",
  path: true,
} satisfies OptionNames<ContourOptions>;

const mostLevels = 100;

/**
 * Draws rows of numbers as a surface seen from above: the same color between two levels.
 * @param rows the height at each point: nested lists, or a tensor of shape [rows, columns]
 * @throws TypeError for what is no matrix, RangeError for rows of unequal length or places that do not rise
 * @example contour(loss, { x: weights, y: biases, xLabel: "w", yLabel: "b", label: "loss", path: steps })
 */
export function contour(rows: Matrix, options: ContourOptions = {}): Figure {
  assertOptions("contour", options, contourOptions);
  const { x, y, levels = 15, path, log } = options;
  const z = readMatrix("contour", "rows", rows);
  if (z.length < 2 || z[0]!.length < 2)
    throw new RangeError(`contour expects at least two rows and two columns, but got ${describe(rows)}`);
  if (!(levels >= 1 && levels <= mostLevels))
    throw new RangeError(`contour expects levels from 1 to ${mostLevels}, but got ${describe(levels)}`);
  const colors = colorsOf("contour", z, options);
  const xs = placesOf("x", x, z[0]!.length);
  const ys = placesOf("y", y, z.length);
  const trace: ContourTrace = {
    type: "contour",
    z,
    ...(xs && { x: xs }),
    ...(ys && { y: ys }),
    ...colors,
    contours: levelsBetween(colors.zmin, colors.zmax, levels),
    autocontour: false,
    line: { width: 0.5, color: "#ffffff", smoothing: 0 },
  };
  const names = { x: typeof x === "string" ? x : undefined, y: typeof y === "string" ? y : undefined };
  if (log !== undefined && !(xs || ys))
    throw new RangeError("contour expects places of its columns and rows, x and y, on a log axis");
  return new Figure({
    data: [trace, ...(path === undefined ? [] : pathTraces(path))],
    layout: layoutOf("contour", options, names),
  });
}

function placesOf(letter: "x" | "y", given: string | Values | undefined, count: number): Datum[] | undefined {
  if (given === undefined || typeof given === "string") return undefined;
  const places = readValues("contour", letter, given);
  const what = letter === "x" ? "columns" : "rows";
  if (places.length !== count)
    throw new RangeError(`contour expects a place for each of ${count} ${what}, but ${letter} has ${places.length}`);
  const rises = places.every((place, i) => typeof place === "number" && (i === 0 || place > (places[i - 1] as number)));
  if (!rises) throw new RangeError(`contour expects ${letter} as numbers that rise from each to the next`);
  return places;
}

/** Levels at round numbers: multiples of 1, 2, 2.5 or 5 times a power of ten. */
function levelsBetween(low: number, high: number, count: number): { start: number; end: number; size: number } {
  const least = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const size = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => step >= least * 0.999)!;
  const first = Math.floor(low / size) + 1;
  const last = Math.max(first, Math.ceil(high / size) - 1);
  return { start: first * size, end: last * size, size };
}

/** White on black, so that it is seen on every color. */
function pathTraces(path: Matrix): ScatterTrace[] {
  if (!isPoints(path))
    throw new TypeError(
      `contour expects path as points [[x, y], …] or a tensor of shape [points, 2], but got ${describe(path)}`,
    );
  const points = readMatrix("contour", "path", path);
  const [x, y] = [points.map(point => point[0]!), points.map(point => point[1]!)];
  const common = { type: "scatter", hoverinfo: "skip", showlegend: false } as const;
  return [
    {
      ...common,
      mode: "lines+markers",
      x,
      y,
      line: { color: "#000000", width: 4 },
      marker: { color: "#000000", size: 7 },
    },
    {
      type: "scatter",
      name: "path",
      mode: "lines+markers",
      x,
      y,
      line: { color: "#ffffff", width: 1.5 },
      marker: { color: "#ffffff", size: 4 },
      showlegend: false,
    },
    { ...common, mode: "markers", x: x.slice(-1), y: y.slice(-1), marker: { color: "#000000", size: 15 } },
    { ...common, mode: "markers", x: x.slice(-1), y: y.slice(-1), marker: { color: "#ffffff", size: 11 } },
    { ...common, mode: "markers", x: x.slice(-1), y: y.slice(-1), marker: { color: "#000000", size: 6 } },
  ];
}
