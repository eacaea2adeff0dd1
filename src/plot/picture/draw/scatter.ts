// Lines, points and filled bands.
import {
  area,
  curveLinear,
  curveStepAfter,
  line,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond2,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from "d3-shape";
import type { Dash, MarkerSymbol, ScatterTrace } from "../../plotly.ts";
import { cellsOf } from "../axis.ts";
import type { PanelScene } from "../scene.ts";
import { px } from "../words.ts";
import { compact } from "./compact.ts";
import { type Definitions, element, words } from "./element.ts";

type Point = readonly [x: number, y: number];

const hasPlace = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);

/** A cross on its corner; d3's own x is made of strokes and cannot be filled. */
const diagonalCross: SymbolType = {
  draw(context, size) {
    const arm = Math.sqrt(size / 5) / 2;
    const corners = [0, 1, 2, 3].flatMap(turn => [
      [-arm, -3 * arm, turn],
      [arm, -3 * arm, turn],
      [arm, -arm, turn],
    ]) as [number, number, number][];
    for (const [i, [x, y, turn]] of corners.entries()) {
      const angle = (turn * Math.PI) / 2 + Math.PI / 4;
      const at = [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)] as const;
      if (i === 0) context.moveTo(...at);
      else context.lineTo(...at);
    }
    context.closePath();
  },
};

const shapes: { readonly [name in MarkerSymbol]: SymbolType } = {
  circle: symbolCircle,
  square: symbolSquare,
  diamond: symbolDiamond2,
  "triangle-up": symbolTriangle,
  cross: symbolCross,
  x: diagonalCross,
  star: symbolStar,
};

/** SVG's dashes for Plotly's names. */
export const dashArray = (dash: Dash | undefined): string | undefined =>
  dash === undefined || dash === "solid" ? undefined : { dash: "9 5", dot: "2 4", dashdot: "9 4 2 4" }[dash];

/** The outline of a mark that is so many pixels wide. */
export function markPath(name: MarkerSymbol | undefined, width: number): string {
  const shape = shapes[name ?? "circle"] ?? symbolCircle;
  return symbol(shape, (Math.PI / 4) * width ** 2).digits(1)() ?? "";
}

/** Pixels further away are none that a page can draw; where a line leaves the picture for them is the same. */
const far = 1e5;
const near = (pixel: number): number => Math.max(-far, Math.min(far, pixel));

function pointsOf(trace: ScatterTrace, { x, y }: PanelScene): Point[] {
  const xs = cellsOf(trace, "x");
  return trace.y.map((value, i): Point => [near(x.place(xs[i])), near(y.place(value))]);
}

const modeOf = ({ mode = "lines+markers" }: ScatterTrace): string => mode;

/** The line, and what is filled below it. @param before the trace before it in the panel, which its fill reaches to */
export function drawLine(
  trace: ScatterTrace,
  panel: PanelScene,
  color: string,
  before: ScatterTrace | undefined,
): string {
  const points = pointsOf(trace, panel);
  const { width = 2, dash, shape } = trace.line ?? {};
  const curve = shape === "hv" ? curveStepAfter : curveLinear;
  const parts: string[] = [];
  if (trace.fill) {
    const floor =
      trace.fill === "tonexty" && before ? pointsOf(before, panel) : points.map(([x]): Point => [x, bottomOf(panel)]);
    const filled = area<Point>()
      .digits(1)
      .curve(curve)
      .defined((point, i) => hasPlace(point) && floor[i] !== undefined && hasPlace(floor[i]))
      .x(point => point[0])
      .y0((_, i) => floor[i]![1])
      .y1(point => point[1]);
    parts.push(
      element("path", { d: compact(filled(points) ?? ""), ...fillOf(trace.fillcolor ?? color), stroke: "none" }),
    );
  }
  if (modeOf(trace).includes("lines") && width > 0) {
    const d = compact(line<Point>().digits(1).curve(curve).defined(hasPlace)(points) ?? "");
    parts.push(
      element("path", {
        d,
        fill: "none",
        stroke: color,
        "stroke-width": width,
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
        "stroke-dasharray": dashArray(dash),
      }),
    );
  }
  return parts.join("");
}

/** The marks at those points that are within the axes, and their words. @param number of traces with sparse marks before it */
export function drawMarks(
  trace: ScatterTrace,
  panel: PanelScene,
  color: string,
  number: number,
  definitions: Definitions,
): string {
  const mode = modeOf(trace);
  const points = pointsOf(trace, panel);
  const inside = points.filter(point => isWithin(point, panel));
  const parts: string[] = [];
  if (mode.includes("markers")) {
    const mark = definitions.add(id =>
      element("path", { id, d: markPath(trace.marker?.symbol, trace.marker?.size ?? 6) }),
    );
    const uses = marked(inside, trace.marker?.maxdisplayed ?? 0, number).map(
      ([x, y]) => `<use href="#${mark}" x="${px(x)}" y="${px(y)}"/>`,
    );
    const opacity = trace.marker?.opacity;
    if (uses.length > 0)
      parts.push(
        element(
          "g",
          { fill: color, "fill-opacity": opacity === 1 || opacity === undefined ? undefined : String(opacity) },
          uses.join(""),
        ),
      );
  }
  if (mode.includes("text"))
    for (const [i, point] of points.entries())
      if (isWithin(point, panel))
        parts.push(words(point[0], point[1] - 8, trace.text?.[i] ?? "", { "text-anchor": "middle" }));
  return parts.join("");
}

/** Where zero stands, or the end of the axis that is nearest to it. */
function bottomOf({ y }: PanelScene): number {
  const zero = y.place(0);
  const [top, bottom] = [Math.min(y.from, y.to), Math.max(y.from, y.to)];
  return Number.isFinite(zero) ? Math.min(bottom, Math.max(top, zero)) : y.from;
}

/** False also for a point without a place. */
function isWithin(point: Point, { x, y }: PanelScene): boolean {
  const within = (value: number, a: number, b: number) =>
    value >= Math.min(a, b) - 0.01 && value <= Math.max(a, b) + 0.01;
  return within(point[0], x.from, x.to) && within(point[1], y.from, y.to);
}

/** Of more than `most` points every n-th, in each trace others: as Plotly chooses them. */
function marked(points: readonly Point[], most: number, number: number): readonly Point[] {
  if (most <= 0) return points;
  const step = Math.max(1, Math.ceil(points.length / most));
  const offset = Math.round((number * step) / 3 + (Math.floor(number / 3) * step) / 7.1);
  return points.filter((_, i) => Math.round((i + offset) % step) === 0);
}

/** A color with its opacity apart: not every drawing program knows rgba(). */
function fillOf(color: string): { fill: string; "fill-opacity"?: string } {
  const [, r, g, b, opacity] = /^rgba\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*([\d.]+)\s*\)$/.exec(color) ?? [];
  return opacity === undefined ? { fill: color } : { fill: `rgb(${r},${g},${b})`, "fill-opacity": opacity };
}
