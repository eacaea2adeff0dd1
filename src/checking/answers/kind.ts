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
  /** What to say to a wrong answer that is no known mistake; undefined where nothing is to be said but that it is wrong. */
  wrong?(answer: Answer): string | undefined;
  /** Whether an answer is the right one with too few digits: then it is no known mistake that happens to be near. */
  isRounded?(answer: Answer): boolean;
  /** After how many digits a number may be rounded or cut off. */
  readonly digits?: number;
  /** An answer in a message: 8,874. */
  format(answer: Answer): string;
  /** What is wrong with the definition, a sentence each; for the proof. */
  faults?(): readonly string[];
  /** They are compared at once. */
  readonly takesTime?: false;
  /** Only answers that are functions have it. */
  readonly asAnswer?: undefined;
  /** Only answers that are made of parts have them. */
  readonly fingerprints?: never;
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
  /**
   * Whether `judge` gives a promise: then every check of the question gives one, also where there is nothing to judge (____, an
   * exam). The proof holds it.
   */
  readonly takesTime?: Result extends Promise<unknown> ? boolean : false;
  /** Of answers that are made of numbers: after how many digits each may be rounded, the most of its parts. */
  readonly digits?: number;
  /** Whether two answers are the same: by this a mistake is recognized. */
  same?(a: Answer, b: Answer): boolean;
  /** What to say to a wrong answer where the judge says nothing. */
  wrong?(answer: Answer): string | undefined;
  /** An answer in a message. */
  format(answer: Answer): string;
  /** A mistaken function of plain lists as an answer: it stands for a student's, which may take tensors. */
  readonly asAnswer?: ((plain: (...args: never[]) => unknown) => Answer) | undefined;
  /** Known mistakes that `judge` itself recognizes, such as those of an answer's parts, beside those of the question. */
  readonly fingerprints?: readonly Fingerprint<unknown>[];
  /** What is wrong with the definition, a sentence each; for the proof. */
  faults?(): readonly string[];
}

/** How a question takes its answers. */
export type AnswerKind<Answer, Result extends Judgement | Promise<Judgement> = Judgement> =
  | Comparison<Answer>
  | Judge<Answer, Result>;

/** Credit from 0 (wrong) to 1 (right), alone or with what to say to it. */
export type Judgement = number | JudgementFields;

/** Credit with what to say to it. */
export interface JudgementFields {
  /** From 0 (wrong) to 1 (right). */
  readonly credit: number;
  /** Of how many equal parts the answer is made: a credit of 2/3 is then shown as 2 of 3. */
  readonly parts?: number;
  /** Why it is right, or what was expected in kind; a wrong answer's hint comes from its mistake. */
  readonly message?: string;
  /** Which known mistake the answer was recognized as; its hint is shown, in the message where there is one. */
  readonly mistake?: Fingerprint<unknown>;
  /** Whether there is no answer yet: a function that returns ____. */
  readonly blank?: boolean;
  /** Whether a person will judge it: it is neither right nor wrong. */
  readonly recorded?: boolean;
}

/**
 * The answer that a known mistake leads to, and the hint for that mistake. Twins (mistakes with the same answer) are one
 * fingerprint, whose hint asks which.
 */
export interface Fingerprint<Answer> {
  /** What a student gets who makes it: a number, or a function that makes the same mistake. */
  readonly answer: Answer;
  /** What leads away from it, in a sentence; it follows the answer and a colon. */
  readonly hint: string;
}

/** What a judge is given beside the answer. */
export interface JudgeContext<Answer> {
  /** Which question: "counting/q1". */
  readonly question: string;
  /** The right answer. */
  readonly right: Answer;
  /** Known mistakes, for a judge that recognizes them itself. */
  readonly fingerprints: readonly Fingerprint<Answer>[];
  /** What random draws begin with: the question's id, or what a grader sets anew for each run. */
  readonly seed: string;
  /** Whether ____ stands in the source text of an answer that is a function. */
  readonly isLeftBlank: boolean;
  /** Runs something of the student's, such as a function: what it throws makes the answer wrong, and not the question broken. */
  attempt<Result>(work: () => Result): Result;
}
