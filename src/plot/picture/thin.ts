// Long lines with fewer points, before either drawing is made: they look the same and stay small.
import type { ScatterTrace, Trace } from "../plotly.ts";
import { cellsOf } from "./axis.ts";

/** Lines with more points than this are thinned. */
const mostPoints = 2000;

/** About as many parts as a picture has columns of pixels. */
const parts = 500;

/** Keeps the first, lowest, highest and last point of each part of the line, and where gaps begin and end. */
export function thinned(trace: Trace): Trace {
  if (trace.type !== "scatter" || trace.y.length <= mostPoints) return trace;
  const mode = trace.mode ?? "lines";
  const everyPointCounts =
    mode.includes("text") || (mode.includes("markers") && !trace.marker?.maxdisplayed) || !mode.includes("lines");
  if (everyPointCounts) return trace;
  const kept = keptOf(trace);
  const xs = cellsOf(trace, "x");
  return { ...trace, x: kept.map(i => xs[i] ?? null), y: kept.map(i => trace.y[i] ?? null) };
}

function keptOf({ y }: ScatterTrace): number[] {
  const kept: number[] = [];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * y.length) / parts);
    const to = Math.floor(((part + 1) * y.length) / parts);
    const some = new Set([from, to - 1]);
    let [lowest, highest] = [-1, -1];
    for (let i = from; i < to; i++) {
      const value = y[i];
      if (typeof value !== "number" || !Number.isFinite(value)) {
        // One gap in a part is enough to interrupt the line there.
        if (![...some].some(at => !Number.isFinite(y[at]))) some.add(i);
        continue;
      }
      if (lowest < 0 || value < (y[lowest] as number)) lowest = i;
      if (highest < 0 || value > (y[highest] as number)) highest = i;
    }
    for (const i of [lowest, highest]) if (i >= 0) some.add(i);
    kept.push(...[...some].sort((a, b) => a - b));
  }
  return kept;
}
