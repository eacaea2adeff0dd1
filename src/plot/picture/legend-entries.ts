// Which series the legend names, and where it stands: beside the picture, or below it where names are long.
import type { Layout, Trace } from "../plotly.ts";
import type { Numbered } from "./panels.ts";
import { shortened, widthOf } from "./words.ts";

export interface LegendEntry extends Numbered {
  name: string;
}

export interface LegendScene {
  entries: LegendEntry[];
  side: "none" | "right" | "below";
  /** Pixels that it takes below the picture. */
  height: number;
  /** Below the picture: in how many columns, each so wide. */
  columns: number;
  columnWidth: number;
}

const longestName = 60;
export const sampleWidth = 28;
export const rowHeight = 19;
const size = 12;

/** As in Plotly: names of lines, points and bars; where there is only one, not unless it is asked for. */
export function legendOf(data: readonly Trace[], layout: Layout, width: number): LegendScene {
  const entries = [...data.entries()]
    .filter(([, trace]) => trace.name && trace.showlegend !== false && !("z" in trace))
    .map(([index, trace]) => ({ index, trace, name: shortened(trace.name!, longestName) }));
  const none: LegendScene = { entries: [], side: "none", height: 0, columns: 0, columnWidth: 0 };
  const isShown = layout.showlegend ?? data.filter(trace => !("z" in trace) && trace.showlegend !== false).length > 1;
  if (!isShown || entries.length === 0) return none;
  const widest = sampleWidth + 12 + Math.max(...entries.map(({ name }) => widthOf(name, size)));
  if (widest <= width * 0.27) return { entries, side: "right", height: 0, columns: 1, columnWidth: widest };
  const columns = Math.max(1, Math.min(entries.length, Math.floor((width - 40) / widest)));
  return {
    entries,
    side: "below",
    height: Math.ceil(entries.length / columns) * rowHeight + 8,
    columns,
    columnWidth: widest,
  };
}

export const legendWidth = ({ columnWidth }: LegendScene): number => columnWidth + 12;
