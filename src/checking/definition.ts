// What an author writes of a question.
import type { AnswerKind, Judgement } from "./answers/kind.ts";

/**
 * The answer that a known mistake leads to, and the hint for that mistake. Twins (mistakes with the same answer) are one
 * fingerprint, whose hint asks which.
 */
export interface Fingerprint<Answer> {
  /** What a student gets who makes it. */
  readonly answer: Answer;
  /** What leads away from it, in a sentence; it follows the answer and a colon. */
  readonly hint: string;
}

/** What an author writes. */
export interface QuestionDefinition<Answer, Result extends Judgement | Promise<Judgement> = Judgement> {
  /** "counting/q1" */
  readonly id: string;
  /** The question itself, in one or two sentences. */
  readonly asks: string;
  /** The numbers of the curriculum's items that it exercises: `unrolled items` counts them. */
  readonly items?: readonly number[];
  /** What counts as an answer, and which is right: `exactly(2016)`, `approximately(2.3, { tolerance: 1e-2 })`, `shape([null, 32])`. */
  readonly answer: AnswerKind<Answer, Result>;
  /** Why the right answer is right, in one sentence. */
  readonly because: string;
  /** Wrong answers that give away their mistake, each with the hint for it. */
  readonly fingerprints?: readonly Fingerprint<Answer>[];
  /** From a nudge to nearly there. */
  readonly hints: readonly string[];
  /** The way to the answer; left out where the course keeps it to itself. */
  readonly solution?: string;
}
