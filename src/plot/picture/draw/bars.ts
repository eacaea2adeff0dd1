// Bars of a group side by side, standing on zero.
import type { BarTrace, Hatching } from "../../plotly.ts";
import { cellsOf, numberAt } from "../axis.ts";
import type { PanelScene } from "../scene.ts";
import { type Definitions, element } from "./element.ts";

/** The part of the room of a category that its bars take, as in Plotly. */
const share = 0.8;

/** @returns the rectangles of one trace, in pixels; undefined where a bar has no place */
function barsOf(trace: BarTrace, { x, y, traces }: PanelScene) {
  const group = traces.map(each => each.trace).filter(({ type }) => type === "bar");
  const number = group.indexOf(trace);
  const places = [...new Set(group.flatMap(each => cellsOf(each, "x").map(cell => numberAt(x, cell))))].sort(
    (a, b) => a - b,
  );
  const step = Math.min(...places.slice(1).map((place, i) => place - places[i]!), places.length > 1 ? Infinity : 1);
  const room = (Math.abs(x.to - x.from) * step) / Math.abs(x.ends[1] - x.ends[0]);
  const width = (room * share) / group.length;
  const ground = y.log ? Math.max(y.from, y.to) : y.place(0);
  const xs = cellsOf(trace, "x");
  return trace.y.map((value, i) => {
    const [center, end] = [x.place(xs[i]), y.place(value)];
    if (!Number.isFinite(center) || !Number.isFinite(end)) return undefined;
    const left = center - (room * share) / 2 + number * width;
    return { x: left, y: Math.min(end, ground), width, height: Math.abs(end - ground) };
  });
}

export function drawBars(trace: BarTrace, panel: PanelScene, color: string, definitions: Definitions): string {
  const pattern = trace.marker?.pattern;
  const bars = barsOf(trace, panel).flatMap(bar => (bar ? [element("rect", bar)] : []));
  return element("g", { fill: hatchedFill(color, pattern, definitions) }, bars.join(""));
}

/** The color, with its hatching where it has one. */
export function hatchedFill(color: string, pattern: Hatching | undefined, definitions: Definitions): string {
  if (!pattern) return color;
  const { size = 8, solidity = 0.2, fgcolor = "#ffffff", fgopacity = 0.6 } = pattern;
  const s = size;
  const stripes: { readonly [shape in Hatching["shape"]]: string } = {
    "/": `M${-s / 4} ${s / 4}L${s / 4} ${-s / 4}M0 ${s}L${s} 0M${(s * 3) / 4} ${(s * 5) / 4}L${(s * 5) / 4} ${(s * 3) / 4}`,
    "\\": `M${-s / 4} ${(s * 3) / 4}L${s / 4} ${(s * 5) / 4}M0 0L${s} ${s}M${(s * 3) / 4} ${-s / 4}L${(s * 5) / 4} ${s / 4}`,
    "-": `M0 ${s / 2}H${s}`,
    "|": `M${s / 2} 0V${s}`,
    x: `M0 0L${s} ${s}M0 ${s}L${s} 0`,
    ".": `M${s / 2 - 1} ${s / 2}h2`,
  };
  const id = definitions.add(name =>
    element(
      "pattern",
      { id: name, width: s, height: s, patternUnits: "userSpaceOnUse" },
      element("rect", { width: s, height: s, fill: color }) +
        element("path", {
          d: stripes[pattern.shape] ?? "",
          stroke: fgcolor,
          "stroke-opacity": String(fgopacity),
          "stroke-width": solidity * s,
        }),
    ),
  );
  return `url(#${id})`;
}
