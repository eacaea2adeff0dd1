// Outcome: what check() found, as a value that shows itself and that programs can read.
import { type Json, jupyterDisplay, type MimeBundle, nodeInspect } from "../tensor/index.ts";
import { box } from "./note.ts";

export type Status = "correct" | "incorrect" | "not-attempted";

/** The MIME type under which front ends find an outcome as data. */
export const outcomeMimeType = "application/vnd.unrolled.outcome+json";

const looks: Record<Status, { title: string; color: string }> = {
  correct: { title: "✓ correct", color: "#1a7f37" },
  incorrect: { title: "✗ not yet", color: "#cf222e" },
  "not-attempted": { title: "○ not attempted", color: "#6e7781" },
};

export class Outcome {
  /** Which question: "counting/q1". */
  readonly question: string;
  readonly status: Status;
  /** Why it is right, what the mistake looks like, or what to do. */
  readonly message: string;
  /** Whether a wrong answer was recognized as the result of a known mistake. */
  readonly recognized: boolean;

  constructor(question: string, status: Status, message: string, recognized = false) {
    this.question = question;
    this.status = status;
    this.message = message;
    this.recognized = recognized;
  }

  toString(): string {
    return `${looks[this.status].title}: ${this.message}`;
  }
  /** The outcome as data. It never holds the right answer. */
  toJSON(): { [key: string]: Json } {
    const { question, status, message, recognized } = this;
    return { question, status, message, recognized };
  }
  [jupyterDisplay](): MimeBundle {
    const { title, color } = looks[this.status];
    return {
      "text/plain": this.toString(),
      "text/html": box(color, title, this.message),
      [outcomeMimeType]: this.toJSON(),
    };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}
