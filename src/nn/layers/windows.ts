// Windows over time steps or over rows and columns: what convolutions and pooling share.

import { describe } from "../../options.ts";
import { concat, full, type Tensor, take } from "../../tensor/index.ts";

/** "valid": only whole windows. "same": as many as there are strides, padded on both sides. "causal": padded before the start. */
export type Padding = "valid" | "same" | "causal";

/** Windows along each spatial axis. */
export interface Windows {
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** How many windows there are along an axis of n places, and how many places are padded before and after. */
interface Fit {
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

function fit(n: number, { sizes, strides, dilations, padding }: Windows, axis: number): Fit {
  const [stride, reach] = [strides[axis]!, (sizes[axis]! - 1) * dilations[axis]! + 1];
  if (padding === "valid") return { count: Math.floor((n - reach) / stride) + 1, before: 0, after: 0 };
  if (padding === "causal") return { count: Math.floor((n - 1) / stride) + 1, before: reach - 1, after: 0 };
  // TensorFlow's: what is odd goes behind the end.
  const count = Math.ceil(n / stride);
  const missing = Math.max((count - 1) * stride + reach - n, 0);
  return { count, before: Math.floor(missing / 2), after: missing - Math.floor(missing / 2) };
}

/**
 * How many windows there are along each axis; null where the size is not known.
 * @throws RangeError where not even one fits
 */
export function windowCounts(who: string, spatial: readonly (number | null)[], windows: Windows): (number | null)[] {
  return spatial.map((n, axis) => {
    if (n === null) return null;
    const { count } = fit(n, windows, axis);
    if (count < 1)
      throw new RangeError(`${who} expects at least as many places as its window has, but got ${n} along an axis`);
    return count;
  });
}

/**
 * Every window: [batch, ...spatial, channels] → [batch, ...counts, ...sizes, channels].
 * @param fill what stands in padded places
 */
export function windowsOf(x: Tensor, windows: Windows, fill: number): Tensor {
  const rank = windows.sizes.length;
  let y = x;
  for (let axis = rank - 1; axis >= 0; axis--) {
    const { count, before, after } = fit(x.shape[axis + 1]!, windows, axis);
    y = padded(y, axis + 1, before, after, fill);
    const [size, stride, dilation] = [windows.sizes[axis]!, windows.strides[axis]!, windows.dilations[axis]!];
    const places = Array.from({ length: count }, (_, i) =>
      Array.from({ length: size }, (_, k) => i * stride + k * dilation),
    );
    y = take(y, places, axis + 1); // [..., count, size, ...]
  }
  // [batch, count, size, count, size, channels] → [batch, count, count, size, size, channels]
  return rank === 1 ? y : y.transpose([0, 1, 3, 2, 4, 5]);
}

/** In how many real places each window lies, as the share of its size: [1, ...counts, 1], or 1 where all lie wholly in x. */
export function coverage(x: Tensor, windows: Windows): Tensor | undefined {
  if (windows.padding === "valid") return undefined;
  const spatial = x.shape.slice(1, -1);
  const ones = full([1, ...spatial, 1], 1, { dtype: x.dtype });
  const rank = spatial.length;
  return windowsOf(ones, windows, 0).mean(Array.from({ length: rank }, (_, i) => 1 + rank + i));
}

function padded(x: Tensor, axis: number, before: number, after: number, fill: number): Tensor {
  const part = (n: number) => full(x.shape.with(axis, n), fill, { dtype: x.dtype });
  const parts = [...(before > 0 ? [part(before)] : []), x, ...(after > 0 ? [part(after)] : [])];
  return parts.length === 1 ? x : concat(parts, axis);
}

/**
 * A number for each spatial axis, from one for all or a list.
 * @throws RangeError for what is no whole number ≥ 1
 */
export function perAxis(who: string, what: string, given: number | readonly number[], rank: number): readonly number[] {
  const list = typeof given === "number" ? new Array<number>(rank).fill(given) : given;
  if (!Array.isArray(list) || list.length !== rank || !list.every(n => Number.isInteger(n) && n >= 1))
    throw new RangeError(
      `${who} expects ${what} to be a whole number ≥ 1${rank > 1 ? `, or ${rank} of them` : ""}, but got ` +
        (Array.isArray(given) ? `[${given.join(", ")}]` : describe(given)),
    );
  return list;
}

/** @throws RangeError for a padding that is not known */
export function assertPadding(who: string, padding: string, known: readonly Padding[]): void {
  if (!(known as readonly string[]).includes(padding))
    throw new RangeError(`${who} knows the paddings ${known.join(", ")}, but got ${describe(padding)}`);
}
