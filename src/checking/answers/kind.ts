// What a question asks for: what counts as an answer, and what an answer is worth.

/**
 * An answer that is compared with the right one: `exactly`, `approximately`, `shape`, or one of your own.
 * @example
 * const parity: Comparison<string> = {
 *   right: "odd",
 *   fault: value => (typeof value === "string" ? undefined : "expected a word"),
 *   same: (a, b) => a.toLowerCase() === b.toLowerCase(),
 *   format: word => word,
 * }
 */
export interface Comparison<Answer> {
  /** The right answer. */
  readonly right: Answer;
  /** Why a value is no possible answer: 'expected a number, but got the text "468"'. Undefined where it is one. */
  fault(value: unknown): string | undefined;
  /** Whether two answers are the same; told at once. */
  same(a: Answer, b: Answer): boolean;
  /** An answer in a message: 8,874. */
  format(answer: Answer): string;
}

/**
 * An answer that is judged by what it is or does: a function, a trained model, a text.
 * @example
 * const sorts: Judge<(list: number[]) => number[]> = {
 *   right: list => list.toSorted((a, b) => a - b),
 *   fault: value => (typeof value === "function" ? undefined : "expected a function"),
 *   judge: (sort, { attempt }) => (attempt(() => sort([3, 1, 2])).join() === "1,2,3" ? 1 : 0),
 *   format: () => "your function",
 * }
 */
export interface Judge<Answer, Result extends Judgement | Promise<Judgement> = Judgement> {
  /** An answer that has full credit: by it a test proves the question. */
  readonly right: Answer;
  /** Why a value is no possible answer. Undefined where it is one. */
  fault(value: unknown): string | undefined;
  /** What an answer is worth; may take its time. What it throws is a mistake of the question, never of the answer. */
  judge(answer: Answer, context: JudgeContext<Answer>): Result;
  /** Whether two answers are the same: by this a mistake is recognized. */
  same?(a: Answer, b: Answer): boolean;
  /** An answer in a message. */
  format(answer: Answer): string;
}

/** How a question takes its answers. */
export type AnswerKind<Answer, Result extends Judgement | Promise<Judgement> = Judgement> =
  | Comparison<Answer>
  | Judge<Answer, Result>;

/** Credit from 0 (wrong) to 1 (right), alone or with what to say to it. */
export type Judgement = number | { readonly credit: number; readonly message?: string };

/** What a judge is given beside the answer. */
export interface JudgeContext<Answer> {
  /** Which question: "counting/q1". */
  readonly question: string;
  /** The right answer. */
  readonly right: Answer;
  /** Runs something of the student's, such as a function: what it throws makes the answer wrong, and not the question broken. */
  attempt<Result>(work: () => Result): Result;
}
