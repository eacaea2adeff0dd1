// What a plot function is given, as series of points with names.
import { assertListOf, describe, nearest } from "../../options.ts";
import type { Datum } from "../plotly.ts";
import { column, type Table, tableOf } from "./table.ts";
import { isPoints, readMatrix, readValues, type Values } from "./values.ts";

/** Points that belong together. */
export interface Series {
  /** undefined where there is one series only and nobody named it. */
  name: string | undefined;
  /** undefined: 0, 1, 2, … */
  x: Datum[] | undefined;
  y: Datum[];
  /** The number of each point in the data, where the series holds only a part of it. */
  rows?: number[];
}

/** What the axes are called, where the data tells. */
export interface SeriesOfData {
  series: Series[];
  xName: string | undefined;
  yName: string | undefined;
  table: Table | undefined;
}

/** A list, a typed array or a tensor: what values are read from. */
const isList = (values: unknown): boolean => typeof values === "object" && values !== null;

export interface SeriesOptions {
  x?: string | Values;
  y?: string | readonly string[];
  series?: string;
}

/** @param who the function's name, for messages */
export function readSeries(who: string, data: unknown, { x, y, series: groups }: SeriesOptions): SeriesOfData {
  if (x !== undefined && typeof x !== "string" && !isList(x))
    throw new TypeError(`${who} expects x to be a column or a list of values, but got ${describe(x)}`);
  if (y !== undefined && typeof y !== "string") assertListOf(who, "y", y, "columns", name => typeof name === "string");
  const table = tableOf(who, data);
  if (!table) return readPlain(who, data, x, y);
  const xName = x === undefined ? table.usual?.x : typeof x === "string" ? x : undefined;
  const hasColumn = xName !== undefined && (table.columns.has(xName) || table.from === "rows");
  const xs = hasColumn ? column(who, table, xName) : typeof x === "object" ? readValues(who, "x", x) : undefined;
  const named = namesOf(who, table, hasColumn ? xName : undefined, y);
  const yName = typeof y === "string" ? y : (named.length === 1 ? named : (table.usual?.y ?? []))[0];
  const whole = named.map((name): Series => {
    const values = table.columns.get(name);
    if (isPoints(values)) return { name, ...pointsOf(who, name, values) };
    const own = column(who, table, name);
    if (xs && xs.length !== own.length) throw unequal(who, name, own, xs);
    return { name, x: xs, y: own };
  });
  return { series: groups === undefined ? whole : grouped(who, table, whole, groups), xName, yName, table };
}

function readPlain(who: string, data: unknown, x: SeriesOptions["x"], y: SeriesOptions["y"]): SeriesOfData {
  const xName = typeof x === "string" ? x : undefined;
  const yName = typeof y === "string" ? y : undefined;
  if (isPoints(data) && (x === undefined || xName !== undefined))
    return { series: [{ name: undefined, ...pointsOf(who, "data", data) }], xName, yName, table: undefined };
  if (Array.isArray(data) && Array.isArray(data[0]))
    throw new TypeError(
      `${who} expects one list of numbers, points [[x, y], …], or lists with names, ${who}({ one: [3, 1], two: [2, 4] }); ` +
        "heatMap(rows) shows a matrix",
    );
  const own = readValues(who, "data", data);
  const xs = x === undefined || xName !== undefined ? undefined : readValues(who, "x", x);
  if (xs && xs.length !== own.length) throw unequal(who, "data", own, xs);
  return { series: [{ name: undefined, x: xs, y: own }], xName, yName, table: undefined };
}

function pointsOf(who: string, what: string, points: unknown): { x: Datum[]; y: Datum[] } {
  const rows = readMatrix(who, what, points);
  return { x: rows.map(row => row[0]!), y: rows.map(row => row[1]!) };
}

/** Which columns are drawn: those that were asked for; of lists all; of rows the only one left. */
function namesOf(who: string, table: Table, x: string | undefined, y: SeriesOptions["y"]): string[] {
  const all = [...table.columns.keys()].filter(name => name !== x);
  if (typeof y === "string") {
    // Beside lists with names, y may also say what all of them are.
    if (table.columns.has(y) || table.from === "rows" || nearest(y, all) !== undefined)
      return [column(who, table, y) && y];
  } else if (y !== undefined) return y.map(name => column(who, table, name) && name);
  if (table.from === "lists") return table.usual?.y ?? all;
  if (all.length === 1) return all;
  throw new RangeError(
    `${who} needs to know which column to draw: y: ${all.map(name => JSON.stringify(name)).join(" or ")}`,
  );
}

/** Each column once for every value of another one, in the order in which they come. */
function grouped(who: string, table: Table, whole: Series[], groups: string): Series[] {
  const keys = column(who, table, groups).map(String);
  return whole.flatMap(({ name, x, y }) =>
    [...new Set(keys)].map((key): Series => {
      const rows = [...keys.keys()].filter(i => keys[i] === key);
      const title = whole.length > 1 ? `${name}, ${key}` : key;
      return { name: title, x: x && rows.map(i => x[i]!), y: rows.map(i => y[i]!), rows };
    }),
  );
}

const unequal = (who: string, what: string, y: Datum[], x: Datum[]): RangeError =>
  new RangeError(`${who} expects as many x as y, but ${what} has ${y.length} values and x has ${x.length}`);
