// A surface seen from above: areas between levels.
import { contours } from "d3-contour";
import type { ContourTrace } from "../../plotly.ts";
import { cellsOf, numberAt, type PlacedAxis } from "../axis.ts";
import { hexOf, ramp } from "../colors.ts";
import { levelsOf } from "../limits.ts";
import type { PanelScene } from "../scene.ts";
import { px } from "../words.ts";
import { compact } from "./compact.ts";
import { element } from "./element.ts";

export function drawContour(trace: ContourTrace, panel: PanelScene): string {
  const [rows, columns] = [trace.z.length, trace.z[0]!.length];
  const levels = levelsOf(trace);
  // One area more than levels: below the first one.
  const colors = ramp(trace.colorscale, levels.length + 1, trace.reversescale);
  const acrossAt = between(trace, panel.x);
  const upAt = between(trace, panel.y);
  const heights = trace.z.flatMap(row => row.map(value => value ?? Number.NaN));
  const areas = contours().size([columns, rows]).smooth(true).thresholds(levels)(heights);
  const drawn = areas.map(({ coordinates }, i) => {
    const rings = coordinates
      .flat()
      .map(ring => `M${ring.map(([x, y]) => `${px(acrossAt(x!))} ${px(upAt(y!))}`).join("L")}Z`);
    if (rings.length === 0) return "";
    const { color = "#ffffff", width = 0.5 } = trace.line ?? {};
    const stroke = { stroke: width > 0 ? color : "none", "stroke-opacity": "0.5", "stroke-width": width };
    return element("path", {
      d: compact(rings.join("")),
      fill: hexOf(colors[i + 1]!),
      "fill-rule": "evenodd",
      ...stroke,
    });
  });
  const { x, y } = panel;
  const [xs, ys] = [placesOf(trace, x), placesOf(trace, y)];
  const [x0, x1, y0, y1] = [xs[0]!, xs.at(-1)!, ys[0]!, ys.at(-1)!];
  const size = { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
  return element("rect", { ...size, fill: hexOf(colors[0]!) }) + drawn.join("");
}

const placesOf = (trace: ContourTrace, axis: PlacedAxis): number[] =>
  cellsOf(trace, axis.letter).map(cell => axis.pixel(numberAt(axis, cell)));

/** Pixels of a place among the rows or columns. d3 has the middle of the first one at 0.5. */
function between(trace: ContourTrace, axis: PlacedAxis): (at: number) => number {
  const places = placesOf(trace, axis);
  return at => {
    const index = Math.max(0, Math.min(places.length - 1, at - 0.5));
    const before = Math.min(Math.floor(index), places.length - 2);
    return places[before]! + (places[before + 1]! - places[before]!) * (index - before);
  };
}
