// What the session and the executor say to each other. Plain JSON, so that the executor may be another process.
import type { CommMessage } from "../protocol/comm.ts";
import type { Json, Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";

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

/** How a cell ended. */
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
}

export type Request =
  /** `input`: somebody is there to answer what the cell asks. */
  | { op: "exec"; id: number; cell: ExecutableCell; input: boolean }
  | { op: "call"; id: number; slot: string; args: Json[] }
  | { op: "comm"; id: number; message: CommMessage };

/** To a question of a running cell, by the question's number. */
export type Answer = { question: number } & ({ status: "ok"; value: string } | { status: "error"; reason: string });

/** What is heard while the executor is busy. */
export type Urgent = { op: "interrupt" } | { op: "answer"; answer: Answer };

export type Event =
  | { op: "ready" }
  | { op: "failed"; reason: string }
  /** The cells' thread has heard the nth interrupt: what it had been busy with is stopped. */
  | { op: "heard"; nth: number }
  | { op: "output"; id: number; output: Output }
  | { op: "question"; id: number; question: number; request: InputRequest }
  | { op: "reply"; id: number; outcome: ExecutionOutcome }
  | { op: "value"; id: number; value: Json };
