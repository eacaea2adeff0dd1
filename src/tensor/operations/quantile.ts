// How numbers are spread: quantiles, and how many fall into each bin.
import { formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { type ReduceOptions, Tensor } from "../tensor.ts";
import { axesOf } from "./checks.ts";
import { reshape, transpose } from "./layout.ts";
import { sortedPlaces } from "./places.ts";

const quantileOptions: OptionNames<ReduceOptions> = { keepDims: "boolean" };

/**
 * The number below which a part q of the numbers lies; between two numbers it is interpolated, as NumPy and PyTorch do. The median
 * is quantile(x, 0.5), the 90th percentile quantile(x, 0.9). NaN where one of the numbers is. Of several q: [...q, ...rest].
 * @param q from 0 to 1; one or several
 * @param axis one or several, all where left out; negative counts from the end
 * @throws RangeError for another q, or an axis that is not there or has no number
 * @example quantile([1, 2, 4, 8], 0.5).item() // 3
 * @example quantile([1, 2, 4, 8], [0.25, 0.75]).toArray() // [1.75, 5]
 */
export function quantile(
  input: TensorLike,
  q: TensorLike,
  axis?: number | readonly number[],
  options: ReduceOptions = {},
): Tensor {
  const x = asTensor(input, undefined, "quantile");
  assertOptions("quantile", options, quantileOptions);
  const wanted = asTensor(q, "float64", "quantile");
  const parts = Array.from(wanted.values());
  const beyond = parts.find(part => !(part >= 0 && part <= 1));
  if (beyond !== undefined)
    throw new RangeError(
      `quantile expects q from 0 to 1, but got ${beyond}` +
        (beyond > 1 && beyond <= 100 ? `; ${beyond} of a hundred are ${beyond / 100}` : ""),
    );
  const axes = axesOf("quantile", x, axis);
  const others = x.shape.map((_, i) => i).filter(i => !axes.includes(i));
  const rest = others.map(i => x.shape[i]!);
  const n = axes.reduce((count, i) => count * x.shape[i]!, 1);
  if (n === 0)
    throw new RangeError(`quantile expects at least one number on each reduced axis, but got ${formatShape(x.shape)}`);
  const lines = reshape(transpose(x, [...others, ...axes]), [x.size / n, n]);
  const kept = options.keepDims ? x.shape.map((size, i) => (axes.includes(i) ? 1 : size)) : rest;
  return reshape(ofLines(lines, parts), [...wanted.shape, ...kept]);
}

/** Quantiles of each line: [lines, n] → [parts, lines]. */
function ofLines(x: Tensor, parts: readonly number[]): Tensor {
  const { backend: xp, dtype } = x;
  const [lines, n] = x.shape as [number, number];
  const values = x.values();
  const result = new Float64Array(parts.length * lines);
  /** For each of them the two numbers that it lies between, and how far it is from the first. */
  const between: { low: number; high: number; share: number }[] = new Array(result.length);
  for (let line = 0; line < lines; line++) {
    const own = Float64Array.from(values.subarray(line * n, (line + 1) * n));
    const sorted = sortedPlaces(own, false);
    const last = sorted[n - 1]!; // NaN stands last
    for (const [i, part] of parts.entries()) {
      const at = part * (n - 1);
      const share = at - Math.floor(at);
      const lacks = Number.isNaN(own[last]!);
      const [low, high] = lacks ? [last, last] : [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
      const [from, to] = [own[low]!, own[high]!];
      result[i * lines + line] = from === to ? from : from + (to - from) * share;
      between[i * lines + line] = { low: line * n + low, high: line * n + high, share };
    }
  }
  return record("quantile", xp.fromValues(result, [parts.length, lines], dtype), [x], g => {
    const slopes = new Float64Array(values.length);
    for (const [i, slope] of xp.values(g).entries()) {
      const { low, high, share } = between[i]!;
      slopes[low]! += slope * (1 - share);
      slopes[high]! += slope * share;
    }
    return [xp.fromValues(slopes, x.shape, dtype)];
  });
}

/** Where the bins of `histogram` lie. */
export interface HistogramOptions {
  /** Where the first begins and the last ends; from the smallest to the largest number where left out. */
  range?: readonly [number, number];
}

const histogramOptions: OptionNames<HistogramOptions> = { range: true };

/**
 * How many numbers fall into each bin, NumPy's `histogram`: counts [bins] and edges [bins + 1]. A bin begins at its lower edge and
 * ends before the next; the last one has its upper edge, too. Numbers beyond the edges are not counted. No gradient flows through counts.
 * @param bins how many, of equal width, or the edges, each larger than the one before
 * @throws RangeError for no bins, edges that do not rise, or a range that is not finite
 * @example
 * const { counts, edges } = histogram([1, 2, 2, 4], 3)
 * counts.toArray() // [1, 2, 1]: 1 to 2, 2 to 3, 3 to 4
 * bar(counts, { x: edges.slice(0, -1) })
 */
export function histogram(
  input: TensorLike,
  bins: number | readonly number[] = 10,
  options: HistogramOptions = {},
): { counts: Tensor; edges: Tensor } {
  const x = asTensor(input, undefined, "histogram");
  assertOptions("histogram", options, histogramOptions);
  const values = Float64Array.from(x.values());
  const edges = edgesOf(values, bins, options.range);
  const counts = new Float64Array(edges.length - 1);
  const top = edges.at(-1)!;
  for (const value of values) {
    if (!(value >= edges[0]! && value <= top)) continue;
    counts[value === top ? counts.length - 1 : lastNotAbove(edges, value)]!++;
  }
  const made = (numbers: ArrayLike<number>) =>
    new Tensor(x.backend.fromValues(numbers, [numbers.length], x.dtype), x.backend);
  return { counts: made(counts), edges: made(edges) };
}

function edgesOf(
  values: Float64Array,
  bins: number | readonly number[],
  range: readonly [number, number] | undefined,
): readonly number[] {
  if (Array.isArray(bins)) {
    if (range !== undefined)
      throw new RangeError("histogram expects either edges or a range, but got both: the edges are the range");
    if (bins.length < 2 || !bins.every((edge, i) => typeof edge === "number" && (i === 0 || edge > bins[i - 1]!)))
      throw new RangeError(`histogram expects edges that rise, two or more, but got ${describe(bins)}`);
    return bins;
  }
  if (!(Number.isInteger(bins) && (bins as number) > 0))
    throw new RangeError(`histogram expects a number of bins above 0, or their edges, but got ${describe(bins)}`);
  const isPair = range === undefined || (Array.isArray(range) && range.length === 2);
  if (!isPair) throw new RangeError(`histogram expects a range [from, to], but got ${describe(range)}`);
  const [low, high] = range ?? (values.length === 0 ? [0, 1] : [least(values), -least(values.map(value => -value))]);
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
    throw new RangeError(`histogram expects a finite range, from below, but got ${low} to ${high}`);
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high]; // as NumPy
  return Array.from({ length: (bins as number) + 1 }, (_, i) =>
    i === bins ? to : from + ((to - from) / (bins as number)) * i,
  );
}

const least = (values: Float64Array): number => values.reduce((most, each) => Math.min(most, each), Infinity);

/** The last edge that is not above a value, by bisection. */
function lastNotAbove(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
