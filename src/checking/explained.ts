// What is said of one question when a rehearsal is over.
import type { Criterion, SampleAnswer } from "./answers/text.ts";
import type { Outcome } from "./outcome.ts";

/** A question of a rehearsal that is over. */
export interface Explained {
  /** The name under which it was taken: "b1". */
  readonly key: string;
  /** What the check finds of the last answer; recorded where a person reads it. */
  readonly outcome: Outcome;
  /** What it is worth. */
  readonly points: number;
  /** How many points the check gives; null where a person marks it, or the question is broken. */
  readonly earned: number | null;
  /** Why the right answer is right. */
  readonly because: string;
  /** The question's solution, or its right answer where it is a value; empty where there is neither, or a person marks it. */
  readonly way: string;
  /** What a marker looks for in a written answer; empty elsewhere. */
  readonly rubric: readonly Criterion[];
  /** Written answers with their marks. */
  readonly samples: readonly SampleAnswer[];
}
