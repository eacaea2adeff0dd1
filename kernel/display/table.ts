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
  const isText = columns.map(
    (column, j) => records.some(record => typeof record.get(column) === "string") && !isNumbers(cells, j),
  );
  const plain = toPlain(columns, alignedAtPoint(cells, " ", " "), isText);
  return {
    data: {
      "text/html": toHtml(columns, alignedAtPoint(cells, punctuationSpace, figureSpace), { caption, isText }),
      "text/plain": caption === "" ? plain : `${caption}\n${plain}`,
    },
    metadata: {},
  };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** As wide as a point, and as a digit; neither is folded into another space. */
const [punctuationSpace, figureSpace] = ["\u2008", "\u2007"];

const numberText = /^[-−+]?\d[\d,]*(?:\.(\d+))?$/;

/** Also of texts that are written numbers, as "1,024,000" is one. */
function isNumbers(cells: string[][], j: number): boolean {
  const texts = cells.map(row => row[j]!).filter(text => text !== "");
  return texts.length > 0 && texts.every(text => numberText.test(text));
}

/** Numbers of a column with their points below each other: behind one with fewer digits stand spaces. */
function alignedAtPoint(cells: string[][], point: string, digit: string): string[][] {
  const digitsOf = (text: string) => numberText.exec(text)?.[1]?.length ?? 0;
  const most = (cells[0] ?? []).map((_, j) =>
    isNumbers(cells, j) ? Math.max(...cells.map(row => digitsOf(row[j]!))) : 0,
  );
  return cells.map(row =>
    row.map((text, j) => {
      const lacks = text === "" ? 0 : most[j]! - digitsOf(text);
      return lacks <= 0 ? text : text + (lacks === most[j] ? point : "") + digit.repeat(lacks);
    }),
  );
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

function toPlain(columns: string[], cells: string[][], isText: readonly boolean[]): string {
  const widths = columns.map((column, j) =>
    cells.reduce((width, texts) => Math.max(width, texts[j]!.length), column.length),
  );
  const row = (texts: string[]) =>
    texts
      .map((text, j) => (isText[j] ? text.padEnd(widths[j]!) : text.padStart(widths[j]!)))
      .join("  ")
      .trimEnd();
  return [row(columns), row(widths.map(width => "─".repeat(width))), ...cells.map(row)].join("\n");
}
