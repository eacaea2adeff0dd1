// A forward and backward pass that leaves nothing but what the model holds: what it computed on its way goes when it ends, and
// the next one finds that memory still in the processor's cache.
import { tensorsOfState } from "../nn/index.ts";
import { Tensor } from "../tensor/index.ts";
import type { SampleBatch } from "./measuring.ts";
import type { SequentialModel } from "./sequential.ts";

/** Runs `pass` on a batch that nobody else holds, of a model that is the toolkit's own (`isOwn`). */
export function forgetful<Result>(model: SequentialModel, batch: SampleBatch, pass: () => Result): Result {
  const kept = () => [
    ...model.parameters().flatMap(({ parameter }) => parameter.grad ?? []),
    ...model.statefulLayers.flatMap(({ carried }) => (carried ? tensorsOfState(carried) : [])),
  ];
  try {
    return batch.x.backend.scratch(pass, () => kept().map(({ array }) => array));
  } finally {
    for (const part of Object.values(batch)) if (part instanceof Tensor) part.backend.free(part.array);
  }
}
