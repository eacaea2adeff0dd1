// One step of training, whole or not at all: what an error or an interrupt in it leaves behind.
import type { StateTensors } from "../nn/index.ts";
import type { Rng } from "../tensor/index.ts";

/** What a step changes on its way to the weights: generators that dropout draws from, states that layers carry. */
export interface Passing {
  readonly sources: readonly Rng[];
  readonly stateful: readonly { carried: StateTensors | undefined }[];
}

/**
 * Where `step` throws, generators and carried states are put back to where they were before it. It changes weights last, by
 * the optimizer, which nothing interrupts.
 */
export function wholeStep<Result>({ sources, stateful }: Passing, step: () => Result): Result {
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
