// What can be said of an answer.

/**
 * Two are no verdicts. `recorded`: the answer is taken, and whether it is right is not told here (an exam, a text that a person
 * marks). `broken`: the question has an error, and the answer counts neither as right nor as wrong.
 */
export type Status = "correct" | "incorrect" | "not-attempted" | "recorded" | "broken";

/** What an outcome is made of. */
export interface OutcomeFields {
  /** Which question: "counting/q1". */
  readonly question: string;
  /** `incorrect` where credit is below 1. */
  readonly status: Status;
  /** From 0 to 1; between the two an answer is partly right, and `incorrect`. NaN where it is `recorded`. */
  readonly credit: number;
  /** Of how many equal parts an answer is made, where it can be partly right: 2 of 3 is a credit of 2/3. */
  readonly parts?: number | undefined;
  /** Why it is right, what the mistake looks like, or what to do. */
  readonly message: string;
  /** The hint of the mistake that was recognized; it is in the message, too. */
  readonly hint?: string | undefined;
  /** Whether a wrong answer was recognized as the result of a known mistake. */
  readonly recognized?: boolean;
  /** Whether the answer is of the wrong kind, and no possible answer: a text for a number. */
  readonly fault?: boolean;
  /** What the question threw, where it is broken. */
  readonly error?: unknown;
}
