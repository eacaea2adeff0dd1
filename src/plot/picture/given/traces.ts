// The traces of a figure that somebody else has written, as far as our own drawing knows them.
import type { BarTrace, ContourTrace, Dash, HeatmapTrace, MarkerSymbol, ScatterTrace, Trace } from "../../plotly.ts";
import { withOpacity } from "../../style.ts";
import { knowsScale } from "../colors.ts";
import { type Fields, fieldsOf, isFields, matrixOf, numberOf, oneOf, valuesOf, wordsOf } from "./fields.ts";

/** A trace that can be drawn, with what the picture leaves out of it, or why it cannot. */
export type GivenTrace = { trace: Trace; leftOut: string[] } | { why: string };

/** More marks than this make a picture of megabytes. */
const mostMarks = 20_000;

/** From so many points on, Plotly joins points without marking them. */
const manyPoints = 20;

/** @param color of the trace where it has none of its own @param layout of its figure */
export function readTrace(given: Fields, color: string, layout: Fields): GivenTrace {
  const { type = "scatter" } = given;
  const axes = ["x", "y"].map(letter =>
    fieldsOf(layout[`${letter}axis${String(given[`${letter}axis`] ?? letter).slice(1)}`]),
  );
  if (axes.some(({ overlaying }) => typeof overlaying === "string"))
    return { why: "stands on an axis over another one" };
  if (type === "scatter" || type === "scattergl") return readScatter(given, color);
  if (type === "bar") return readBar(given, color);
  if (type === "heatmap" || type === "contour") return readField(given, type, layout);
  return { why: `is of the kind ${type}` };
}

const commonOf = ({ name, showlegend, xaxis, yaxis }: Fields) => ({
  ...(wordsOf(name) !== undefined && { name: wordsOf(name)! }),
  ...(typeof showlegend === "boolean" && { showlegend }),
  ...(typeof xaxis === "string" && { xaxis }),
  ...(typeof yaxis === "string" && { yaxis }),
});

const colorIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const symbols: readonly MarkerSymbol[] = ["circle", "square", "diamond", "triangle-up", "cross", "x", "star"];
const dashes: { readonly [name: string]: Dash } = { longdash: "dash", longdashdot: "dashdot" };
const modes = [
  "lines",
  "markers",
  "lines+markers",
  "text",
  "markers+text",
  "lines+text",
  "lines+markers+text",
  "none",
] as const;

