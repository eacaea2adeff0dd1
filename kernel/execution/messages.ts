// What the session and the executor say to each other. Plain JSON, so that the executor may be another process.
import type { Json, Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";

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
export type Outcome = { status: "ok"; result?: Presentation } | Failure;

/** A cell as the executor needs it: see language/engine.ts for `code`, `map` and `slots`. */
export interface ExecutableCell {
  id: number;
  code: string;
  map: string;
  slots: Record<string, string>;
  /** How messages name it ("cell 3"). */
  label: string;
}

export type Request =
  | { op: "exec"; id: number; cell: ExecutableCell }
  | { op: "call"; id: number; slot: string; args: Json[] };

export type Event =
  | { op: "ready" }
  | { op: "failed"; reason: string }
  | { op: "output"; id: number; output: Output }
  | { op: "reply"; id: number; outcome: Outcome }
  | { op: "value"; id: number; value: Json };
