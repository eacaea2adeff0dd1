// What was thrown, as an error outcome: name, message and a traceback in the cell's own lines.
//
// Anything can be thrown, a proxy or an error with getters too: whatever it does when it is looked at, the cell gets its answer.
import { inspect } from "node:util";
import { bounded, describeThrown } from "../display/inspect.ts";
import { Interrupted } from "./interrupt.ts";
import type { Failure } from "./messages.ts";
import type { CellStacks } from "./stack.ts";

export function toFailure(thrown: unknown, stacks: CellStacks): Failure {
  const place = stacks.placeOf(thrown);
  // What the cell was waiting for says nothing about where it stood.
  const waiting = thrown instanceof Interrupted && !place;
  const traceback = waiting ? [String(thrown)] : describe(thrown).split("\n");
  const error = isError(thrown) ? thrown : undefined;
  return {
    status: "error",
    ename: error ? text(() => error.name) : "Thrown",
    evalue: error ? text(() => error.message) : traceback[0]!,
    traceback,
    ...(place && { place }),
  };
}

function describe(thrown: unknown): string {
  try {
    return bounded(inspect(thrown, { colors: false }));
  } catch (reason) {
    return `a value that cannot be shown was thrown (${describeThrown(reason)})`;
  }
}

function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function text(read: () => unknown): string {
  try {
    return bounded(String(read()));
  } catch {
    return "Error";
  }
}
