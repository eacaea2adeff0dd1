// Batches: samples a few at a time, in order or shuffled anew for each round.
import { type DType, formatShape } from "../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { asTensor, Rng, Tensor, type TensorLike, takeRows } from "../tensor/index.ts";

/** A few samples of each tensor, under its name, and how many. */
export type Batch<Name extends string = "x" | "y"> = { readonly [name in Name]: Tensor } & { readonly size: number };

/** What can be walked through again and again, one round an epoch; made by `batches` or `bpttBatches`. */
export interface BatchSource<Item> extends Iterable<Item> {
  /** How many batches one round has. */
  readonly length: number;
  /** What shuffles, if anything does: a checkpoint keeps its state. */
  readonly rng: Rng | undefined;
}

/** How samples are put into batches. */
export interface BatchOptions {
  /** Samples a batch; 32 where left out. */
  batchSize?: number;
  /** Shuffles the samples anew for each round; in order where left out. */
  rng?: Rng | undefined;
  /** What becomes of the last samples where they do not fill a batch: "keep" (where left out) a smaller one, or "drop". */
  lastBatch?: "keep" | "drop";
  /** Of tensors made from arrays; "float32" where left out. */
  dtype?: DType;
}

const batchOptions: OptionNames<BatchOptions> = {
  batchSize: "number",
  rng: "generator",
  lastBatch: true,
  dtype: "dtype",
};

/**
 * Samples in batches: tensors or nested arrays, each [n, ...], cut along the first axis.
 * @throws RangeError for tensors of unequal length, too few samples, or an unknown option
 * @example for (const { x, y } of batches({ x: inputs, y: targets }, { batchSize: 32, rng: seed(0) })) console.log(x.shape, y.shape)
 * @example batches({ x, y, mask }) // whatever goes together
 */
export function batches<Name extends string>(
  data: { readonly [name in Name]: TensorLike },
  options: BatchOptions = {},
): BatchSource<Batch<Name>> {
  assertOptions("batches", options, batchOptions);
  const { batchSize = 32, rng, lastBatch = "keep", dtype } = options;
  if (rng !== undefined && !(rng instanceof Rng))
    throw new TypeError(`batches expects a generator, { rng: seed(0) }, but got ${describe(rng)}`);
  const tensors = samples("batches", data, dtype);
  assertCount("batches", "batchSize", batchSize);
  assertKeepOrDrop("batches", lastBatch);
  const n = tensors[0]![1].shape[0]!;
  const length = lastBatch === "keep" ? Math.ceil(n / batchSize) : Math.floor(n / batchSize);
  if (length === 0)
    throw new RangeError(
      `batches expects at least ${lastBatch === "keep" ? "one sample" : `${batchSize} samples, since it drops a smaller batch`}, but got ${n}`,
    );
  return {
    length,
    rng,
    *[Symbol.iterator]() {
      const order = rng ? rng.permutation(n) : Array.from({ length: n }, (_, i) => i);
      for (let b = 0; b < length; b++) {
        const rows = order.slice(b * batchSize, (b + 1) * batchSize);
        const parts = tensors.map(([name, t]) => [name, takeRows(t, rows)] as const);
        yield { ...Object.fromEntries(parts), size: rows.length } as unknown as Batch<Name>;
      }
    },
  };
}

/** Named tensors with one number of samples. */
export function samples(
  who: string,
  data: { readonly [name: string]: TensorLike },
  dtype?: DType,
): [name: string, samples: Tensor][] {
  if (typeof data !== "object" || data === null || Array.isArray(data) || data instanceof Tensor)
    throw new TypeError(`${who} expects tensors by name, ${who}({ x, y }), but got ${describe(data)}`);
  for (const name of ["size", "first"])
    if (name in data) throw new RangeError(`${who} keeps the name ${name} for itself; call that tensor something else`);
  const tensors = Object.entries(data).map(([name, value]) => [name, asTensor(value, dtype, `${who}, ${name},`)] as [string, Tensor]); // biome-ignore format: a line
  const [first] = tensors;
  if (!first) throw new RangeError(`${who} expects at least one tensor, { x, y }, but got none`);
  if (first[1].shape.length === 0)
    throw new RangeError(`${who} expects samples along the first axis, [n, ...], but got ${first[0]} with one number`);
  for (const [name, t] of tensors)
    if (t.shape[0] !== first[1].shape[0])
      throw new RangeError(
        `${who} expects as many samples of each, but got ${first[0]} ${formatShape(first[1].shape)} and ${name} ${formatShape(t.shape)}`,
      );
  return tensors;
}

/** @throws RangeError unless n is a whole number ≥ 1. */
export function assertCount(who: string, what: string, n: number): void {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`${who} expects ${what} to be a whole number ≥ 1, but got ${describe(n)}`);
}

/** @throws RangeError unless it is "keep" or "drop" */
export function assertKeepOrDrop(who: string, lastBatch: unknown): asserts lastBatch is "keep" | "drop" {
  if (lastBatch !== "keep" && lastBatch !== "drop")
    throw new RangeError(`${who} expects lastBatch "keep" or "drop", but got ${describe(lastBatch)}`);
}
