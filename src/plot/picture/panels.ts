// Which traces and axes make up which panel: Plotly's names, "x", "x2", "y", …
import type { Axis, Layout, Trace } from "../plotly.ts";

export type Letter = "x" | "y";

/** A trace with its number in the figure. */
export interface Numbered<T extends Trace = Trace> {
  trace: T;
  index: number;
}

/** One system of axes with what is drawn in it. */
export interface Panel {
  x: string;
  y: string;
  traces: Numbered[];
}

export const axisNameOf = (trace: Trace, letter: Letter): string => trace[`${letter}axis`] ?? letter;

/** The key in the layout: "x2" is at "xaxis2". */
export const layoutKey = (axis: string): `xaxis${string}` | `yaxis${string}` =>
  `${axis[0] as Letter}axis${axis.slice(1)}`;

export const axisIn = (layout: Layout, axis: string): Axis => layout[layoutKey(axis)] ?? {};

/** Panels in the order in which their first traces come. A figure without traces has one, empty. */
export function panelsOf(data: readonly Trace[]): Panel[] {
  const panels = new Map<string, Panel>();
  for (const [index, trace] of data.entries()) {
    const [x, y] = [axisNameOf(trace, "x"), axisNameOf(trace, "y")];
    const panel = panels.get(`${x} ${y}`) ?? { x, y, traces: [] };
    panels.set(`${x} ${y}`, panel);
    panel.traces.push({ trace, index });
  }
  return panels.size > 0 ? [...panels.values()] : [{ x: "x", y: "y", traces: [] }];
}

/** The part of the figure that an axis takes, from 0 to 1; in a grid by Plotly's own arithmetic. */
export function domainOf(layout: Layout, axis: string): [number, number] {
  const { domain } = axisIn(layout, axis);
  if (domain) return domain;
  if (!layout.grid) return [0, 1];
  const { rows = 1, columns = 1, xgap = 0.2, ygap = 0.3 } = layout.grid;
  const number = Number(axis.slice(1) || 1) - 1;
  const share = (count: number, i: number, gap: number): [number, number] => {
    const step = 1 / (count - gap);
    return [step * i, step * (i + 1 - gap)];
  };
  return axis[0] === "x"
    ? share(columns, number % columns, xgap)
    : share(rows, rows - 1 - Math.floor(number / columns), ygap);
}
