// grid(): small multiples, several figures as panels of one.
import { assertOneOf, assertOptions, describe, type OptionNames } from "../options.ts";
import { Figure } from "./figure.ts";
import { panelTitle } from "./panel-title.ts";
import type { Annotation, Axis, HeatmapTrace, Layout, Trace } from "./plotly.ts";

/** How panels are put together. */
export interface GridOptions {
  title?: string;
  /** How many stand side by side; 3 at most, if left out. */
  columns?: number;
  /** Whether panels have the same ranges, so that they can be compared: "x", "y", "xy" or "none"; all with the same label if left out. */
  share?: "x" | "y" | "xy" | "none";
  alt?: string;
  /** In pixels; 300 for each column if left out. */
  width?: number;
  /** In pixels; 240 for each row if left out. */
  height?: number;
}

const gridOptions = {
  title: "text",
  columns: "number",
  share: true,
  alt: "text",
  width: "number",
  height: "number",
} satisfies OptionNames<GridOptions>;

/** Pixels between panels: for labels and titles of axes, and for the title of the panel below. */
const gapAcross = 62;
const gapDown = 60;
const axisTitleHeight = 24;
const titleHeight = 44;
const panelTitleHeight = 26;

/**
 * Puts figures side by side, as panels of one figure. Their titles stand above the panels; a name stands once in the legend.
 * @param figures each of one panel, as `line`, `scatter`, `bar`, `heatMap` and `contour` make them
 * @throws TypeError for what is no figure, RangeError for a figure that is a grid itself
 * @example grid(gates.map(gate => line(traces[gate], { title: gate, x: "step" })), { title: "Gates of an LSTM", columns: 2 })
 */
export function grid(figures: readonly Figure[], options: GridOptions = {}): Figure {
  assertOptions("grid", options, gridOptions);
  assertPanels(figures);
  const columns = options.columns ?? Math.min(3, figures.length);
  if (!(Number.isInteger(columns) && columns >= 1))
    throw new RangeError(`grid expects columns as a whole number above 0, but got ${describe(columns)}`);
  const rows = Math.ceil(figures.length / columns);
  const { title, alt, width = Math.min(960, Math.max(640, 300 * columns)), height = 240 * rows + 60 } = options;
  const top = (title === undefined ? 0 : titleHeight) + panelTitleHeight;
  if (options.share !== undefined) assertOneOf("grid", "share", options.share, ["x", "y", "xy", "none"]);
  const share = sharedAxes(figures, options.share);
  const [stepX, stepY] = [
    gapAcross / (width - 80),
    (gapDown + (share.titles ? 0 : axisTitleHeight)) / (height - top - 50),
  ];
  const panels = figures.map((figure, i) => ({ figure, i, row: Math.floor(i / columns), column: i % columns }));
  const layout: Layout = {
    ...(title !== undefined && { title: { text: title } }),
    ...(alt !== undefined && { meta: { alt } }),
    width,
    height,
    margin: { t: top },
  };
  const names = new Set<string>();
  const data: Trace[] = [];
  const fields = commonColors(figures);
  for (const { figure, i, row, column } of panels) {
    const id = i === 0 ? "" : String(i + 1);
    const isLast = i + columns >= figures.length;
    layout[`xaxis${id}`] = {
      ...axisOf(figure.layout.xaxis, share.x && i > 0 ? "x" : undefined, share.titles && !isLast),
      domain: part(column, columns, stepX),
      anchor: `y${id}`,
    };
    layout[`yaxis${id}`] = {
      ...axisOf(figure.layout.yaxis, share.y && i > 0 ? "y" : undefined, share.titles && column > 0),
      domain: part(rows - 1 - row, rows, stepY),
      anchor: `x${id}`,
    };
    for (const trace of figure.data) data.push(inPanel(trace, id, names, fields));
    layout.annotations = [...(layout.annotations ?? []), ...annotationsOf(figure, id)];
    const shapes = (figure.layout.shapes ?? []).map(shape => ({
      ...shape,
      xref: withId(shape.xref, id),
      yref: withId(shape.yref, id),
    }));
    if (shapes.length > 0) layout.shapes = [...(layout.shapes ?? []), ...shapes];
  }
  return new Figure({ data, layout });
}

