// The door of the plot room.
import "./offer.ts";

export type { Band, BandOption } from "./band.ts";
export { bar } from "./bar.ts";
export type { ColorOptions, ColorScaleName } from "./colors.ts";
export { type ContourOptions, contour } from "./contour.ts";
export { Figure } from "./figure.ts";
export { type GridOptions, grid } from "./grid.ts";
export { type HeatMapOptions, heatMap } from "./heat-map.ts";
export type { Matrix, Values } from "./input/values.ts";
export { type LineOptions, line, type PlotData, type PointOptions } from "./line.ts";
export type { FigureOptions, Guide, LogAxes, Remark } from "./options.ts";
export type {
  Annotation,
  Axis,
  BarTrace,
  ColorScale,
  ContourTrace,
  Dash,
  Datum,
  GuideShape,
  HeatmapTrace,
  Layout,
  MarkerSymbol,
  ScatterTrace,
  Trace,
} from "./plotly.ts";
export { type ScatterOptions, scatter } from "./scatter.ts";
export { type StripOptions, strip } from "./strip.ts";
