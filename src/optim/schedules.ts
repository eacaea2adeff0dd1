// Schedules: learning rates that change from step to step, under Keras's names and with its formulas.
// https://keras.io/api/optimizers/learning_rate_schedules/

import type { Json } from "../display/index.ts";
import { assertOptions, describe } from "../options.ts";

/** The learning rate after `step` steps; 0 before the first. Any function of that form will do. */
export type Schedule = (step: number) => number;

/** A schedule as plain data: its name here and its arguments. */
export interface SavedSchedule {
  /** The name of the function that makes it. */
  readonly schedule: string;
  /** What it was made of. */
  readonly arguments: readonly Json[];
}

const savedSchedules = new WeakMap<Schedule, SavedSchedule>();

/** How a schedule of this file was made; undefined for a function of one's own. */
export const saveSchedule = (schedule: Schedule): SavedSchedule | undefined => savedSchedules.get(schedule);

/** @throws Error for a name that no schedule has. */
export function scheduleFrom({ schedule, arguments: given }: SavedSchedule): Schedule {
  const known: Record<string, (...given: never[]) => Schedule> = {
    exponentialDecay,
    inverseTimeDecay,
    piecewiseConstantDecay,
    cosineDecay,
  };
  if (!Object.hasOwn(known, schedule))
    throw new Error(`saved schedules are ${Object.keys(known).join(", ")}, but got ${describe(schedule)}`);
  return known[schedule]!(...(given as never[]));
}

function made(by: string, given: readonly unknown[], schedule: Schedule): Schedule {
  savedSchedules.set(schedule, { schedule: by, arguments: given as Json[] });
  return schedule;
}

/** How `exponentialDecay` falls. */
export interface ExponentialDecayOptions {
  /** Whether the exponent is rounded down, so that the rate falls in steps; false where left out. */
  staircase?: boolean;
}

/**
 * Exponential decay: initial · rate^(step / decaySteps); with `staircase` the exponent is rounded down, so that the rate falls in steps.
 * @throws RangeError for numbers that are not > 0
 * @example adam(exponentialDecay(1e-2, 1000, 0.5)) // halves in 1,000 steps
 */
export function exponentialDecay(
  initialLearningRate: number,
  decaySteps: number,
  decayRate: number,
  options: ExponentialDecayOptions = {},
): Schedule {
  assertOptions("exponentialDecay", options, { staircase: "boolean" });
  const { staircase = false } = options;
  assertPositive("exponentialDecay", { initialLearningRate, decaySteps, decayRate });
  return made("exponentialDecay", [initialLearningRate, decaySteps, decayRate, { staircase }], step => {
    const part = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(part) : part);
  });
}

/**
 * Inverse time decay: initial / (1 + rate · step / decaySteps).
 * @throws RangeError for numbers that are not > 0
 */
export function inverseTimeDecay(initialLearningRate: number, decaySteps: number, decayRate: number): Schedule {
  assertPositive("inverseTimeDecay", { initialLearningRate, decaySteps, decayRate });
  return made(
    "inverseTimeDecay",
    [initialLearningRate, decaySteps, decayRate],
    step => initialLearningRate / (1 + (decayRate * step) / decaySteps),
  );
}

/**
 * Steps between constant rates: values[0] up to and with step boundaries[0], then values[1], and so on.
 * @throws RangeError unless boundaries rise and values are one more
 * @example sgd(piecewiseConstantDecay([1000, 2000], [0.1, 0.01, 0.001]))
 */
export function piecewiseConstantDecay(boundaries: readonly number[], values: readonly number[]): Schedule {
  if (!Array.isArray(boundaries) || !Array.isArray(values))
    throw new TypeError(
      `piecewiseConstantDecay expects a list of boundaries and one of values, but got ${describe(boundaries)} and ${describe(values)}`,
    );
  if (values.length !== boundaries.length + 1 || !boundaries.every((b, i) => b > (boundaries[i - 1] ?? -1)))
    throw new RangeError(
      "piecewiseConstantDecay expects rising boundaries and one value more than boundaries, " +
        `but got boundaries [${boundaries.join(", ")}] and ${values.length} values`,
    );
  return made("piecewiseConstantDecay", [boundaries, values], step => {
    const i = boundaries.findIndex(boundary => step <= boundary);
    return values.at(i)!; // -1, beyond the last boundary: the last value
  });
}

/** Where `cosineDecay` ends, and its warm-up. */
export interface CosineDecayOptions {
  /** What is left at the end, as a share of the highest rate; 0 where left out. */
  alpha?: number;
  /** Where warm-up ends and decay begins; no warm-up where left out. */
  warmupTarget?: number;
  /** Steps of linear warm-up from the initial rate to `warmupTarget`. */
  warmupSteps?: number;
}

/**
 * Half a cosine from the initial rate down to alpha times it in `decaySteps` steps. I. Loshchilov, F. Hutter 2017,
 * https://arxiv.org/abs/1608.03983
 * @throws RangeError for decaySteps that are not > 0, or a warm-up of which only one half is given
 */
export function cosineDecay(
  initialLearningRate: number,
  decaySteps: number,
  options: CosineDecayOptions = {},
): Schedule {
  assertOptions("cosineDecay", options, { alpha: "number", warmupTarget: "number", warmupSteps: "number" });
  const { alpha = 0, warmupTarget, warmupSteps = 0 } = options;
  if (!(typeof initialLearningRate === "number" && initialLearningRate >= 0))
    throw new RangeError(`cosineDecay expects an initial learning rate ≥ 0, but got ${describe(initialLearningRate)}`);
  assertPositive("cosineDecay", { decaySteps });
  if ((warmupTarget === undefined) !== (warmupSteps === 0))
    throw new RangeError(
      `cosineDecay expects warmupTarget and warmupSteps together, but got ${warmupTarget} and ${warmupSteps}`,
    );
  const top = warmupTarget ?? initialLearningRate;
  const settings = { alpha, warmupSteps, ...(warmupTarget === undefined ? {} : { warmupTarget }) };
  return made("cosineDecay", [initialLearningRate, decaySteps, settings], step => {
    if (step < warmupSteps) return initialLearningRate + ((top - initialLearningRate) * step) / warmupSteps;
    const part = Math.min(step - warmupSteps, decaySteps) / decaySteps;
    return top * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * part)) + alpha);
  });
}

function assertPositive(who: string, numbers: Record<string, number>): void {
  for (const [what, value] of Object.entries(numbers))
    if (!(typeof value === "number" && value > 0))
      throw new RangeError(`${who} expects ${what} > 0, but got ${describe(value)}`);
}
