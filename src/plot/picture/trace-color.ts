// The color of a line, its points or its bars.
import type { Trace } from "../plotly.ts";
import { palette } from "../style.ts";

/** What the trace says, else the next of the palette. */
export function colorOf(trace: Trace, index: number): string {
  const line = trace.type === "scatter" ? trace.line?.color : undefined;
  const marker = "marker" in trace ? trace.marker?.color : undefined;
  return line ?? marker ?? palette[index % palette.length]!;
}
