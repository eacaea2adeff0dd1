// The messages between who runs cells and the box in which they are compiled.
import type { ExecutableCell, Failure } from "../execution/messages.ts";
import type { Note } from "../language/engine.ts";
import type { CellOutcome, ErrorOutcome, SessionOptions } from "../session.ts";
import type { PlainError } from "./messages.ts";

/** Of a session's options those that its compiler needs. */
export type CompilerOptions = Pick<SessionOptions, "preload" | "required" | "cwd" | "engine">;

/** A cell to run, with where the values are that it declares, by their names; or what comes of it without a run. */
export type CompiledAway =
  | { status: "ok"; cell: Omit<ExecutableCell, "label" | "plain">; declared: Record<string, string>; notes: Note[] }
  | { status: "done"; outcome: CellOutcome };

/** What a compiler is asked, by method. */
export type AskedOfCompiler =
  /** `isChecked`: types count; else it declares nothing for later cells. */
  { method: "prepare"; code: string; label: string; isChecked: boolean } | { method: "quote"; failure: Failure };

export interface CompilerAnswers {
  prepare: CompiledAway;
  quote: ErrorOutcome;
}

export type ToCompiler =
  | { op: "start"; options: CompilerOptions }
  | { op: "ask"; id: number; asked: AskedOfCompiler }
  /** What the cell declared is there for later cells. */
  | { op: "commit"; cell: number }
  | { op: "renew" }
  | { op: "interrupt" }
  | { op: "close" };

export type FromCompiler =
  | { op: "ready" }
  | { op: "failed"; error: PlainError }
  | { op: "done"; id: number; answer: CompilerAnswers[keyof CompilerAnswers] }
  | { op: "threw"; id: number; error: PlainError };
