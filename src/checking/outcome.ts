// Outcome: what check() found, as a value that shows itself and that programs can read.
import {
  formatCount,
  type Json,
  jupyterDisplay,
  type MimeBundle,
  nodeInspect,
  type Series,
  seenOtherwise,
  shownAsDescribed,
} from "../display/index.ts";
import { outcomeHtml, outcomeTitle } from "./outcome-html.ts";
import type { OutcomeFields, Status } from "./verdict.ts";

/** The MIME type under which front ends find an outcome as data. */
export const outcomeMimeType = "application/vnd.unrolled.outcome+json";

/** The version of that data. */
export const outcomeVersion = 2;

/** An outcome is an object, and so true in every condition, also that of a wrong answer. */
type NoCondition =
  "A verdict is true in every condition, also for a wrong answer. Ask for .correct: if (q1.check(x).correct)";

/** What `check()` found: a value that shows itself, wherever the check stands, and that a program asks by `.correct`. */
export class Outcome implements OutcomeFields {
  /** Which question: "counting/q1". */
  readonly question: string;
  /** "correct", "incorrect", "not-attempted"; "recorded" or "broken", which say nothing of the answer. */
  readonly status: Status;
  /** From 0 to 1; between the two an answer is partly right, and `incorrect`. NaN where it is `recorded`: it is not known here. */
  readonly credit: number;
  /** Of how many equal parts an answer is made, where it can be partly right: 2 of 3 is a credit of 2/3. */
  readonly parts: number | undefined;
  /** Why it is right, what the mistake looks like, or what to do. */
  readonly message: string;
  /** The hint of the mistake that was recognized; it is in the message, too. */
  readonly hint: string | undefined;
  /** Whether a wrong answer was recognized as the result of a known mistake. */
  readonly recognized: boolean;
  /** Whether the answer is of the wrong kind, and no possible answer: a text for a number. */
  readonly fault: boolean;
  readonly #error: unknown;
  /** A type alone: a cell with an outcome as a condition is refused with these words. */
  declare protected readonly noCondition: NoCondition;

  /** @param fields what it is made of; `recognized` is false where it is left out */
  constructor(fields: OutcomeFields) {
    this.question = fields.question;
    this.status = fields.status;
    this.credit = fields.credit;
    this.parts = fields.parts;
    this.message = fields.message;
    this.hint = fields.hint;
    this.recognized = fields.recognized ?? false;
    this.fault = fields.fault ?? false;
    this.#error = fields.error;
  }

  /** Whether the answer is right: `if (q1.check(answer).correct) …`. An outcome itself is true in every condition. */
  get correct(): boolean {
    return this.status === "correct";
  }
  /** What the question threw, where it is broken: for its author and the grader. It is not shown, and no part of the data. */
  get error(): unknown {
    return this.#error;
  }

  /** "✓ correct: two threes are six." Whoever prints it sees it, so that it does not show itself again. */
  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** The outcome as data. It never holds the right answer. */
  toJSON(): { [key: string]: Json } {
    const { question, status, credit, parts, message, hint, recognized, fault } = this;
    return {
      version: outcomeVersion,
      question,
      status,
      credit: Number.isNaN(credit) ? null : credit,
      parts: parts ?? null,
      title: outcomeTitle(this),
      message,
      hint: hint ?? null,
      recognized,
      fault,
    };
  }
  /** The outcome as text, as HTML and as data, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.#text(), "text/html": outcomeHtml(this), [outcomeMimeType]: this.toJSON() };
  }
  /** The outcome as text, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }

  #text(): string {
    return `${outcomeTitle(this)}: ${this.message}`;
  }
}

/** The checks of one question: a loop over all numbers shows a few of them. */
export const checksOf = (question: string): Series => ({
  name: question,
  more: count =>
    shownAsDescribed({
      describe: () => `… ${formatCount(count)} more ${count === 1 ? "check" : "checks"} of ${question} in this cell`,
    }),
});
