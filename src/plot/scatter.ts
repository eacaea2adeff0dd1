// scatter(): points that are not joined.
import { assertOptions, type OptionNames } from "../options.ts";
import { Figure } from "./figure.ts";
import { readSeries, type SeriesOptions } from "./input/series.ts";
import { type PlotData, type PointOptions, pointOptions } from "./line.ts";
import { layoutOf } from "./options.ts";
import type { ScatterTrace } from "./plotly.ts";
import { styleOf } from "./style.ts";

/** How points are drawn. */
export interface ScatterOptions extends PointOptions {
  /** Width of a mark in pixels, 7 if left out. */
  size?: number;
}

const scatterOptions = { ...pointOptions, size: "number" } satisfies OptionNames<ScatterOptions>;

/** So many points hide each other: they are drawn half transparent. */
const manyPoints = 300;

/**
 * Draws points that are not joined. It takes the same data as `line`.
 * @throws TypeError for what is no list, RangeError for a column that is not there
 * @example scatter([[0, 1], [2, 3]], { xLabel: "h₁", yLabel: "h₂" })
 * @example scatter(rows, { x: "size", y: "loss", series: "model" })
 */
export function scatter(data: PlotData, options: ScatterOptions = {}): Figure {
  assertOptions("scatter", options, scatterOptions);
  const { series, xName, yName } = readSeries("scatter", data, options as SeriesOptions);
  const total = series.reduce((sum, { y }) => sum + y.length, 0);
  const opacity = total > manyPoints ? 0.5 : 0.85;
  const traces = series.map(({ name, x, y }, i): ScatterTrace => {
    const { color, symbol } = styleOf(i);
    return {
      type: "scatter",
      mode: "markers",
      ...(name !== undefined && { name }),
      ...(x && { x }),
      y,
      marker: { color, symbol, size: options.size ?? 7, opacity },
    };
  });
  return new Figure({ data: traces, layout: layoutOf("scatter", options, { x: xName, y: yName }) });
}
