// The numbers that have the first and the last color of a scale.
import type { ContourTrace, HeatmapTrace } from "../plotly.ts";
import { reach } from "./axis.ts";

export function limitsOf({ z, zmin, zmax }: HeatmapTrace | ContourTrace): [number, number] {
  const [low, high] = reach(z.flatMap(row => row.filter((value): value is number => Number.isFinite(value))));
  const [from, to] = low <= high ? [zmin ?? low, zmax ?? high] : [zmin ?? 0, zmax ?? 1];
  return to > from ? [from, to] : [from, from + 1];
}

/** The levels of a contour map, the lowest first; twelve where the figure does not say. */
export function levelsOf(trace: ContourTrace): number[] {
  const [low, high] = limitsOf(trace);
  const { start, end, size } = trace.contours ?? { start: low, end: high, size: (high - low) / 12 };
  if (!(size > 0)) return [start];
  return Array.from({ length: Math.min(500, Math.floor((end - start) / size + 1e-9) + 1) }, (_, i) => start + i * size);
}
