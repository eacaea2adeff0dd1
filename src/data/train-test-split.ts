// Samples parted into some to train on and some to test on.
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { Rng, Tensor, takeRows } from "../tensor/index.ts";

/** How samples are parted. */
export interface TrainTestSplitOptions {
  /** How many are kept apart: a part between 0 and 1, rounded up, or a number of samples; 0.25 where left out, as in scikit-learn. */
  testSize?: number;
  /** Draws which ones. */
  rng?: Rng;
  /** false keeps the order, so that the last samples are kept apart: for what follows one another in time. */
  shuffle?: boolean;
  /** A label for each sample: both parts then have each label as often as all samples do, as far as whole numbers allow. */
  stratify?: readonly (number | string)[] | Tensor;
}

/** Samples that can be parted: a list, or a tensor [n, ...]. */
export type Samples = readonly unknown[] | Tensor;

/** Some of the samples. */
export type SomeOf<All> = All extends Tensor ? Tensor : All extends readonly (infer Item)[] ? Item[] : never;

const splitOptions: OptionNames<TrainTestSplitOptions> = {
  testSize: "number",
  rng: "generator",
  shuffle: "boolean",
  stratify: true,
};

/**
 * Parts samples at random: some to train on, the others to test on. Lists and tensors that go together stay together.
 * @returns train and test, each as the samples were given
 * @throws RangeError for lists of unequal length, or parts that would be empty or lack a label
 * @example trainTestSplit([1, 2, 3, 4], { testSize: 1, shuffle: false }) // { train: [1, 2, 3], test: [4] }
 * @example trainTestSplit({ x: [[1], [2], [3], [4]], y: [0, 1, 0, 1] }, { testSize: 0.5, rng, stratify: [0, 1, 0, 1] })
 */
export function trainTestSplit<All extends Samples>(
  samples: All,
  options?: TrainTestSplitOptions,
): { train: SomeOf<All>; test: SomeOf<All> };
export function trainTestSplit<All extends { readonly [name: string]: Samples }>(
  samples: All,
  options?: TrainTestSplitOptions,
): { train: { [name in keyof All]: SomeOf<All[name]> }; test: { [name in keyof All]: SomeOf<All[name]> } };
export function trainTestSplit(
  samples: Samples | { readonly [name: string]: Samples },
  options: TrainTestSplitOptions = {},
): { train: unknown; test: unknown } {
  assertOptions("trainTestSplit", options, splitOptions);
  const isOne = samples instanceof Tensor || Array.isArray(samples);
  const all = (isOne ? { samples } : samples) as { [name: string]: Samples };
  const n = countOf(all);
  const { testSize = 0.25, rng, shuffle = true, stratify } = options;
  if (shuffle && !(rng instanceof Rng))
    throw new TypeError(
      `trainTestSplit expects a generator, { rng: seed(0) }, or { shuffle: false }, but got ${describe(rng)}`,
    );
  const test = testSize > 0 && testSize < 1 ? Math.ceil(testSize * n) : testSize;
  if (!Number.isInteger(test) || test < 1 || test >= n)
    throw new RangeError(`trainTestSplit expects testSize between 0 and 1, or a number of samples below ${n}, but got ${describe(testSize)}`); // biome-ignore format: a line
  const [trainRows, testRows] = rowsOf(n, test, shuffle ? rng : undefined, stratify);
  const pick = (rows: readonly number[]) => {
    const some = Object.entries(all).map(([name, list]) => [name, take(list, rows)] as const);
    return isOne ? some[0]![1] : Object.fromEntries(some);
  };
  return { train: pick(trainRows), test: pick(testRows) };
}

function rowsOf(
  n: number,
  test: number,
  rng: Rng | undefined,
  stratify: TrainTestSplitOptions["stratify"],
): [train: number[], test: number[]] {
  if (stratify === undefined) {
    const order = rng?.permutation(n) ?? Array.from({ length: n }, (_, i) => i);
    return [order.slice(0, n - test), order.slice(n - test)];
  }
  if (!rng)
    throw new RangeError("trainTestSplit expects stratify with a generator, { rng: seed(0) }, but got shuffle: false");
  const labelOf = labelsOf(stratify, n);
  const byLabel = new Map<unknown, number[]>();
  for (let row = 0; row < n; row++) {
    const label = labelOf(row);
    const rows = byLabel.get(label);
    if (rows) rows.push(row);
    else byLabel.set(label, [row]);
  }
  const groups = [...byLabel.values()];
  const rare = groups.find(rows => rows.length < 2);
  if (rare)
    throw new RangeError(`trainTestSplit expects each label at least twice, for both parts, but got one ${describe(labelOf(rare[0]!))}`); // biome-ignore format: a line
  if (groups.length > Math.min(test, n - test))
    throw new RangeError(`trainTestSplit expects parts of at least one sample a label, ${groups.length}, but got ${n - test} and ${test}`); // biome-ignore format: a line
  const counts = inProportion(groups.map(rows => rows.length), n - test); // biome-ignore format: a line
  const mixed = groups.map(rows => rng.permutation(rows.length).map(i => rows[i]!));
  const parts = [
    mixed.flatMap((rows, i) => rows.slice(0, counts[i])),
    mixed.flatMap((rows, i) => rows.slice(counts[i])),
  ];
  return parts.map(rows => rng.permutation(rows.length).map(i => rows[i]!)) as [number[], number[]];
}

/** `total` in whole numbers, in the proportion of the sizes: rounded down, and the largest remainders get one more. */
function inProportion(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map(size => (size / all) * total);
  const counts = exact.map(Math.floor);
  const missing = total - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = range(sizes.length).toSorted((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!));
  for (const i of byRemainder.slice(0, missing)) counts[i]!++;
  return counts;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function labelsOf(stratify: unknown, n: number): (row: number) => unknown {
  const labels = stratify instanceof Tensor && stratify.shape.length === 1 ? Array.from(stratify.values()) : stratify;
  if (!Array.isArray(labels) || labels.length !== n)
    throw new RangeError(`trainTestSplit expects a label for each of ${n} samples, stratify: y, but got ${describe(stratify)}`); // biome-ignore format: a line
  return row => labels[row];
}

function countOf(all: { readonly [name: string]: Samples }): number {
  if (typeof all !== "object" || all === null)
    throw new TypeError(
      `trainTestSplit expects a list, a tensor, or several by name, { x, y }, but got ${describe(all)}`,
    );
  const entries = Object.entries(all);
  const odd = entries.find(([, list]) => !(Array.isArray(list) || (list instanceof Tensor && list.shape.length > 0)));
  if (odd) throw new TypeError(`trainTestSplit expects lists or tensors, but got ${odd[0]}: ${describe(odd[1])}`);
  const lengths = entries.map(([name, list]) => [name, list instanceof Tensor ? list.shape[0]! : list.length] as const);
  const n = lengths[0]?.[1] ?? 0;
  const other = lengths.find(([, length]) => length !== n);
  if (other) throw new RangeError(`trainTestSplit expects as many of each, but got ${n} of ${lengths[0]![0]} and ${other[1]} of ${other[0]}`); // biome-ignore format: a line
  if (n < 2) throw new RangeError(`trainTestSplit expects at least two samples, but got ${n}`);
  return n;
}

const take = (list: Samples, rows: readonly number[]): Samples =>
  list instanceof Tensor ? takeRows(list, rows) : rows.map(i => list[i]);
