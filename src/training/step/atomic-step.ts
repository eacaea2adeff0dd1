// One step of training, done whole or undone: an error or an interrupt in it changes nothing that lasts.
import type { StateTensors } from "../../nn/index.ts";
import type { Rng } from "../../tensor/index.ts";

/** What a step changes on its way to the weights: generators that dropout draws from, states that layers carry. */
export interface ChangedByStep {
  readonly sources: readonly Rng[];
  readonly stateful: readonly { carried: StateTensors | undefined }[];
}

/**
 * Where `step` throws, generators and carried states are put back to where they were before it. It changes weights last, by
 * the optimizer, which nothing interrupts.
 */
export function atomicStep<Result>(changed: ChangedByStep, step: () => Result): Result {
  const putBack = noted(changed);
  try {
    return step();
  } catch (error) {
    putBack();
    throw error;
  }
}

/** Generators and carried states are as they were before `work`, whatever it did. */
export function unchanged<Result>(changed: ChangedByStep, work: () => Result): Result {
  const putBack = noted(changed);
  try {
    return work();
  } finally {
    putBack();
  }
}

/** What puts them back to where they are now. */
function noted({ sources, stateful }: ChangedByStep): () => void {
  const random = sources.map(({ state }) => state);
  const carried = stateful.map(layer => layer.carried);
  return () => {
    sources.forEach((source, i) => {
      source.restore(random[i]!);
    });
    stateful.forEach((layer, i) => {
      layer.carried = carried[i];
    });
  };
}
