// Rows of objects, and objects of lists, as columns with names.
import { describe, nearest } from "../../options.ts";
import { Tensor } from "../../tensor/index.ts";
import type { Datum } from "../plotly.ts";
import { listOf, notAList, readValues } from "./values.ts";

/** Columns by their names; a column may also be points [x, y]. */
export interface Table {
  /** "rows": every object had all columns; "lists": each list is for itself. */
  from: "rows" | "lists";
  columns: Map<string, unknown>;
  /** What is drawn where nobody says it. */
  usual?: { x: string; y: string[] };
}

/** What `fit` gives, told by its form: this room is below that one. */
interface History {
  epoch: readonly number[];
  history: { [measure: string]: readonly number[] };
}

/** A table, where the data is one; undefined for a plain list of values or points. */
export function tableOf(who: string, data: unknown): Table | undefined {
  if (data instanceof Tensor || ArrayBuffer.isView(data)) return undefined;
  if (Array.isArray(data)) return data.some(isRow) ? tableOfRows(who, data) : undefined;
  if (typeof data !== "object" || data === null) throw notAList(who, "data", data);
  if (isHistory(data)) return tableOfHistory(data);
  if (Symbol.iterator in data || Symbol.asyncIterator in data || "then" in data) throw notAList(who, "data", data);
  return { from: "lists", columns: new Map(Object.entries(data)) };
}

/** A column by its name. */
export function column(who: string, table: Table, name: string): Datum[] {
  const found = table.columns.get(name);
  if (found !== undefined) return readValues(who, name, found);
  const names = [...table.columns.keys()];
  const near = nearest(name, names);
  throw new RangeError(
    `${who} finds no column ${JSON.stringify(name)}; there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}` +
      (near === undefined ? "" : `; did you mean ${near}?`),
  );
}

const isRow = (item: unknown): boolean =>
  typeof item === "object" && item !== null && !(item instanceof Tensor) && listOf(item) === undefined;

function tableOfRows(who: string, rows: readonly unknown[]): Table {
  const columns = new Map<string, Datum[]>();
  for (const [i, row] of rows.entries()) {
    if (!isRow(row)) throw new TypeError(`${who} expects every row to be an object, but row ${i} is ${describe(row)}`);
    for (const [name, value] of Object.entries(row as object)) {
      if (!columns.has(name))
        columns.set(
          name,
          Array.from(rows, () => null),
        );
      if (isCell(value)) columns.get(name)![i] = readValues(who, name, [value])[0]!;
    }
  }
  return { from: "rows", columns };
}

/** Rows of training also hold what is no number; such columns stay empty. */
const isCell = (value: unknown): boolean =>
  value === null || typeof value !== "object"
    ? typeof value !== "function" && typeof value !== "symbol"
    : value instanceof Tensor && value.size === 1;

const isHistory = (data: object): data is History =>
  Array.isArray((data as Partial<History>).epoch) && typeof (data as Partial<History>).history === "object";

/** Epochs from 1, as people count them. */
function tableOfHistory({ epoch, history }: History): Table {
  const columns = new Map<string, unknown>(Object.entries(history));
  columns.set(
    "epoch",
    epoch.map(number => number + 1),
  );
  const losses = ["loss", "valLoss"].filter(name => columns.has(name));
  return { from: "lists", columns, usual: { x: "epoch", y: losses } };
}
