// What an author writes of a question.
import type { AnswerKind, Fingerprint, Judgement } from "./answers/kind.ts";

/** What an author writes. */
export interface QuestionDefinition<Answer, Result extends Judgement | Promise<Judgement> = Judgement> {
  /** "counting/q1" */
  readonly id: string;
  /** The question itself, in one or two sentences. It may have several lines ("\n"); those that begin with spaces show as a list. */
  readonly asks: string;
  /** The numbers of the curriculum's items that it exercises: `unrolled items` counts them. */
  readonly items?: readonly number[];
  /** What it is worth in a graded set; 1 where left out. */
  readonly points?: number;
  /** What counts as an answer, and which is right: `exactly(2016)`, `approximately(2.3, { tolerance: 1e-2 })`, `shape([null, 32])`. */
  readonly answer: AnswerKind<Answer, Result>;
  /** Why the right answer is right, in one sentence. */
  readonly because: string;
  /** Wrong answers that give away their mistake, each with the hint for it. */
  readonly fingerprints?: readonly Fingerprint<NoInfer<Answer>>[];
  /** From a nudge to nearly there. */
  readonly hints: readonly string[];
  /** The way to the answer: a sentence with `code`, or several lines of code; left out where the course keeps it to itself. A graded set never shows it, an exam neither; a rehearsal does when it is over. */
  readonly solution?: string;
}
