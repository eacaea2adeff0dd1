// Outcome: what check() found, as a value that shows itself and that programs can read.
import { type Json, jupyterDisplay, type MimeBundle, nodeInspect, seenOtherwise } from "../display/index.ts";
import { outcomeHtml, outcomeTitle } from "./outcome-html.ts";
import type { OutcomeFields, Status } from "./verdict.ts";

/** The MIME type under which front ends find an outcome as data. */
export const outcomeMimeType = "application/vnd.unrolled.outcome+json";

/** The version of that data. */
export const outcomeVersion = 1;

/** An outcome is an object, and so true in every condition, also that of a wrong answer. */
type NoCondition =
  "A verdict is true in every condition, also for a wrong answer. Ask for .correct: if (q1.check(x).correct)";

export class Outcome implements OutcomeFields {
  readonly question: string;
  readonly status: Status;
  readonly credit: number;
  readonly message: string;
  readonly recognized: boolean;
  readonly #error: unknown;
  /** A type alone: a cell with an outcome as a condition is refused with these words. */
  declare protected readonly noCondition: NoCondition;

  constructor({ question, status, credit, message, recognized = false, error }: OutcomeFields) {
    this.question = question;
    this.status = status;
    this.credit = credit;
    this.message = message;
    this.recognized = recognized;
    this.#error = error;
  }

  /** Whether the answer is right: `if (q1.check(answer).correct) …`. An outcome itself is true in every condition. */
  get correct(): boolean {
    return this.status === "correct";
  }
  /** What the question threw, where it is broken: for its author and the grader. It is not shown, and no part of the data. */
  get error(): unknown {
    return this.#error;
  }

  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** The outcome as data. It never holds the right answer. */
  toJSON(): { [key: string]: Json } {
    const { question, status, credit, message, recognized } = this;
    return { version: outcomeVersion, question, status, credit, message, recognized };
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.#text(), "text/html": outcomeHtml(this), [outcomeMimeType]: this.toJSON() };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  #text(): string {
    return `${outcomeTitle(this)}: ${this.message}`;
  }
}
