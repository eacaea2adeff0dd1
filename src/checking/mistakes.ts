// What stands beside the questions of an assignment for their proof and for graders: wrong solutions, and hidden checks.
import type { AnswerKind, Judgement } from "./answers/kind.ts";
import type { QuestionsOf } from "./course.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingOutcome } from "./pending-outcome.ts";
import type { Question } from "./question.ts";
import type { Context } from "./student/context.ts";

/** A wrong solution that a student may well hand in. */
export interface Mistake<Answer> {
  /** The wrong answer; of a function the wrong function, of plain lists as its reference is. */
  readonly answer: Answer;
  /** Words of the hint that it must get, which stand in no other hint of the question; null where it is wrong and gets none. */
  readonly hint: string | null;
}

/** What a student hands in to a question. */
type AnswerOf<Asked> = Asked extends Question<infer Answer, Outcome | PendingOutcome> ? Answer : never;

/** The same for every student, or made for one student's numbers. */
type ForStudent<Made> = Made | ((context: Context) => Made);

/**
 * The wrong solutions of an assignment, `mistakes` of its mistakes.ts: a list for each question that has more than its own
 * fingerprints, or none of these.
 * @example
 * const doubling = () => ({ q1: question({ id: "demo/q1", asks: "2 · 3?", answer: exactly(6), because: "so.", hints: [],
 *   fingerprints: [{ answer: 5, hint: "you added; multiply." }] }) })
 * const mistakes: MistakesOf<typeof doubling> = { q1: [{ answer: 2 + 3, hint: "you added" }, { answer: 23, hint: null }] }
 */
export type MistakesOf<Assigned> = ForStudent<{
  readonly [Key in keyof QuestionsOf<Assigned>]?: readonly Mistake<AnswerOf<QuestionsOf<Assigned>[Key]>>[];
}>;

/**
 * The hidden checks of an assignment, `hidden` of its hidden.ts: for a question another kind of answer that only graders use, with
 * other sizes and kinds of input.
 * @example
 * const doubling = () => ({ q1: question({ id: "demo/q1", asks: "Write 2x.", because: "so.", hints: [],
 *   answer: implementation({ parameters: ({ normal }) => ({ x: normal() }), cases: { "a number": {} }, reference: (x: number) => 2 * x }) }) })
 * const hidden: HiddenOf<typeof doubling> = { q1: implementation({
 *   parameters: ({ uniform }) => ({ x: uniform(-1000, 1000) }), cases: { "a large number": {} }, reference: (x: number) => 2 * x }) }
 */
export type HiddenOf<Assigned> = ForStudent<{
  readonly [Key in keyof QuestionsOf<Assigned>]?: AnswerKind<
    AnswerOf<QuestionsOf<Assigned>[Key]>,
    Judgement | Promise<Judgement>
  >;
}>;
