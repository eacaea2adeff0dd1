// Optimisers by Keras's strings, each with its defaults; and as plain data.
import { adam } from "./adam.ts";
import { adamW } from "./adamw.ts";
import type { Optimiser } from "./optimiser.ts";
import { rmsprop } from "./rmsprop.ts";
import { type SavedSchedule, type Schedule, saveSchedule, scheduleFrom } from "./schedules.ts";
import { sgd } from "./sgd.ts";

type Make = (learningRate?: number | Schedule, settings?: Record<string, number>) => Optimiser;

const optimisers = { adam, adamw: adamW, rmsprop, sgd } satisfies Record<string, Make>;

/** "adam" | "adamw" | "rmsprop" | "sgd" */
export type OptimiserName = keyof typeof optimisers;

/** An optimiser as plain data, without what it remembers (see `Optimiser.state`). */
export interface SavedOptimiser {
  readonly name: string;
  readonly learningRate: number | SavedSchedule;
  readonly settings: Readonly<Record<string, number>>;
}

/** @throws RangeError for an unknown name; lists the known ones. */
export const optimiserNamed = (name: OptimiserName): Optimiser => maker(name)();

/** Undefined where its learning rate is a function of one's own. */
export function saveOptimiser({ name, learningRate, settings }: Optimiser): SavedOptimiser | undefined {
  const rate = typeof learningRate === "function" ? saveSchedule(learningRate) : learningRate;
  return rate === undefined ? undefined : { name, learningRate: rate, settings };
}

/** A new optimiser like the one that was saved. */
export function optimiserFrom({ name, learningRate, settings }: SavedOptimiser): Optimiser {
  return maker(name)(typeof learningRate === "number" ? learningRate : scheduleFrom(learningRate), settings);
}

function maker(name: string): Make {
  if (!Object.hasOwn(optimisers, name))
    throw new RangeError(
      `compile knows the optimizers ${Object.keys(optimisers).join(", ")}, but got ${JSON.stringify(name)}`,
    );
  return optimisers[name as OptimiserName];
}
