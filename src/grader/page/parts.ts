// Parts that pages share: a table that a screen reader reads as one, and numbers as a person reads them.
import { Html, html } from "./html.ts";

type Cell = string | number | Html;

interface PageTable {
  caption: string;
  /** Heads of the columns; one that begins with "#" has numbers, which stand at the right. */
  columns: readonly string[];
  /** Each row's first cell is its head. */
  rows: readonly (readonly Cell[])[];
}

/** A table; a wide one is moved within its own frame, also with the keyboard. */
export function tableOf({ caption, columns, rows }: PageTable): Html {
  const isNumber = columns.map(column => column.startsWith("#"));
  const classOf = (index: number, cell?: Cell) =>
    isNumber[index] ? new Html(' class="number"') : cell === undefined ? "" : new Html(` class="${lookOf(cell)}"`);
  const name = columns[0] === "Student" ? new Html(' class="name"') : "";
  const head = columns.map((column, i) => html`<th scope="col"${classOf(i)}>${column.replace(/^#/, "")}</th>`);
  const body = rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row"${name}>${first}</th>${rest.map((cell, i) => html`<td${classOf(i + 1, cell)}>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** "to mark" stays in one line; in a text a long word, of a student's, say, is broken. */
const lookOf = (cell: Cell): "short" | "words" =>
  (cell instanceof Html ? cell.text : String(cell)).length <= 14 ? "short" : "words";

/** At most two digits behind the point: 7.5. */
export const numberText = (value: number): string => String(Math.round(value * 100) / 100);

/** "1 point", "7.5 points". */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

/** "1 second", "20 minutes", "5 hours", "3 days": as a person says it, and never nothing. */
export function spanText(hours: number): string {
  const seconds = Math.round(hours * 3600);
  if (seconds < 90) return countOf(Math.max(1, seconds), "second");
  if (seconds < 90 * 60) return countOf(Math.round(seconds / 60), "minute");
  const tenths = Math.round(hours * 10) / 10;
  return tenths < 48 ? countOf(Math.ceil(tenths), "hour") : countOf(Math.ceil(tenths / 24), "day");
}

/** "2026-11-29 13:15 UTC"; a text that is no time stays as it is. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
