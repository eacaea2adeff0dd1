// Labels of guides, moved to where no data are: at the other end of their line, or on its other side.
import type { Annotation, BarTrace, ScatterTrace } from "../plotly.ts";
import { cellsOf, type PlacedAxis } from "./axis.ts";
import type { Numbered } from "./panels.ts";
import { widthOf } from "./words.ts";

type Point = readonly [x: number, y: number];

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Axes and what is drawn on them. */
interface Panel {
  x: PlacedAxis;
  y: PlacedAxis;
  traces: readonly Numbered[];
}

/** Pixels that a line or the middle of a mark keeps from the words. */
const clearance = 1;

/** A mark in the words counts as so many pixels of a line. */
const markLength = 6;

/** @param annotations all of a figure; those of guides get their places, the others stay */
export function guideLabels(annotations: readonly Annotation[], panels: readonly Panel[]): Annotation[] {
  return annotations.map(label => {
    const panel =
      label.name === "guide" && panels.find(({ x, y }) => isOf(label.xref, x.name) && isOf(label.yref, y.name));
    return panel ? free(label, panel) : label;
  });
}

const isOf = (reference: string | undefined, axis: string): boolean => reference?.split(" ")[0] === axis;

/** The first of its places that is clear of all data; where there is none, the one where the words cover least of them. */
function free(label: Annotation, panel: Panel): Annotation {
  const places = placesOf(label).map(place => ({ place, box: boxOf(place, panel) }));
  const clear = places.find(({ box }) => covered(widened(box, clearance), panel) === 0);
  if (clear) return clear.place;
  const amounts = places.map(({ box }) => covered(box, panel));
  return places[amounts.indexOf(Math.min(...amounts))]!.place;
}

const widened = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
});

/** The usual place first. */
function placesOf(label: Annotation): Annotation[] {
  if (label.yref?.endsWith("domain"))
    return ([1, 0] as const).flatMap(y =>
      (["left", "right"] as const).map(
        (xanchor): Annotation => ({ ...label, y, yanchor: y === 1 ? "top" : "bottom", xanchor }),
      ),
    );
  const { yshift = 0 } = label;
  return ([1, 0, 0.75, 0.5, 0.25] as const).flatMap(x =>
    ([1, -1] as const).map(
      (side): Annotation => ({
        ...label,
        x,
        xanchor: x === 1 ? "right" : x === 0 ? "left" : "center",
        yanchor: side === 1 ? "bottom" : "top",
        yshift: side * yshift,
      }),
    ),
  );
}

function boxOf({ text, x, y, xref, yref, xanchor, yanchor, yshift = 0, font }: Annotation, panel: Panel): Box {
  const size = font?.size ?? 11;
  const [width, height] = [widthOf(text, size) + 4, size + 4];
  const left = pixelOf(panel.x, xref, x) - width * { left: 0, center: 0.5, right: 1 }[xanchor ?? "center"];
  const top = pixelOf(panel.y, yref, y) - yshift - height * { top: 0, middle: 0.5, bottom: 1 }[yanchor ?? "middle"];
  return { left, right: left + width, top, bottom: top + height };
}

function pixelOf(axis: PlacedAxis, reference: string | undefined, value: Annotation["x"]): number {
  if (reference?.endsWith("domain")) return axis.from + Number(value) * (axis.to - axis.from);
  return axis.place(axis.log ? 10 ** Number(value) : value);
}

/** How much of the data lies in a box, in pixels of a line. */
const covered = (box: Box, panel: Panel): number =>
  panel.traces.reduce(
    (sum, { trace }) =>
      sum +
      (trace.type === "scatter" ? ofLine(trace, box, panel) : trace.type === "bar" ? ofBars(trace, box, panel) : 0),
    0,
  );

function ofLine(trace: ScatterTrace, box: Box, panel: Panel): number {
  const points = pointsOf(trace, panel);
  const lines =
    trace.mode === "markers" ? 0 : points.reduce((sum, to, i) => sum + lengthIn(points[i - 1] ?? to, to, box), 0);
  const marks = trace.mode === "lines" ? 0 : points.filter(point => isIn(point, widened(box, clearance))).length;
  return lines + markLength * marks;
}

const isIn = ([x, y]: Point, { left, right, top, bottom }: Box): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

function pointsOf(trace: ScatterTrace | BarTrace, { x, y }: Panel): Point[] {
  const xs = cellsOf(trace, "x");
  return trace.y.map((value, i): Point => [x.place(xs[i]), y.place(value)]);
}

/** A group of bars counts as wide as all of them, and each pixel of its width as one of a line. */
function ofBars(trace: BarTrace, box: Box, panel: Panel): number {
  const points = pointsOf(trace, panel);
  const half = Math.abs(panel.x.to - panel.x.from) / Math.max(1, points.length) / 2;
  const floor = panel.y.place(0);
  return points
    .filter(([, y]) => Math.min(y, floor) < box.bottom && Math.max(y, floor) > box.top)
    .reduce((sum, [x]) => sum + Math.max(0, Math.min(x + half, box.right) - Math.max(x - half, box.left)), 0);
}

/** How much of a straight line lies in the box: each side of the box cuts a part off, from its start or its end. */
function lengthIn([x0, y0]: Point, [x1, y1]: Point, { left, right, top, bottom }: Box): number {
  if (![x0, y0, x1, y1].every(Number.isFinite)) return 0;
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [x0 - x1, x0 - left],
    [x1 - x0, right - x0],
    [y0 - y1, y0 - top],
    [y1 - y0, bottom - y0],
  ] as const) {
    if (step === 0 && room < 0) return 0;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  return Math.max(0, to - from) * Math.hypot(x1 - x0, y1 - y0);
}
