// The layout of a figure that somebody else has written, as far as our own drawing knows it.
import type { Annotation, Axis, Datum, GuideShape, Layout } from "../../plotly.ts";
import { type Fields, fieldsOf, isFields, numberOf, oneOf, timeOf, titleOf, valuesOf, wordsOf } from "./fields.ts";

/** Pictures smaller or larger than this are not meant to be read. */
const [leastSize, greatestSize] = [150, 2000];

export function readLayout(given: Fields): { layout: Layout; leftOut: string[] } {
  const title = titleOf(given.title);
  const alt = fieldsOf(given.meta).alt;
  const shapes = listIn(given.shapes).map(readShape);
  const layout: Layout = {
    ...(title && { title }),
    ...(typeof given.showlegend === "boolean" && { showlegend: given.showlegend }),
    ...(typeof alt === "string" && { meta: { alt } }),
    annotations: listIn(given.annotations).flatMap(readAnnotation),
    shapes: shapes.filter(shape => shape !== undefined),
  };
  for (const side of ["width", "height"] as const) {
    const size = numberOf(given[side]);
    if (size !== undefined) layout[side] = Math.min(greatestSize, Math.max(leastSize, size));
  }
  for (const name of Object.keys(given)) if (isAxisName(name)) layout[name] = readAxis(fieldsOf(given[name]));
  const leftOut = shapes.includes(undefined) ? ["shapes other than straight lines"] : [];
  return { layout, leftOut: [...leftOut, ...(listIn(given.images).length > 0 ? ["images"] : [])] };
}

type AxisName = `xaxis${string}` | `yaxis${string}`;
const isAxisName = (name: string): name is AxisName => /^[xy]axis\d*$/.test(name);

const listIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

function readAxis(given: Fields): Axis {
  const title = titleOf(given.title);
  const type = oneOf(given.type, ["linear", "log", "category"] as const);
  const range = valuesOf(given.range)?.map(timeOf);
  const isRange = range?.length === 2 && range.every(Number.isFinite) && given.autorange !== true;
  const domain = valuesOf(given.domain);
  const [tickvals, ticktext] = [valuesOf(given.tickvals), valuesOf(given.ticktext)];
  return {
    ...(title && { title }),
    ...(type && { type }),
    ...(isRange && { range: range as [number, number] }),
    ...(given.autorange === "reversed" && { autorange: given.autorange }),
    ...(tickvals && { tickvals: tickvals.map(timeOfDate) }),
    ...(ticktext && { ticktext: ticktext.map(text => wordsOf(String(text)) ?? "") }),
    ...(domain?.length === 2 && domain.every(Number.isFinite) && { domain: domain as [number, number] }),
    ...(typeof given.matches === "string" && { matches: given.matches }),
    ...(typeof given.anchor === "string" && { anchor: given.anchor }),
    ...onlyFlags(given, ["showgrid", "showticklabels", "zeroline", "visible"]),
  };
}

const timeOfDate = (value: Datum): Datum =>
  typeof value === "string" && /^\d{4}-\d\d/.test(value) ? timeOf(value) : value;

const onlyFlags = (given: Fields, names: readonly string[]): object =>
  Object.fromEntries(names.flatMap(name => (typeof given[name] === "boolean" ? [[name, given[name]]] : [])));

const refOf = (ref: unknown, letter: "x" | "y"): string => (typeof ref === "string" ? ref : letter);

function readAnnotation(given: Fields): Annotation[] {
  const text = wordsOf(given.text);
  const [x, y] = [timeOfDate(given.x as Datum), timeOfDate(given.y as Datum)];
  if (text === undefined || given.visible === false || ![x, y].every(at => ["number", "string"].includes(typeof at)))
    return [];
  const font = fieldsOf(given.font);
  const size = numberOf(font.size);
  // Words at the end of an arrow stand above what it points at.
  const above = given.showarrow !== false;
  return [
    {
      text,
      x,
      y,
      xref: refOf(given.xref, "x"),
      yref: refOf(given.yref, "y"),
      xanchor: oneOf(given.xanchor, ["left", "center", "right"] as const) ?? "center",
      yanchor: above ? "bottom" : (oneOf(given.yanchor, ["top", "middle", "bottom"] as const) ?? "middle"),
      font: { ...(size !== undefined && { size }), ...(typeof font.color === "string" && { color: font.color }) },
    },
  ];
}

function readShape(given: Fields): GuideShape | undefined {
  const [x0, x1, y0, y1] = [given.x0, given.x1, given.y0, given.y1].map(at => numberOf(timeOfDate(at as Datum)));
  if (given.type !== "line" || x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined)
    return undefined;
  const line = fieldsOf(given.line);
  const [width, dash] = [numberOf(line.width), oneOf(line.dash, ["solid", "dash", "dot", "dashdot"] as const)];
  return {
    type: "line",
    xref: refOf(given.xref, "x"),
    yref: refOf(given.yref, "y"),
    x0,
    x1,
    y0,
    y1,
    line: { color: typeof line.color === "string" ? line.color : "#444444", width: width ?? 2, ...(dash && { dash }) },
  };
}
