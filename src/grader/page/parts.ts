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
  const classOf = (index: number) => (isNumber[index] ? new Html(' class="number"') : "");
  const head = columns.map((column, i) => html`<th scope="col"${classOf(i)}>${column.replace(/^#/, "")}</th>`);
  const body = rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell, i) => html`<td${classOf(i + 1)}>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** At most two digits behind the point: 7.5. */
export const numberText = (value: number): string => String(Math.round(value * 100) / 100);

/** "1 point", "7.5 points". */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

/** "2026-11-29 13:15 UTC"; a text that is no time stays as it is. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