function readScatter(given: Fields, color: string): GivenTrace {
  const [x, y] = [valuesOf(given.x), valuesOf(given.y)];
  const points = y ?? (x && Array.from(x, (_, i) => (numberOf(given.y0) ?? 0) + i * (numberOf(given.dy) ?? 1)));
  if (!points || (given.x !== undefined && !x) || (given.y !== undefined && !y))
    return { why: "has no points in lists x and y" };
  if (given.stackgroup !== undefined) return { why: "is stacked on others" };
  const mode = oneOf(given.mode, modes) ?? (points.length < manyPoints ? "lines+markers" : "lines");
  if (mode.includes("markers") && points.length > mostMarks) return { why: `marks ${points.length} points` };
  const [line, marker] = [fieldsOf(given.line), fieldsOf(given.marker)];
  const own = colorIn(line.color) ?? colorIn(marker.color) ?? color;
  const fill = oneOf(given.fill, ["tonexty", "tozeroy"] as const);
  const size = numberOf(marker.size);
  const leftOut = [
    ...(isFields(given.error_x) || isFields(given.error_y) ? ["error bars"] : []),
    ...(mode.includes("markers") && Array.isArray(marker.color) ? ["the colors of its points"] : []),
    ...(mode.includes("markers") && Array.isArray(marker.size) ? ["the sizes of its points"] : []),
    ...(given.fill !== undefined && given.fill !== "none" && !fill ? ["its filled area"] : []),
  ];
  const opacity = numberOf(marker.opacity) ?? numberOf(given.opacity);
  const text = Array.isArray(given.text) ? given.text.map(each => wordsOf(String(each ?? "")) ?? "") : undefined;
  const symbol = symbols.find(known => String(marker.symbol).startsWith(known));
  const trace: ScatterTrace = {
    type: "scatter",
    ...commonOf(given),
    mode,
    ...(x ? { x } : given.x0 !== undefined && { x: stepsOf(given, points.length) }),
    y: points,
    ...(text && { text }),
    line: {
      color: own,
      width: numberOf(line.width) ?? 2,
      dash: oneOf(line.dash, ["solid", "dash", "dot", "dashdot"] as const) ?? dashes[String(line.dash)] ?? "solid",
      ...(line.shape === "hv" && { shape: line.shape }),
    },
    marker: {
      color: colorIn(marker.color) ?? own,
      size: size ?? 6,
      ...(symbol && { symbol }),
      ...(opacity !== undefined && { opacity }),
    },
    ...(fill && {
      fill,
      fillcolor: colorIn(given.fillcolor) ?? (/^#[0-9a-f]{6}$/i.test(own) ? withOpacity(own, 0.5) : own),
    }),
  };
  return { trace, leftOut };
}

const stepsOf = ({ x0, dx }: Fields, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (numberOf(x0) ?? 0) + i * (numberOf(dx) ?? 1));

function readBar(given: Fields, color: string): GivenTrace {
  const [x, y] = [valuesOf(given.x), valuesOf(given.y)];
  if (given.orientation === "h") return { why: "has bars that lie" };
  if (!y || (given.x !== undefined && !x)) return { why: "has no amounts in a list y" };
  if (given.base !== undefined) return { why: "has bars that begin above zero" };
  const marker = fieldsOf(given.marker);
  const leftOut = [
    ...(isFields(given.error_y) ? ["error bars"] : []),
    ...(Array.isArray(marker.color) ? ["the colors of its bars"] : []),
  ];
  const trace: BarTrace = {
    type: "bar",
    ...commonOf(given),
    ...(x && { x }),
    y,
    marker: { color: colorIn(marker.color) ?? color },
  };
  return { trace, leftOut };
}

function readField(given: Fields, type: "heatmap" | "contour", layout: Fields): GivenTrace {
  const z = matrixOf(given.transpose === true ? transposed(given.z) : given.z);
  if (!z) return { why: "has no rows of numbers in z" };
  const { type: kind, coloring, ...levels } = fieldsOf(given.contours);
  if (kind === "constraint") return { why: "is a constraint" };
  if (type === "contour" && (z.length < 2 || z[0]!.length < 2)) return { why: "has fewer than two rows and columns" };
  const [x, y] = [placesOf(given.x, z[0]!.length), placesOf(given.y, z.length)];
  if (x === null || y === null) return { why: "has as many places as neither its cells nor their edges" };
  const shared = typeof given.coloraxis === "string" ? fieldsOf(layout[given.coloraxis]) : {};
  const scale = given.colorscale ?? shared.colorscale ?? "RdBu";
  const colorscale = knowsScale(scale) ? scale : "Viridis";
  const [zmin, zmax] = [numberOf(given.zmin) ?? numberOf(shared.cmin), numberOf(given.zmax) ?? numberOf(shared.cmax)];
  const bar = fieldsOf(given.colorbar ?? shared.colorbar);
  const title = wordsOf(isFields(bar.title) ? bar.title.text : bar.title);
  const isShown = given.showscale ?? shared.showscale;
  const reversescale = (given.reversescale ?? shared.reversescale) === true;
  const common = {
    ...commonOf(given),
    z,
    ...(x && { x }),
    ...(y && { y }),
    colorscale,
    reversescale,
    ...(typeof isShown === "boolean" && { showscale: isShown }),
    ...(zmin !== undefined && { zmin }),
    ...(zmax !== undefined && { zmax }),
    ...(title !== undefined && { colorbar: { title: { text: title } } }),
  };
  const leftOut = knowsScale(scale) ? [] : ["its own colors"];
  if (type === "contour") {
    const { start, end, size } = levels;
    const trace: ContourTrace = {
      type,
      ...common,
      ...([start, end, size].every(Number.isFinite) && {
        contours: { start, end, size } as ContourTrace["contours"] & object,
      }),
    };
    return {
      trace,
      leftOut: [...leftOut, ...(coloring === "lines" || coloring === "none" ? ["that its areas are not filled"] : [])],
    };
  }
  const written = Array.isArray(given.text)
    ? given.text.map(row => (Array.isArray(row) ? row.map(String) : []))
    : undefined;
  const shows = typeof given.texttemplate === "string";
  const trace: HeatmapTrace = {
    type,
    ...common,
    ...(shows && { texttemplate: "%{text}", text: written ?? textOf(z, given.texttemplate) }),
  };
  return { trace, leftOut };
}

/** Numbers as "%{z:.2f}" has them, or as they are. */
function textOf(z: (number | null)[][], template: unknown): string[][] {
  const digits = /^%\{z:\.(\d)f\}$/.exec(String(template))?.[1];
  return z.map(row => row.map(value => (value === null ? "" : digits ? value.toFixed(Number(digits)) : String(value))));
}

const transposed = (rows: unknown): unknown =>
  Array.isArray(rows) && rows.every(Array.isArray)
    ? rows[0]?.map((_: unknown, i: number) => rows.map(row => row[i]))
    : rows;

/** Places of the middles of cells; null where they are neither as many as cells nor as their edges. */
function placesOf(given: unknown, cells: number) {
  const places = valuesOf(given);
  if (places === undefined) return given === undefined ? undefined : null;
  if (places.length === cells) return places;
  const edges = places.filter(place => typeof place === "number");
  if (edges.length !== cells + 1) return null;
  return edges.slice(1).map((edge, i) => (edge + edges[i]!) / 2);
}
