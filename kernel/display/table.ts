// Rows as a table, in HTML and in plain text.
import type { Presentation } from "../protocol/mime.ts";
import { inspect } from "./inspect.ts";

/** Columns are the keys of all rows in the order in which they first appear; a list's are its indices. */
export function toTable(rows: Iterable<object>): Presentation {
  const records = Array.from(rows, row => new Map(Object.entries(row)));
  const columns = [...new Set(records.flatMap(record => [...record.keys()]))];
  const cells = records.map(record => columns.map(column => (record.has(column) ? toText(record.get(column)) : "")));
  return { data: { "text/html": toHtml(columns, cells), "text/plain": toPlain(columns, cells) }, metadata: {} };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

function toHtml(columns: string[], cells: string[][]): string {
  const row = (tag: "th" | "td", texts: string[]) =>
    `<tr>${texts.map(text => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const body = cells.map(texts => row("td", texts)).join("");
  return `<table><thead>${row("th", columns)}</thead><tbody>${body}</tbody></table>`;
}

function toPlain(columns: string[], cells: string[][]): string {
  const widths = columns.map((column, j) =>
    cells.reduce((width, texts) => Math.max(width, texts[j]!.length), column.length),
  );
  const row = (texts: string[]) =>
    texts
      .map((text, j) => text.padEnd(widths[j]!))
      .join("  ")
      .trimEnd();
  return [row(columns), row(widths.map(width => "─".repeat(width))), ...cells.map(row)].join("\n");
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
