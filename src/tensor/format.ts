// A tensor as text: its shape, a few of its numbers, and where the first NaN is.
import { type DType, formatShape, type Shape, sizeOf } from "../backend/index.ts";
import { formatNumber } from "../display/index.ts";

const edge = 3; // numbers shown at each end of a long axis, as NumPy does
const few = 100; // up to this many numbers are all shown

type Numbers = Float32Array | Float64Array;

/** Tensor [2, 3] float32, then the numbers, NumPy's way. */
export function formatTensor(values: Numbers, shape: Shape, dtype: string): string {
  const text = formatNumbers(values, shape);
  return [`Tensor ${formatShape(shape)} ${dtype}`, text, ...warnings(values, shape)].join("\n");
}

function formatNumbers(values: Numbers, shape: Shape): string {
  const abridged = values.length > few;
  const write = (axis: number, offset: number): string => {
    if (axis === shape.length) return formatNumber(values[offset]!);
    const n = shape[axis]!;
    const stride = sizeOf(shape.slice(axis + 1));
    const parts: string[] = [];
    for (let i = 0; i < n; i++) {
      if (abridged && n > 2 * edge && i === edge) {
        parts.push("…");
        i = n - edge;
      }
      parts.push(write(axis + 1, offset + i * stride));
    }
    const last = axis === shape.length - 1;
    return `[${parts.join(last ? ", " : `,\n${" ".repeat(axis + 1)}`)}]`;
  };
  return write(0, 0);
}

/** The fewest digits that name this number and no other of its dtype: 0.1 in float32, too. */
export function formatExactly(x: number, dtype: DType): string {
  if (dtype === "float32" && Number.isFinite(x))
    for (let digits = 1; digits < 9; digits++) {
      const text = x.toPrecision(digits);
      if (Math.fround(Number(text)) === x) return String(Number(text));
    }
  return String(x);
}

function warnings(values: Numbers, shape: Shape): string[] {
  const lines: string[] = [];
  for (const [what, is] of [
    ["NaN", Number.isNaN],
    ["infinite", (x: number) => Math.abs(x) === Number.POSITIVE_INFINITY],
  ] as const) {
    const first = values.findIndex(x => is(x));
    if (first < 0) continue;
    let count = 0;
    for (const x of values) if (is(x)) count++;
    lines.push(`⚠ ${count} of ${values.length} ${count === 1 ? "is" : "are"} ${what}, first at ${place(first, shape)}`);
  }
  return lines;
}

/** The position on each axis of a row-major offset. */
export const indexOf = (offset: number, shape: Shape): number[] =>
  shape.map((n, axis) => Math.floor(offset / sizeOf(shape.slice(axis + 1))) % n);

/** Where a number stands, in words: row-major offset → [i, j, …] */
export const place = (offset: number, shape: Shape): string => formatShape(indexOf(offset, shape));
