// Outcome: what check() found, as a value that shows itself and that programs can read.
import { type Json, jupyterDisplay, type MimeBundle, nodeInspect } from "../tensor/index.ts";
import { box } from "./note.ts";

export type Status = "correct" | "incorrect" | "not-attempted";

/** The MIME type under which front ends find an outcome as data. */
export const outcomeMimeType = "application/vnd.unrolled.outcome+json";

const looks: Record<Status, { title: string; colour: string }> = {
  correct: { title: "✓ correct", colour: "#1a7f37" },
  incorrect: { title: "✗ not yet", colour: "#cf222e" },
  "not-attempted": { title: "○ not attempted", colour: "#6e7781" },
};

export class Outcome {
  /** Which question: "counting/q1". */
  readonly question: string;
  readonly status: Status;
  /** Why it is right, what the mistake looks like, or what to do. */
  readonly message: string;
  /** Whether a wrong answer was recognised as the result of a known mistake. */
  readonly recognised: boolean;

  constructor(question: string, status: Status, message: string, recognised = false) {
    this.question = question;
    this.status = status;
    this.message = message;
    this.recognised = recognised;
  }

  toString(): string {
    return `${looks[this.status].title}: ${this.message}`;
  }
  /** The outcome as data. It never holds the right answer. */
  toJSON(): { [key: string]: Json } {
    const { question, status, message, recognised } = this;
    return { question, status, message, recognised };
  }
  [jupyterDisplay](): MimeBundle {
    const { title, colour } = looks[this.status];
    return {
      "text/plain": this.toString(),
      "text/html": box(colour, title, this.message),
      [outcomeMimeType]: this.toJSON(),
    };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}
