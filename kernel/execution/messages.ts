// The messages between the session and the executor. Plain JSON, so that the executor may be another process.
import type { CommMessage } from "../protocol/comm.ts";
import type { Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import type { ValueLimits } from "./value-type.ts";

/** A place in a cell's own text, counted from 1. */
export interface Place {
  cell: number;
  line: number;
  column: number;
}

export interface Failure {
  status: "error";
  ename: string;
  evalue: string;
  /** Lines in the cells' own lines and columns, ready to print. */
  traceback: string[];
  /** Where in a cell it was thrown. */
  place?: Place;
}

/**
 * How a cell ended, as the executor reports it: with the place of an error, and nothing quoted. The session makes a
 * `CellOutcome` of it, which has the cell's own line under the traceback and also says what never reached the executor.
 */
export type ExecutionOutcome = { status: "ok"; result?: Presentation } | Failure;

/** A cell as the executor needs it: see language/engine.ts for `code`, `map` and `slots`. */
export interface ExecutableCell {
  id: number;
  code: string;
  map: string;
  slots: Record<string, string>;
  /** How messages name it ("cell 3"). */
  label: string;
  /** Its value is inspected, and not asked to show itself. */
  plain: boolean;
  /** The TypeScript files that it imports. */
  files: readonly CompiledFile[];
}

/** A TypeScript file as JavaScript: see language/cell/compiled-cell.ts. */
export interface CompiledFile {
  path: string;
  stamp: string;
  code: string;
  map: string;
}

export type Request =
  /** `input`: somebody is there to answer what the cell asks. */
  | { op: "exec"; id: number; cell: ExecutableCell; input: boolean }
  /** `args` is a list, by encodeValue. */
  | { op: "call"; id: number; slot: string; args: string; limits: ValueLimits }
  | { op: "comm"; id: number; message: CommMessage };

/** The answer to a prompt of a running cell, by the prompt's number. */
export type Answer = { question: number } & ({ status: "ok"; value: string } | { status: "error"; reason: string });

/** What is received while the executor is busy. `upTo`: an interrupt is for every request up to this one. */
export type Urgent = { op: "interrupt"; upTo: number } | { op: "answer"; answer: Answer };

export type Event =
  | { op: "ready"; pid: number }
  | { op: "failed"; reason: string }
  /** The cells' thread has received the nth interrupt: what it had been busy with is stopped. */
  | { op: "received"; nth: number }
  | { op: "output"; id: number; output: Output }
  | { op: "question"; id: number; question: number; request: InputRequest }
  | { op: "reply"; id: number; outcome: ExecutionOutcome }
  /** What a call returned, by encodeValue. */
  | { op: "value"; id: number; value: string };
