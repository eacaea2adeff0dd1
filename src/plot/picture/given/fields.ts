// Reads parts of a figure that somebody else has written, of which nothing is known: numbers, words, lists.
import type { Datum } from "../../plotly.ts";

export type Fields = { readonly [name: string]: unknown };

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/** One of these words, else undefined. */
export const oneOf = <Word extends string>(value: unknown, words: readonly Word[]): Word | undefined =>
  words.find(word => word === value);

/** Plotly's words may hold HTML: without its tags. */
export const wordsOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== ""
    ? value.replace(/<br\s*\/?>/gi, " ").replace(/<\/?[a-z][^>]*>/gi, "")
    : undefined;

/** A title is text, or an object with it. */
export const titleOf = (value: unknown): { text: string } | undefined => {
  const text = wordsOf(isFields(value) ? value.text : value);
  return text === undefined ? undefined : { text };
};

/** Values in a row; undefined for what is no list of numbers and words. */
export function valuesOf(value: unknown): Datum[] | undefined {
  const list = listOf(value);
  if (!list?.every(isDatum)) return undefined;
  return list.map(item => (typeof item === "boolean" ? Number(item) : item));
}

/** Rows of numbers, as long as the longest; words that are numbers are such. */
export function matrixOf(value: unknown): (number | null)[][] | undefined {
  const shaped = isFields(value) ? rowsOf(value) : value;
  if (!Array.isArray(shaped)) return undefined;
  const rows = shaped.map(valuesOf);
  if (!rows.every(row => row !== undefined)) return undefined;
  const columns = Math.max(0, ...rows.map(row => row.length));
  if (columns === 0) return undefined;
  return rows.map(row => Array.from({ length: columns }, (_, i) => numeric(row[i] ?? null)));
}

const numeric = (value: Datum): number | null =>
  typeof value === "string" ? (isNumber(value) ? Number(value) : null) : value;

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

const isDatum = (item: unknown): item is Datum | boolean =>
  item === null || ["number", "string", "boolean"].includes(typeof item);

const listOf = (value: unknown): unknown[] | undefined =>
  Array.isArray(value) ? value : isFields(value) ? typedArray(value) : undefined;

const arrays = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
} as const;

/** Numbers in base64, as Python writes them: { dtype, bdata }. */
function typedArray({ dtype, bdata }: Fields): number[] | undefined {
  if (typeof bdata !== "string" || typeof dtype !== "string" || !Object.hasOwn(arrays, dtype)) return undefined;
  const numbers = arrays[dtype as keyof typeof arrays];
  const bytes = Uint8Array.from(atob(bdata), character => character.charCodeAt(0));
  if (bytes.length % numbers.BYTES_PER_ELEMENT !== 0) return undefined;
  return Array.from(new numbers(bytes.buffer));
}

/** Such numbers as rows: { dtype, bdata, shape: "rows, columns" }. */
function rowsOf(value: Fields): unknown[][] | undefined {
  const columns = Number(String(value.shape).split(",")[1]);
  const numbers = typedArray(value);
  if (!numbers || !(columns >= 1)) return undefined;
  return Array.from({ length: numbers.length / columns }, (_, i) => numbers.slice(i * columns, (i + 1) * columns));
}

const isoDate = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?$/;

/** Whether Plotly has dates on an axis with these values. */
export const areDates = (values: readonly Datum[]): boolean =>
  values.some(value => value !== null) &&
  values.every(value => value === null || (typeof value === "string" && isoDate.test(value)));

/** Milliseconds since 1970; a date without a zone is one of UTC, as in Plotly. */
export const timeOf = (date: Datum): number | null => {
  if (typeof date !== "string") return date;
  const iso = date.replace(" ", "T");
  const time = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
  return Number.isNaN(time) ? null : time;
};

/** Words that are all numbers stand on an axis of numbers. */
export const asNumbers = (values: Datum[]): Datum[] =>
  values.every(value => typeof value !== "string" || isNumber(value)) ? values.map(numeric) : values;
