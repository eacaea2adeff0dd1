// How many threads the wasm backends of this program use.
import { describe } from "../../../options.ts";
import { environment, processors } from "../host.ts";
import { maxThreads } from "./words.ts";

let chosen: number | undefined;
let byDefault: number | undefined;

/**
 * How many threads the wasm backend computes with, from its next operation on: as many as the machine has processors, or
 * `UNROLLED_THREADS` says, where it is not called. Numbers do not depend on it, to the last bit. What takes less than some
 * tens of microseconds stays on one.
 * @throws RangeError for anything but a whole number from 1 to 64
 * @example setThreads(1) // leaves the other processors to others
 */
export function setThreads(threads: number): void {
  assertThreads("setThreads", threads);
  chosen = threads;
}

export function assertThreads(asked: string, threads: number): void {
  if (!Number.isInteger(threads) || threads < 1 || threads > maxThreads)
    throw new RangeError(
      `${asked} expects a whole number of threads from 1 to ${maxThreads}, but got ${describe(threads)}`,
    );
}

/** What was set, else what the environment says, else one for each processor that this program may use. */
export function threads(): number {
  byDefault ??= fromEnvironment() ?? Math.min(processors(), maxThreads);
  return chosen ?? byDefault;
}

function fromEnvironment(): number | undefined {
  const text = environment("UNROLLED_THREADS");
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= maxThreads) return value;
  throw new RangeError(
    `UNROLLED_THREADS should be a whole number of threads from 1 to ${maxThreads}, but it is ${describe(text)}`,
  );
}
