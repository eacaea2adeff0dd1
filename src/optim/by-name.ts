// Optimizers by Keras's strings, each with its defaults; and as plain data.
import { describe, nearest } from "../options.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamW } from "./adamw.ts";
import { nadam } from "./nadam.ts";
import type { Optimizer, Settings } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { type SavedSchedule, type Schedule, saveSchedule, scheduleFrom } from "./schedules.ts";
import { sgd } from "./sgd.ts";

type Make = (learningRate?: number | Schedule, settings?: Settings) => Optimizer;

const optimizers = { adagrad, adam, adamw: adamW, nadam, rmsprop, sgd } satisfies Record<string, Make>;

/** "adagrad" | "adam" | "adamw" | "nadam" | "rmsprop" | "sgd", or Keras's names of the classes, "Adam" */
export type OptimizerName = keyof typeof optimizers | "Adagrad" | "Adam" | "AdamW" | "Nadam" | "RMSprop" | "SGD";

/** An optimizer as plain data, without what it remembers (see `Optimizer.state`). */
export interface SavedOptimizer {
  /** Keras's string for it. */
  readonly name: string;
  /** η, or the schedule that gives it. */
  readonly learningRate: number | SavedSchedule;
  /** Its other settings, under the names of its options. */
  readonly settings: Readonly<Settings>;
}

/** @throws RangeError for an unknown name; lists the known ones. */
export const optimizerNamed = (name: OptimizerName): Optimizer => maker(name)();

/** Undefined where it is of a class of one's own, or its learning rate is a function of one's own. */
export function saveOptimizer(optimizer: Optimizer): SavedOptimizer | undefined {
  const { name, learningRate, settings } = optimizer;
  if (!Object.hasOwn(optimizers, name) || maker(name)().constructor !== optimizer.constructor) return undefined;
  const rate = typeof learningRate === "function" ? saveSchedule(learningRate) : learningRate;
  return rate === undefined ? undefined : { name, learningRate: rate, settings };
}

/**
 * A new optimizer like the one that was saved.
 * @throws RangeError for an unknown name
 */
export function optimizerFrom({ name, learningRate, settings }: SavedOptimizer): Optimizer {
  return maker(name)(typeof learningRate === "number" ? learningRate : scheduleFrom(learningRate), settings);
}

/** The name that was probably meant, as the end of a message. */
function meant(name: unknown): string {
  const near = typeof name === "string" ? nearest(name, Object.keys(optimizers)) : undefined;
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

function maker(name: string): Make {
  const key = typeof name === "string" ? name.toLowerCase() : name;
  if (!Object.hasOwn(optimizers, key))
    throw new RangeError(
      `compile knows the optimizers ${Object.keys(optimizers).join(", ")}, but got ${describe(name)}${meant(name)}`,
    );
  return optimizers[key as keyof typeof optimizers];
}
