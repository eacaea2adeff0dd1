// What was thrown, as an error outcome: name, message and a traceback in the cell's own lines.
import { inspect } from "node:util";
import { Interrupted } from "./interrupt.ts";
import type { Failure } from "./messages.ts";
import type { CellStacks } from "./stack.ts";

export function toFailure(thrown: unknown, stacks: CellStacks): Failure {
  const place = stacks.placeOf(thrown);
  // What the cell was waiting for says nothing about where it stood.
  const waiting = thrown instanceof Interrupted && !place;
  const traceback = waiting ? [String(thrown)] : describe(thrown).split("\n");
  const isError = thrown instanceof Error;
  return {
    status: "error",
    ename: isError ? text(() => thrown.name) : "Thrown",
    evalue: isError ? text(() => thrown.message) : traceback[0]!,
    traceback,
    ...(place && { place }),
  };
}

function describe(thrown: unknown): string {
  try {
    return inspect(thrown, { colors: false });
  } catch (reason) {
    return `a value that cannot be shown was thrown (${String(reason)})`;
  }
}

function text(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    return "Error";
  }
}
