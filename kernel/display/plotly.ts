// A Plotly figure as a whole bundle: the figure for front ends that draw it, and its numbers for all others.
import type { Presentation } from "../protocol/mime.ts";
import { toPresentation } from "./bundle.ts";
import { escapeHtml } from "./html.ts";
import { inspect } from "./inspect.ts";
import { toTable } from "./table.ts";

const plotlyMimeType = "application/vnd.plotly.v1+json";

/** How many points of each trace stand in the table. */
const mostPoints = 20;

/** How many numbers of a row in a heat map. */
const mostInRow = 10;

type Trace = { [key: string]: unknown };

/** Never throws because of what a figure holds: what is no trace is described as it is. */
export function toPlotly(figure: object): Presentation {
  const { data: drawn, metadata } = toPresentation({ [plotlyMimeType]: figure }, "display.plotly got");
  const { data, layout } = figure as { data?: unknown; layout?: unknown };
  const traces = Array.isArray(data) ? data : [];
  const heading = `Figure${titled(layout)}: ${traces.length} ${traces.length === 1 ? "trace" : "traces"}`;
  const parts = traces.map((trace, i) => partOf(isRecord(trace) ? trace : {}, i));
  return {
    data: {
      ...drawn,
      "text/html": `<figure><figcaption>${escapeHtml(heading)}</figcaption>${parts.map(({ html }) => html).join("")}</figure>`,
      "text/plain": [heading, ...parts.map(({ text }) => text)].join("\n\n"),
    },
    metadata,
  };
}

/** One trace: its name, kind and first points. */
function partOf(trace: Trace, index: number): { html: string; text: string } {
  const name = typeof trace.name === "string" ? trace.name : `trace ${index + 1}`;
  const kind = typeof trace.type === "string" ? trace.type : "scatter";
  const columns = Object.entries(trace).flatMap(([key, value]) => {
    const values = numbersOf(value);
    return pointKeys.has(key) && values ? [[key, values] as const] : [];
  });
  const length = Math.max(0, ...columns.map(([, values]) => values.length));
  const title = `${name} (${kind}), ${length} ${length === 1 ? "point" : "points"}`;
  if (length === 0) return { html: `<p>${escapeHtml(title)}</p>`, text: title };
  const more = length > mostPoints ? `, the first ${mostPoints} shown` : "";
  const rows = Array.from({ length: Math.min(length, mostPoints) }, (_, i) =>
    Object.fromEntries(columns.map(([key, values]) => [key, cell(values[i])])),
  );
  const { "text/html": html, "text/plain": text } = toTable(rows, title + more).data;
  return { html: String(html), text: String(text) };
}

/** What holds a trace's points, in Plotly's words for its kinds of trace. */
const pointKeys = new Set(
  "x y z labels values r theta lat lon a b c open high low close text ids locations parents base".split(" "),
);

function numbersOf(value: unknown): ArrayLike<unknown> | undefined {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)
    ? (value as unknown as ArrayLike<unknown>)
    : undefined;
}

/** A row of a heat map by its first numbers. */
function cell(value: unknown): string {
  if (value === undefined) return "";
  const row = numbersOf(value);
  if (row) {
    const shown = Array.from(row).slice(0, mostInRow).join(", ");
    return row.length > mostInRow ? `${shown}, … ${row.length - mostInRow} more` : shown;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : inspect(value);
}

function titled(layout: unknown): string {
  const title = isRecord(layout) ? layout.title : undefined;
  const text = isRecord(title) ? title.text : title;
  return typeof text === "string" && text !== "" ? ` “${text}”` : "";
}

const isRecord = (value: unknown): value is Trace => typeof value === "object" && value !== null;
