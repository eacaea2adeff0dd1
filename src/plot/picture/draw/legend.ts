// The names of the series, each with a sample of how it is drawn, and the scale of colors.
import { scaleLinear } from "d3-scale";
import { hexOf, type Rgb, ramp } from "../colors.ts";
import { rowHeight, sampleWidth } from "../legend-entries.ts";
import { levelsOf, limitsOf } from "../limits.ts";
import type { Numbered } from "../panels.ts";
import { colorBarWidth, fontSize, type Scene } from "../scene.ts";
import { linearTicks } from "../ticks.ts";
import { colorOf } from "../trace-color.ts";
import { widthOf } from "../words.ts";
import { hatchedFill } from "./bars.ts";
import { type Definitions, element, ink, words } from "./element.ts";
import { dashArray, markPath } from "./scatter.ts";

export function drawLegend({ legend, frame, colorBar, height, width }: Scene, definitions: Definitions): string {
  if (legend.side === "none") return "";
  const right = frame.x + frame.width + 16 + (colorBar ? colorBarWidth : 0);
  const left = Math.max(8, (width - legend.columns * legend.columnWidth) / 2);
  const rows = legend.entries.map((entry, i) => {
    const [x, y] =
      legend.side === "right"
        ? [right, frame.y + 8 + i * rowHeight]
        : [
            left + (i % legend.columns) * legend.columnWidth,
            height - legend.height + 6 + Math.floor(i / legend.columns) * rowHeight,
          ];
    return sample(entry, x, y, definitions) + words(x + sampleWidth + 6, y + 4, entry.name);
  });
  return element("g", { class: "legend" }, rows.join(""));
}

function sample({ trace, index }: Numbered, x: number, y: number, definitions: Definitions): string {
  const color = colorOf(trace, index);
  if (trace.type === "bar")
    return element("rect", {
      x: x + 6,
      y: y - 6,
      width: 16,
      height: 12,
      fill: hatchedFill(color, trace.marker?.pattern, definitions),
    });
  if (trace.type !== "scatter") return "";
  const mode = trace.mode ?? "lines+markers";
  const line = mode.includes("lines")
    ? element("path", {
        d: `M${x} ${y}h${sampleWidth}`,
        stroke: color,
        "stroke-width": trace.line?.width ?? 2,
        "stroke-dasharray": dashArray(trace.line?.dash),
      })
    : "";
  const mark = mode.includes("markers")
    ? element("path", {
        d: markPath(trace.marker?.symbol, 7),
        transform: `translate(${x + sampleWidth / 2} ${y})`,
        fill: color,
      })
    : "";
  return line + mark;
}

export function drawColorBar({ colorBar, frame, width }: Scene, definitions: Definitions): string {
  if (!colorBar || !("z" in colorBar.trace)) return "";
  const { trace } = colorBar;
  // Between levels of a contour map there is one color.
  const levels = trace.type === "contour" ? levelsOf(trace) : [];
  const [low, high] = limitsOf(trace);
  const limits: [number, number] = [Math.min(low, ...levels), Math.max(high, ...levels)];
  const share = (value: number) => `${((value - limits[0]) / (limits[1] - limits[0])) * 100}%`;
  const stops =
    levels.length > 0
      ? bands(
          ramp(trace.colorscale, levels.length + 1, trace.reversescale),
          [limits[0], ...levels, limits[1]].map(share),
        )
      : ramp(trace.colorscale, 33, trace.reversescale).map((color, i) => stop(`${(i / 32) * 100}%`, color));
  const gradient = definitions.add(id =>
    element("linearGradient", { id, x1: "0", x2: "0", y1: "1", y2: "0" }, stops.join("")),
  );
  const x = frame.x + frame.width + 16;
  const scale = scaleLinear(limits, [frame.y + frame.height, frame.y]);
  const count = Math.max(2, Math.round(frame.height / 45));
  const { ticks } = linearTicks(limits, count);
  const labels = ticks.map(({ at, text }) => words(x + 20, scale(at) + 4, text));
  const title = trace.colorbar?.title?.text ?? "";
  return (
    element("rect", {
      x,
      y: frame.y,
      width: 14,
      height: frame.height,
      fill: `url(#${gradient})`,
      stroke: ink,
      "stroke-width": 0.5,
    }) +
    labels.join("") +
    barTitle(x, frame.y - 10, title, width)
  );
}

/** From the scale to the right, or to the left from the edge of the picture where it would not fit. */
function barTitle(x: number, y: number, title: string, width: number): string {
  const fits = x + widthOf(title, fontSize) <= width - 4;
  return fits ? words(x, y, title) : words(width - 6, y, title, { "text-anchor": "end" });
}

const stop = (offset: string, color: Rgb): string => element("stop", { offset, "stop-color": hexOf(color) });

const bands = (colors: Rgb[], edges: string[]): string[] =>
  colors.flatMap((color, i) => [stop(edges[i]!, color), stop(edges[i + 1]!, color)]);
