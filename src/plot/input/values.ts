// Reads what a caller gives for the points of a figure: lists, typed arrays and tensors, as lists of their own.
import { describe } from "../../options.ts";
import { type NumberArray, Tensor } from "../../tensor/index.ts";
import type { Datum } from "../plotly.ts";

/** One row of numbers (or of words, for an axis of categories): a list, a typed array, a tensor of shape [n]. */
export type Values = readonly (number | string | boolean | null | undefined | Tensor)[] | NumberArray | Tensor;

/** Rows of numbers: nested lists, or a tensor of shape [rows, columns]. */
export type Matrix = readonly (NumberArray | Tensor | readonly (number | boolean | null | undefined)[])[] | Tensor;

/** Copies a row: what the caller does with it later changes no figure. What is missing is null, a gap. */
export function readValues(who: string, what: string, given: unknown): Datum[] {
  const list = listOf(given);
  if (!list) throw notAList(who, what, given);
  return Array.from(list, (value, i) => readDatum(who, `${what}[${i}]`, value));
}

/** Rows of numbers of equal length, copied. */
export function readMatrix(who: string, what: string, given: unknown): (number | null)[][] {
  const rows = listOf(given);
  if (!rows) throw notAList(who, what, given);
  const first = rows.length > 0 ? listOf(rows[0]) : undefined;
  if (!first || first.length === 0)
    throw new TypeError(
      `${who} expects rows of numbers, [[1, 2], [3, 4]] or a tensor of shape [rows, columns], but got ${describe(given)}`,
    );
  return Array.from(rows, (row, r) => {
    const cells = listOf(row);
    if (cells?.length !== first.length)
      throw new RangeError(
        `${who} expects rows of equal length, but row ${r} of ${what} is ${describe(row)} where the first has ${first.length}`,
      );
    return Array.from(cells, (value, c) => {
      const cell = readDatum(who, `${what}[${r}][${c}]`, value);
      if (typeof cell === "string") throw new TypeError(`${who} expects numbers, but ${what}[${r}][${c}] is a word`);
      return cell;
    });
  });
}

/** Whether it is a list of points [x, y]. */
export function isPoints(given: unknown): boolean {
  if (given instanceof Tensor) return given.shape.length === 2 && given.shape[1] === 2;
  return Array.isArray(given) && given.length > 0 && given.every(point => listOf(point)?.length === 2);
}

/** A list of whatever can be counted; a tensor by its first axis. Nothing else is one: what can be read once only is not. */
export function listOf(given: unknown): ArrayLike<unknown> | undefined {
  if (given instanceof Tensor) return given.shape.length === 0 ? undefined : given.toArray();
  if (Array.isArray(given)) return given;
  return ArrayBuffer.isView(given) && "length" in given ? (given as unknown as ArrayLike<unknown>) : undefined;
}

function readDatum(who: string, where: string, value: unknown): Datum {
  if (typeof value === "number" || typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
  if (value instanceof Tensor && value.size === 1) return value.item();
  throw new TypeError(`${who} expects numbers or words, but ${where} is ${describe(value)}`);
}

/** Why something that is no list cannot be drawn, and what to write. */
export function notAList(who: string, what: string, given: unknown): TypeError {
  const expected = `${who} expects ${what === "data" ? "data" : what} as a list, a typed array or a tensor`;
  if (typeof given === "object" && given !== null) {
    if (typeof (given as { then?: unknown }).then === "function")
      return new TypeError(`${who} got a promise: put await before what makes its ${what}`);
    if (Symbol.asyncIterator in given)
      return new TypeError(
        `${who} got ${what} that arrives piece by piece: collect it first, ` +
          "const rows = []; for await (const row of training) rows.push(row)",
      );
    if (Symbol.iterator in given)
      return new TypeError(`${who} got ${what} that can be gone through only once: make a list of it, [...${what}]`);
  }
  return new TypeError(`${expected}, but got ${describe(given)}`);
}
