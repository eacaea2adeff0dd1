// heatMap(): a matrix as colors, such as attention weights or hidden states over time.
import { assertOneOf, assertOptions, describe, type OptionNames } from "../options.ts";
import { type ColorOptions, colorOptions, colorsOf } from "./colors.ts";
import { Figure } from "./figure.ts";
import { type Matrix, readMatrix, readValues, type Values } from "./input/values.ts";
import { type FigureOptions, figureOptions, layoutOf } from "./options.ts";
import type { Axis, Datum, HeatmapTrace } from "./plotly.ts";

/** How a heat map is drawn. */
export interface HeatMapOptions extends FigureOptions, ColorOptions {
  /** What stands under the columns: words, of which some may be equal (tokens), or numbers; a single word is the axis' label. */
  x?: string | Values;
  /** What stands beside the rows. */
  y?: string | Values;
  /** Writes each number into its cell, with so many digits behind the point. */
  digits?: number;
  /** The first row is at the top, as in a printed matrix, or at the bottom, as on an axis. */
  firstRow?: "top" | "bottom";
}

const heatMapOptions = {
  ...figureOptions,
  ...colorOptions,
  x: true,
  y: true,
  digits: "number",
  firstRow: true,
} satisfies OptionNames<HeatMapOptions>;

/**
 * Draws rows of numbers as cells of colors with a scale beside them.
 * @param rows nested lists, or a tensor of shape [rows, columns]; NaN and infinities stay white
 * @throws TypeError for what is no matrix, RangeError for rows of unequal length or labels that are not as many as cells
 * @example heatMap(attention, { x: ["the", "cat", "sat"], y: ["le", "chat", "assis"], label: "weight" })
 */
export function heatMap(rows: Matrix, options: HeatMapOptions = {}): Figure {
  assertOptions("heatMap", options, heatMapOptions);
  const z = readMatrix("heatMap", "rows", rows);
  const { digits } = options;
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 0 && digits <= 20))
    throw new RangeError(`heatMap expects digits as a whole number from 0 to 20, but got ${describe(digits)}`);
  const trace: HeatmapTrace = {
    type: "heatmap",
    z,
    ...colorsOf("heatMap", z, options),
    ...(digits !== undefined && {
      text: z.map(row => row.map(value => (Number.isFinite(value) ? value!.toFixed(digits) : ""))),
      texttemplate: "%{text}",
    }),
  };
  const layout = layoutOf("heatMap", options, {
    x: typeof options.x === "string" ? options.x : undefined,
    y: typeof options.y === "string" ? options.y : undefined,
  });
  Object.assign(layout.xaxis!, labelsOf("x", options.x, z[0]!.length, trace));
  Object.assign(layout.yaxis!, labelsOf("y", options.y, z.length, trace));
  if (options.firstRow !== undefined) assertOneOf("heatMap", "firstRow", options.firstRow, ["top", "bottom"]);
  if (options.firstRow !== "bottom") layout.yaxis!.autorange = "reversed";
  return new Figure({ data: [trace], layout });
}

/** Words are written at cells with numbers, so that equal words stay apart; numbers are the places of the cells. */
function labelsOf(letter: "x" | "y", given: string | Values | undefined, count: number, trace: HeatmapTrace): Axis {
  if (given === undefined || typeof given === "string") return {};
  const labels = readValues("heatMap", letter, given);
  if (labels.length !== count)
    throw new RangeError(
      `heatMap expects a label for each of ${count} ${letter === "x" ? "columns" : "rows"}, but ${letter} has ${labels.length}`,
    );
  if (labels.every((label): label is number => Number.isFinite(label)) && isMonotone(labels)) {
    trace[letter] = labels;
    return {};
  }
  return { tickvals: labels.map((_, i) => i), ticktext: labels.map(textOf) };
}

/** A space would be no label at all: it stands as the sign for one. */
const textOf = (label: Datum): string => (label === null ? "" : String(label).replace(/^ +$/, "␣"));

const isMonotone = (values: number[]): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1]!) ||
  values.every((value, i) => i === 0 || value < values[i - 1]!);
