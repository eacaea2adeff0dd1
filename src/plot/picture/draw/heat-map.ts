// A field of numbers as cells of colors: few as rectangles, many as one small picture inside the picture.
import type { HeatmapTrace } from "../../plotly.ts";
import { cellsOf, numberAt, type PlacedAxis } from "../axis.ts";
import { hexOf, isLight, type Rgb, ramp } from "../colors.ts";
import { limitsOf } from "../limits.ts";
import { pngAddress } from "../png.ts";
import type { PanelScene } from "../scene.ts";
import { element, words } from "./element.ts";

/** More cells than this are shorter as a PNG than as rectangles. */
const mostRectangles = 160;

/** More words than this in cells are not read. */
const mostWords = 600;

/** Colors of a scale: with the transparent one, as many as a PNG's palette holds. */
const levels = 255;

/** Edges of cells in pixels, one more than cells: halfway between their places. A cell alone is one unit wide. */
function edgesOf(trace: HeatmapTrace, axis: PlacedAxis): number[] {
  const places = cellsOf(trace, axis.letter).map(cell => numberAt(axis, cell));
  const [first = 0] = places;
  const last = places.at(-1) ?? first;
  const before = first - ((places[1] ?? first + 1) - first) / 2;
  const after = last + (last - (places.at(-2) ?? last - 1)) / 2;
  const between = places.slice(1).map((place, i) => (places[i]! + place) / 2);
  return [before, ...between, after].map(value => axis.pixel(axis.log ? Math.max(value, first / 10) : value));
}

export function drawHeatMap(trace: HeatmapTrace, panel: PanelScene): string {
  const [low, high] = limitsOf(trace);
  const colors = ramp(trace.colorscale, levels, trace.reversescale);
  const levelOf = (value: number | null | undefined): number =>
    value === null || value === undefined || !Number.isFinite(value)
      ? -1
      : Math.min(levels - 1, Math.max(0, Math.round(((value - low) / (high - low)) * (levels - 1))));
  const xs = edgesOf(trace, panel.x);
  const ys = edgesOf(trace, panel.y);
  const cells = trace.z.length * (trace.z[0]?.length ?? 0);
  const drawn =
    cells <= mostRectangles || !isEven(xs) || !isEven(ys)
      ? rectangles(trace, xs, ys, colors, levelOf)
      : picture(trace, xs, ys, colors, levelOf);
  return drawn + (trace.texttemplate && cells <= mostWords ? wordsIn(trace, xs, ys, colors, levelOf) : "");
}

const isEven = (edges: readonly number[]): boolean => {
  const step = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  return edges.every((edge, i) => Math.abs(edge - (edges[0]! + i * step)) < 0.5);
};

type LevelOf = (value: number | null | undefined) => number;

/** Slightly larger than the cell, so that no light shines through between two. */
const overlap = 0.3;

function rectangles({ z }: HeatmapTrace, xs: number[], ys: number[], colors: Rgb[], levelOf: LevelOf): string {
  return z
    .flatMap((row, r) =>
      row.map((value, c) => {
        const level = levelOf(value);
        if (level < 0) return "";
        const [x, y] = [Math.min(xs[c]!, xs[c + 1]!), Math.min(ys[r]!, ys[r + 1]!)];
        const width = Math.abs(xs[c + 1]! - xs[c]!) + overlap;
        const height = Math.abs(ys[r + 1]! - ys[r]!) + overlap;
        return element("rect", { x, y, width, height, fill: hexOf(colors[level]!) });
      }),
    )
    .join("");
}

function picture({ z }: HeatmapTrace, xs: number[], ys: number[], colors: Rgb[], levelOf: LevelOf): string {
  const [rows, columns] = [z.length, z[0]!.length];
  const [x0, x1, y0, y1] = [xs[0]!, xs[columns]!, ys[0]!, ys[rows]!];
  const [rightwards, downwards] = [x0 < x1, y0 < y1];
  const href = pngAddress(columns, rows, colors, (r, c) =>
    levelOf(z[downwards ? r : rows - 1 - r]![rightwards ? c : columns - 1 - c]),
  );
  return element("image", {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
    preserveAspectRatio: "none",
    style: "image-rendering:pixelated",
    href,
  });
}

function wordsIn({ z, text }: HeatmapTrace, xs: number[], ys: number[], colors: Rgb[], levelOf: LevelOf): string {
  const size = Math.max(8, Math.min(12, Math.abs(ys[1]! - ys[0]!) * 0.6, Math.abs(xs[1]! - xs[0]!) * 0.3));
  const texts: { [fill: string]: string[] } = { "#000": [], "#fff": [] };
  for (const [r, row] of z.entries())
    for (const [c, value] of row.entries()) {
      const level = levelOf(value);
      const said = text?.[r]?.[c] ?? (value === null ? "" : String(value));
      const fill = level < 0 || isLight(colors[level]!) ? "#000" : "#fff";
      texts[fill]!.push(words((xs[c]! + xs[c + 1]!) / 2, (ys[r]! + ys[r + 1]!) / 2 + size * 0.35, said));
    }
  const common = { "text-anchor": "middle", "font-size": size };
  return Object.entries(texts)
    .map(([fill, all]) => (all.length > 0 ? element("g", { ...common, fill }, all.join("")) : ""))
    .join("");
}
