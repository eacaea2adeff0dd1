// CsvTable: what a CSV file held, by rows and by columns.
import { jupyterDisplay, type MimeBundle, nodeInspect, table } from "../display/index.ts";
import { assertListOf, describe, nearest } from "../options.ts";
import { fromFlat, type Tensor } from "../tensor/index.ts";

/** A row by the names of its columns. */
export interface CsvRow {
  readonly [column: string]: number | string;
}

/** Rows shown at most. */
const shownRows = 5;

/** A table of a CSV file. Made by `readCsv`. */
export class CsvTable {
  /** The names of the columns, from left to right. */
  readonly columns: readonly string[];
  /** Each row by the names of its columns: numbers in a column of numbers (NaN where a cell is empty), else texts. */
  readonly rows: readonly CsvRow[];
  readonly #numbers: ReadonlyMap<string, readonly number[]>;

  /** @throws TypeError for what are no columns, RangeError where there are more or fewer than names */
  constructor(columns: readonly string[], cells: readonly (readonly string[] | readonly number[])[]) {
    assertListOf("CsvTable", "columns", columns, "names", name => typeof name === "string");
    assertListOf("CsvTable", "cells", cells, "columns, each a list", Array.isArray);
    if (cells.length !== columns.length)
      throw new RangeError(
        `CsvTable expects a column of cells for each of ${columns.length} names, but got ${cells.length}`,
      );
    this.columns = columns;
    this.#numbers = new Map(columns.flatMap((name, i) => (isNumbers(cells[i]!) ? [[name, cells[i]] as const] : [])));
    const count = cells[0]?.length ?? 0;
    this.rows = Array.from({ length: count }, (_, row) =>
      Object.fromEntries(columns.map((name, column) => [name, cells[column]![row]!])),
    );
  }

  /** How many rows there are. */
  get length(): number {
    return this.rows.length;
  }

  /**
   * A column as numbers, NaN where a cell is empty.
   * @throws RangeError for a column that is not there, TypeError for one that holds texts
   */
  numbers(column: string): number[] {
    this.#assertColumn("numbers", column);
    const found = this.#numbers.get(column);
    if (found) return [...found];
    const text = this.texts(column).find(cell => Number.isNaN(Number(cell)));
    throw new TypeError(`numbers expects a column of numbers, but ${column} holds ${describe(text ?? "")}; texts(${describe(column)}) gives it as it is`); // biome-ignore format: a line
  }

  /**
   * Columns of numbers side by side, [rows, columns].
   * @param columns all of them where left out
   * @throws RangeError for a column that is not there, TypeError for one that holds texts
   */
  toTensor(columns: readonly string[] = this.columns): Tensor {
    if (!Array.isArray(columns))
      throw new TypeError(`toTensor expects a list of columns, but got ${describe(columns)}`);
    const numbers = columns.map(column => this.numbers(column));
    const flat = Array.from({ length: this.length }, (_, row) => numbers.map(column => column[row]!)).flat();
    return fromFlat(flat, [this.length, columns.length]);
  }

  /** A column as texts. @throws RangeError for a column that is not there */
  texts(column: string): string[] {
    this.#assertColumn("texts", column);
    return this.rows.map(row => String(row[column]));
  }

  toString(): string {
    return `CsvTable of ${this.length} rows: ${this.columns.join(", ")}`;
  }
  [jupyterDisplay](): MimeBundle {
    const caption = `${this.length} rows${this.length > shownRows ? `, the first ${shownRows}` : ""}`;
    const rows = this.rows
      .slice(0, shownRows)
      .map((row, i) => [`${i}`, ...this.columns.map(name => String(row[name]))]);
    return {
      "text/plain": this.toString(),
      "text/html": table({ caption, columns: ["row", ...this.columns], rows }),
    };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  #assertColumn(who: string, column: string): void {
    if (this.columns.includes(column)) return;
    const near = typeof column === "string" ? nearest(column, this.columns) : undefined;
    throw new RangeError(`${who} expects one of the columns ${this.columns.join(", ")}, but got ${describe(column)}${near === undefined ? "" : `; did you mean ${near}?`}`); // biome-ignore format: a line
  }
}

const isNumbers = (cells: readonly string[] | readonly number[]): cells is readonly number[] =>
  cells.length > 0 && typeof cells[0] === "number";
