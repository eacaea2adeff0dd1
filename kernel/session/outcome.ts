// How a cell ended, as the session's caller sees it: also what never reached the process that runs cells.

import { CompilerFailure, type Diagnostic } from "../language/engine.ts";
import { formatDiagnostics } from "../language/errors/diagnostics.ts";
import { CheckInterrupted } from "../language/thread/thread.ts";
import type { Presentation } from "../protocol/mime.ts";

/** How a cell ended. `traceback` lines are in the cell's own lines and columns, ready to print. */
export type CellOutcome = { status: "ok"; result?: Presentation } | ErrorOutcome;

export interface ErrorOutcome {
  status: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export function errorOutcome(ename: string, evalue: string): ErrorOutcome {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

export function typeErrors(code: string, label: string, diagnostics: Diagnostic[]): ErrorOutcome {
  const [first] = diagnostics;
  const traceback = formatDiagnostics(code, label, diagnostics);
  return { status: "error", ename: `TS${first!.code}`, evalue: first!.message, traceback };
}

export function failedToCompile(error: unknown): ErrorOutcome {
  if (error instanceof CheckInterrupted) return errorOutcome("Interrupted", error.message);
  return errorOutcome("CompilerError", error instanceof CompilerFailure ? error.message : String(error));
}

export const stoppedBeforeRun = (): ErrorOutcome => errorOutcome("Interrupted", "the cell was stopped before it began");

/** In UTF-16 units. Longer texts keep the compiler, and who waits for it, busy for many seconds: they are data. */
export const maxCellLength = 2 * 2 ** 20;

export function tooLong({ length }: string): ErrorOutcome {
  const [is, most] = [length, maxCellLength].map(units => `${Math.ceil(units / 2 ** 20)} MB`);
  return errorOutcome(
    "CellTooLong",
    `a cell has at most ${most} of text, but this one has ${is}. Read data from a file`,
  );
}

export const executorDied = ({ message }: Error): ErrorOutcome => errorOutcome("ExecutorDied", message);
