// A forward and backward pass that leaves nothing but what the model holds: what it computed on its way goes when it ends, and
// the next one finds that memory still in the processor's cache.
import { Tensor } from "../tensor/index.ts";
import type { SampleBatch } from "./evaluate-batch.ts";
import { objectsIn } from "./model-state.ts";
import type { SequentialModel } from "./sequential-model.ts";

/** Runs `pass` on a batch that nobody else holds, of a model that is the toolkit's own (`isOwn`). */
export function forgetful<Result>(model: SequentialModel, batch: SampleBatch, pass: () => Result): Result {
  const before = tensorsIn(model);
  // A pass writes to the model alone, where whatever it left is found; gradients go to what the model held when it began.
  const left = () => [...tensorsIn(model), ...before.flatMap(({ grad }) => grad ?? [])];
  try {
    return batch.x.backend.scratch(pass, () => left().map(({ array }) => array));
  } finally {
    for (const part of Object.values(batch)) if (part instanceof Tensor) part.backend.free(part.array);
  }
}

const tensorsIn = (model: SequentialModel): Tensor[] => objectsIn(model).filter(value => value instanceof Tensor);
