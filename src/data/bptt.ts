// Batches for truncated backpropagation through time: one long sequence as parallel streams, a stretch of each at a time.
import { assertOptions } from "../options.ts";
import { stack, type Tensor, type TensorLike } from "../tensor/index.ts";
import { assertCount, assertKeepOrDrop, type BatchSource, samples } from "./batches.ts";
import { assertList } from "./windows.ts";

/** The next stretch of every stream, [batch, steps, ...]; the state carries over from the one before unless it is the first. */
export type Stretch<Name extends string = "x" | "y"> = { readonly [name in Name]: Tensor } & {
  readonly size: number;
  /** Whether the streams begin here, so that there is no state to carry. */
  readonly first: boolean;
};

/** How a sequence is cut into stretches. */
export interface BpttOptions {
  /** How many streams the sequence is cut into; they are read side by side. */
  batchSize?: number;
  /** Time steps a stretch: how far gradients reach. */
  steps: number;
  /** Whether a last, shorter stretch is kept (where left out) or dropped. */
  lastBatch?: "keep" | "drop";
}

/**
 * Cuts sequences of n time steps, each [n, ...], into `batchSize` streams of ⌊n / batchSize⌋ steps and walks along them,
 * `steps` at a time. Row b of every stretch goes on where row b of the one before ended. R. Williams, J. Peng 1990,
 * https://doi.org/10.1162/neco.1990.2.4.490
 * @throws RangeError for tensors of unequal length, too few steps, or an unknown option
 * @example bpttBatches(nextToken(ids), { batchSize: 16, steps: 35 })
 */
export function bpttBatches<Name extends string>(
  data: { readonly [name in Name]: TensorLike },
  options: BpttOptions,
): BatchSource<Stretch<Name>> {
  assertOptions("bpttBatches", options, { batchSize: "number", steps: "number", lastBatch: true });
  const { batchSize = 1, steps, lastBatch = "keep" } = options ?? {};
  const tensors = samples("bpttBatches", data);
  assertCount("bpttBatches", "batchSize", batchSize);
  assertCount("bpttBatches", "steps", steps);
  assertKeepOrDrop("bpttBatches", lastBatch);
  const n = tensors[0]![1].shape[0]!;
  const stream = Math.floor(n / batchSize);
  const length = lastBatch === "keep" ? Math.ceil(stream / steps) : Math.floor(stream / steps);
  if (length === 0)
    throw new RangeError(
      `bpttBatches expects streams of at least ${lastBatch === "keep" ? 1 : steps} steps, ` +
        `but got ${n} steps for ${batchSize} streams`,
    );
  return {
    length,
    rng: undefined,
    *[Symbol.iterator]() {
      for (let i = 0; i < length; i++) {
        const [start, stop] = [i * steps, Math.min((i + 1) * steps, stream)];
        const rows = (t: Tensor) =>
          stack(Array.from({ length: batchSize }, (_, b) => t.slice(b * stream + start, b * stream + stop)));
        const parts = tensors.map(([name, t]) => [name, rows(t)] as const);
        yield { ...Object.fromEntries(parts), size: batchSize, first: i === 0 } as unknown as Stretch<Name>;
      }
    },
  };
}

/**
 * What a language model reads and what it is to say: each item, and the one after it.
 * @throws RangeError for fewer than two items
 * @example nextToken([1, 2, 3]) // { x: [1, 2], y: [2, 3] }
 */
export function nextToken<Item>(sequence: readonly Item[]): { x: Item[]; y: Item[] } {
  assertList("nextToken", sequence);
  if (sequence.length < 2) throw new RangeError(`nextToken expects at least two items, but got ${sequence.length}`);
  return { x: sequence.slice(0, -1), y: sequence.slice(1) };
}
