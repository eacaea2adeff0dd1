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
export function atomicStep<Result>({ sources, stateful }: ChangedByStep, step: () => Result): Result {
  const random = sources.map(({ state }) => state);
  const carried = stateful.map(layer => layer.carried);
  try {
    return step();
  } catch (error) {
    sources.forEach((source, i) => {
      source.restore(random[i]!);
    });
    stateful.forEach((layer, i) => {
      layer.carried = carried[i];
    });
    throw error;
  }
}