function assertPanels(figures: unknown): asserts figures is readonly Figure[] {
  if (!Array.isArray(figures) || figures.length === 0)
    throw new TypeError(`grid expects a list of figures, [line(…), line(…)], but got ${describe(figures)}`);
  for (const [i, figure] of figures.entries()) {
    if (!(figure instanceof Figure))
      throw new TypeError(`grid expects figures, but got ${describe(figure)} at position ${i}`);
    if (figure.data.some(({ xaxis = "x", yaxis = "y" }) => xaxis !== "x" || yaxis !== "y"))
      throw new RangeError(`grid expects figures of one panel each, but the one at position ${i} has several`);
  }
}

/** The n-th of so many parts from 0 to 1, with gaps between. */
function part(n: number, count: number, gap: number): [number, number] {
  const size = (1 - gap * (count - 1)) / count;
  return [n * (size + gap), n * (size + gap) + size];
}

/** Where all labels of an axis are the same, the same range is meant. */
function sharedAxes(figures: readonly Figure[], asked: GridOptions["share"]) {
  const same = (axis: "xaxis" | "yaxis") => {
    const [first, ...rest] = figures.map(
      ({ layout }) => `${layout[axis]?.type} ${layout[axis]?.title?.text} ${layout[axis]?.ticktext}`,
    );
    return rest.every(each => each === first);
  };
  const titles = same("xaxis") && same("yaxis");
  if (asked !== undefined) return { x: asked.includes("x"), y: asked.includes("y"), titles };
  const hasTitle = (axis: "xaxis" | "yaxis") => figures[0]!.layout[axis]?.title !== undefined;
  return { x: same("xaxis") && hasTitle("xaxis"), y: same("yaxis") && hasTitle("yaxis"), titles };
}

function axisOf(axis: Axis = {}, matches: string | undefined, withoutTitle: boolean): Axis {
  const { title, ...rest } = axis;
  return { ...rest, ...(title && !withoutTitle && { title }), ...(matches !== undefined && { matches }) };
}

/** Heat maps of one figure have one scale of colors. */
function commonColors(figures: readonly Figure[]): Pick<HeatmapTrace, "zmin" | "zmax"> {
  const fields = figures.flatMap(({ data }) => data.filter(trace => trace.type === "heatmap"));
  if (fields.length === 0) return {};
  return {
    zmin: Math.min(...fields.map(({ zmin }) => zmin ?? 0)),
    zmax: Math.max(...fields.map(({ zmax }) => zmax ?? 1)),
  };
}

function inPanel(trace: Trace, id: string, names: Set<string>, colors: Pick<HeatmapTrace, "zmin" | "zmax">): Trace {
  const moved = { ...trace, xaxis: `x${id}`, yaxis: `y${id}` };
  if (moved.type === "heatmap") return { ...moved, ...colors, showscale: id === "" };
  if (moved.type === "contour") return { ...moved, showscale: id === "" };
  if (trace.name === undefined) return { ...moved, showlegend: false };
  const isNew = !names.has(trace.name);
  names.add(trace.name);
  return isNew ? moved : { ...moved, showlegend: false };
}

const withId = (ref: string | undefined = "paper", id: string): string => ref.replace(/^[xy]/, letter => letter + id);

function annotationsOf({ layout }: Figure, id: string): Annotation[] {
  const own = (layout.annotations ?? []).map(each => ({
    ...each,
    xref: withId(each.xref, id),
    yref: withId(each.yref, id),
  }));
  const text = layout.title?.text;
  return text === undefined ? own : [panelTitle(text, id, 13), ...own];
}
