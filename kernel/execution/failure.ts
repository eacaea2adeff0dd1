// What was thrown, as an error outcome: name, message and a traceback in the cell's own lines.
//
// Anything can be thrown, a proxy or an error with getters too: whatever it does when it is looked at, the cell gets its answer.
import { inspect } from "node:util";
import { bounded, describeThrown } from "../display/inspect.ts";
import { Interrupted } from "./interrupt.ts";
import type { Failure } from "./messages.ts";
import { asWritten, type CellStacks } from "./stack.ts";

export function toFailure(thrown: unknown, stacks: CellStacks): Failure {
  const place = stacks.placeOf(thrown);
  // What the cell was waiting for says nothing about where it stood.
  const waiting = thrown instanceof Interrupted && !place;
  const error = isA(Error, thrown) ? thrown : undefined;
  // "$$x.v is not iterable" is V8's: what somebody else throws is passed on as it is.
  const worded = isA(TypeError, thrown) ? asWritten : (words: string) => words;
  const traceback = waiting ? [String(thrown)] : worded(describe(thrown)).split("\n");
  return {
    status: "error",
    ename: error ? text(() => error.name) : "Thrown",
    evalue: error ? worded(text(() => error.message)) : traceback[0]!,
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

function isA<Kind extends Error>(kind: new () => Kind, thrown: unknown): thrown is Kind {
  try {
    return thrown instanceof kind;
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
