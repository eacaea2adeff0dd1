// What was thrown, as an error outcome: name, message and a traceback in the cell's own lines.
//
// Anything can be thrown, a proxy or an error with getters too: whatever it does when it is looked at, the cell gets its answer.
import { inspect } from "node:util";
import { bounded, describeThrown } from "../display/inspect.ts";
import { Interrupted } from "./interrupt.ts";
import type { Failure } from "./messages.ts";
import { asWritten, type CellStacks, isPlainError } from "./stack.ts";

/** @param running the cell that it ended, if it ended one */
export function toFailure(thrown: unknown, stacks: CellStacks, running?: number): Failure {
  const place = stacks.placeOf(thrown, running);
  // What the cell was waiting for says nothing about where it stood.
  const waiting = thrown instanceof Interrupted && !place;
  // One of another realm, as node:vm makes, is no instance of this one's class.
  const error = isPlainError(thrown) || isA(Error, thrown) ? thrown : undefined;
  // "$$x.v is not iterable" is V8's: what somebody else throws is passed on as it is.
  const worded = isA(TypeError, thrown) ? asWritten : (words: string) => words;
  const traceback = waiting ? [String(thrown)] : worded(describe(thrown, stacks)).split("\n");
  stacks.forgetPassed(thrown);
  return {
    status: "error",
    ename: error ? text(() => error.name) : "Thrown",
    evalue: error ? worded(text(() => error.message)) : traceback[0]!,
    traceback,
    ...(place && { place }),
  };
}

function describe(thrown: unknown, stacks: CellStacks): string {
  try {
    const passed = stacks.passedLines(thrown);
    const show = () => bounded(inspect(thrown, { colors: false }));
    if (passed.length === 0 && !stacks.isForeign(thrown)) return show();
    return isPlainError(thrown) && hasStack(thrown)
      ? withStack(thrown, stacks.stackWith(thrown, passed), show)
      : [show(), ...passed].join("\n");
  } catch (reason) {
    return `a value that cannot be shown was thrown (${describeThrown(reason)})`;
  }
}

function hasStack(error: Error): boolean {
  const own = Object.getOwnPropertyDescriptor(error, "stack");
  return own?.configurable === true && typeof error.stack === "string";
}

/** Shows an error while this is its stack. */
function withStack(error: Error, value: string, show: () => string): string {
  const own = Object.getOwnPropertyDescriptor(error, "stack")!;
  Object.defineProperty(error, "stack", { value, configurable: true, writable: true, enumerable: false });
  try {
    return show();
  } finally {
    Object.defineProperty(error, "stack", own);
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
