// The numbers that have the first and the last color of a scale.
import type { ContourTrace, HeatmapTrace } from "../plotly.ts";
import { reach } from "./axis.ts";

export function limitsOf({ z, zmin, zmax }: HeatmapTrace | ContourTrace): [number, number] {
  const [low, high] = reach(z.flatMap(row => row.filter((value): value is number => Number.isFinite(value))));
  const [from, to] = low <= high ? [zmin ?? low, zmax ?? high] : [zmin ?? 0, zmax ?? 1];
  return to > from ? [from, to] : [from, from + 1];
}
