// Batches: samples and their targets, some at a time.
import { type Rng, type Tensor, take } from "../tensor/index.ts";

export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  /** Number of samples; the last batch may be smaller. */
  readonly size: number;
}

/** All samples once, in order, or shuffled where a generator is given. */
export function* batchesOf(x: Tensor, y: Tensor, batchSize: number, rng?: Rng): Generator<Batch> {
  const n = x.shape[0]!;
  const order = rng ? rng.permutation(n) : Array.from({ length: n }, (_, i) => i);
  for (let start = 0; start < n; start += batchSize) {
    const rows = order.slice(start, start + batchSize);
    yield { x: take(x, rows), y: take(y, rows), size: rows.length };
  }
}
