// A table that a screen reader reads as one: a caption, heads of columns, and each row's first cell as its head.
import { escapeHtml } from "./html.ts";

export interface Table {
  caption: string;
  /** Heads of the columns. */
  columns: readonly string[];
  /** A list of cells for each row, the row's head first. */
  rows: readonly (readonly string[])[];
}

/** The table as HTML. All text is escaped. */
export function table({ caption, columns, rows }: Table): string {
  const head = columns.map(column => `<th scope="col">${escapeHtml(column)}</th>`);
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map(cell => `<td>${escapeHtml(cell)}</td>`);
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells.join("")}</tr>`;
  });
  return (
    `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table>`
  );
}
