// Rows as a table, in HTML and in plain text.
import type { Presentation } from "../protocol/mime.ts";
import { escapeHtml } from "./html.ts";
import { inspect } from "./inspect.ts";

/**
 * Columns are the keys of all rows in the order in which they first appear; a list's are its indices, and what has no keys
 * stands in a column named "value".
 */
export function toTable(rows: Iterable<unknown>, caption = ""): Presentation {
  if (typeof rows !== "object" || rows === null || !(Symbol.iterator in rows))
    throw new TypeError(`display.table expects rows, a list of objects or of lists, but got ${inspect(rows)}`);
  const isKeyed = (row: unknown): row is object => typeof row === "object" && row !== null;
  const records = Array.from(rows, row => new Map(Object.entries(isKeyed(row) ? row : { value: row })));
  const columns = [...new Set(records.flatMap(record => [...record.keys()]))];
  const cells = records.map(record => columns.map(column => (record.has(column) ? toText(record.get(column)) : "")));
  const plain = toPlain(columns, cells);
  const isText = columns.map(column => records.some(record => typeof record.get(column) === "string"));
  return {
    data: {
      "text/html": toHtml(columns, cells, { caption, isText }),
      "text/plain": caption === "" ? plain : `${caption}\n${plain}`,
    },
    metadata: {},
  };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** Jupyter sets tables to the right, as numbers want it; columns of texts begin at the left. */
const toLeft = ' style="text-align: left"';

function toHtml(
  columns: string[],
  cells: string[][],
  { caption, isText }: { caption: string; isText: readonly boolean[] },
): string {
  const side = (j: number) => (isText[j] ? toLeft : "");
  const titled = caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  const head = columns.map((column, j) => `<th scope="col"${side(j)}>${escapeHtml(column)}</th>`).join("");
  const body = cells
    .map(texts => `<tr>${texts.map((text, j) => `<td${side(j)}>${escapeHtml(text)}</td>`).join("")}</tr>`)
    .join("");
  return `<table>${titled}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
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
