// line(): values joined in their order, such as a loss over the steps.
import { assertOptions, type OptionNames } from "../options.ts";
import { assertBands, type BandOption, bandTraces } from "./band.ts";
import { Figure } from "./figure.ts";
import { readSeries, type SeriesOptions } from "./input/series.ts";
import type { Values } from "./input/values.ts";
import { type FigureOptions, figureOptions, layoutOf } from "./options.ts";
import type { ScatterTrace } from "./plotly.ts";
import { styleOf } from "./style.ts";

/** What can be drawn by points: a list, lists with names, rows of objects, what `fit` and `train` give. */
export type PlotData = Values | readonly object[] | { readonly [name: string]: unknown } | object;

/** Which points of the data, and how a figure looks. */
export interface PointOptions extends FigureOptions {
  /** A column of the data, or a list of values; beside a plain list a word is the axis' label. 0, 1, 2, … if left out. */
  x?: string | Values;
  /** The column to draw, or several; beside a plain list the axis' label. */
  y?: string | readonly string[];
  /** A column that tells the rows of one line from those of another: "model". */
  series?: string;
}

/** How lines are drawn. */
export interface LineOptions extends PointOptions {
  /** How far the values spread: lower and upper edge, as columns or lists; for several lines by their names. */
  band?: BandOption;
  /** Whether each point is marked; where they are few, if left out. */
  marks?: boolean;
  /** Joins points by stairs: the value stays until the next one. */
  steps?: boolean;
}

const pointOptions = { ...figureOptions, x: true, y: true, series: "text" } satisfies OptionNames<PointOptions>;

export { pointOptions };

const lineOptions = {
  ...pointOptions,
  band: true,
  marks: "boolean",
  steps: "boolean",
} satisfies OptionNames<LineOptions>;

/** Up to so many points, each is marked. */
const fewPoints = 25;

/** Of more points in several lines, so many are marked, so that lines are told apart without their color. */
const sparseMarks = 12;

/**
 * Draws values as lines.
 *
 * The data is a list (`[3, 1, 2]`, a typed array, a tensor of shape [n]), points `[[x, y], …]`, lists with names, rows of
 * objects with the columns named by `x` and `y`, or what `fit` gives. It is copied. Numbers that are not finite are gaps.
 * @throws TypeError for what is no list, RangeError for a column that is not there
 * @example line([3, 1, 2], { title: "Loss", x: "epoch", y: "loss" })
 * @example line(history, { x: "step", y: "loss", log: "y" })
 * @example line({ train: [2, 1], validation: [3, 2] }, { xLabel: "epoch" })
 */
export function line(data: PlotData, options: LineOptions = {}): Figure {
  assertOptions("line", options, lineOptions);
  const found = readSeries("line", data, options as SeriesOptions);
  const several = found.series.length > 1;
  assertBands("line", options.band, found.series);
  const traces = found.series.flatMap((series, i): ScatterTrace[] => {
    const { color, symbol, dash } = styleOf(i);
    const few = series.y.length <= fewPoints;
    const marked = options.marks ?? (few || several);
    const drawn: ScatterTrace = {
      type: "scatter",
      mode: marked ? "lines+markers" : "lines",
      ...(series.name !== undefined && { name: series.name }),
      ...(series.x && { x: series.x }),
      y: series.y,
      line: { color, width: 2, dash, ...(options.steps && { shape: "hv" as const }) },
      ...(marked && {
        marker: { color, symbol, size: 7, ...(!few && options.marks === undefined && { maxdisplayed: sparseMarks }) },
      }),
    };
    return [...bandTraces("line", options.band, series, found.table, color, several), drawn];
  });
  return new Figure({ data: traces, layout: layoutOf("line", options, { x: found.xName, y: found.yName }) });
}
