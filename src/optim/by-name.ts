// Optimisers by Keras's strings, each with its defaults.
import { adam } from "./adam.ts";
import { adamW } from "./adamw.ts";
import type { Optimiser } from "./optimiser.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

const optimisers = { adam: () => adam(), adamw: () => adamW(), rmsprop: () => rmsprop(), sgd: () => sgd() };

/** "adam" | "adamw" | "rmsprop" | "sgd" */
export type OptimiserName = keyof typeof optimisers;

/** @throws RangeError for an unknown name; lists the known ones. */
export function optimiserNamed(name: OptimiserName): Optimiser {
  if (!Object.hasOwn(optimisers, name))
    throw new RangeError(
      `compile knows the optimizers ${Object.keys(optimisers).join(", ")}, but got ${JSON.stringify(name)}`,
    );
  return optimisers[name]();
}
