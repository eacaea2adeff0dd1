// Long lists of numbers as Plotly's typed arrays, { dtype, bdata, shape }: a saved notebook gives each number of a plain list a
// line of its own. https://plotly.com/javascript/reference/ ("typed array specification", Plotly 2.35 and newer)
import { bytesToBase64 } from "./base64.ts";

/** A JSON value, or a list of numbers on the way to it. */
type Unpacked = unknown;

/** Shorter lists stay lists, which people can read in the file. */
const shortest = 17;

/** Any part of a figure with its lists of numbers packed; what is not finite in a short list is null. */
export function packed(value: Unpacked): Unpacked {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    if (value.length >= shortest && value.every(isNumeric)) return typed(value);
    if (isMatrix(value)) return { ...typed(value.flat()), shape: `${value.length}, ${value[0]!.length}` };
    return value.map(packed);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, packed(each)]])),
  );
}

type Numeric = number | null;

const isNumeric = (value: unknown): value is Numeric => typeof value === "number" || value === null;

function isMatrix(rows: readonly unknown[]): rows is Numeric[][] {
  const [first] = rows;
  if (!Array.isArray(first) || rows.length * first.length < shortest) return false;
  return rows.every(row => Array.isArray(row) && row.length === first.length && row.every(isNumeric));
}

/** Single precision, which a picture does not need more of; double where it would make 0 or ∞ of a number, or whole numbers others. */
function typed(list: readonly Numeric[]): { dtype: "f4" | "f8"; bdata: string } {
  const isSingle = list.every(value => value === null || !Number.isFinite(value) || fitsSingle(value));
  const values = list.map(value => value ?? Number.NaN);
  const numbers = isSingle ? Float32Array.from(values) : Float64Array.from(values);
  return { dtype: isSingle ? "f4" : "f8", bdata: bytesToBase64(new Uint8Array(numbers.buffer)) };
}

/** Smallest and largest magnitudes at which single precision keeps all its digits. */
const [leastSingle, greatestSingle] = [1.2e-38, 3.4e38];

function fitsSingle(value: number): boolean {
  const size = Math.abs(value);
  if (size === 0) return true;
  if (Number.isInteger(value)) return Math.fround(value) === value;
  return size > leastSingle && size < greatestSingle;
}
