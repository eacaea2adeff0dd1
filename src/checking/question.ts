// Question: check, hint, solution — what a student sees of an exercise.
import { jupyterDisplay, type MimeBundle, nodeInspect, showHere } from "../display/index.ts";
import type { Judgement } from "./answers/kind.ts";
import type { QuestionDefinition } from "./definition.ts";
import { judgeAnswer } from "./judging.ts";
import { Note } from "./note.ts";
import type { Outcome } from "./outcome.ts";
import { PendingOutcome } from "./pending-outcome.ts";

type AnyJudgement = Judgement | Promise<Judgement>;

/** The definition of a question: for the proof and the grader, and no method, so that a cell has no short way to the answer. */
export let definitionOf: <Answer>(
  question: Question<Answer, Outcome | PendingOutcome>,
) => QuestionDefinition<Answer, AnyJudgement>;

/** What `check` gives: an outcome at once, or a pending one where the judge is asynchronous. */
export type CheckOf<Result> = Result extends Promise<unknown> ? PendingOutcome : Outcome;

export class Question<Answer, Check extends Outcome | PendingOutcome = Outcome> {
  readonly id: string;
  readonly asks: string;
  readonly #definition: QuestionDefinition<Answer, AnyJudgement>;
  #hintsGiven = 0;

  constructor(definition: QuestionDefinition<Answer, AnyJudgement>) {
    this.id = definition.id;
    this.asks = definition.asks;
    this.#definition = definition;
  }

  static {
    definitionOf = question => question.#definition;
  }

  /**
   * Says whether an answer is right; where a mistake is recognized, gives its hint. Never throws. In a notebook the outcome
   * shows itself, wherever the check stands; a program asks it by `.correct`.
   */
  check(answer: Answer): Check {
    const found = judgeAnswer(this.#definition, answer);
    return showHere(found instanceof Promise ? new PendingOutcome(this.id, found) : found) as Check;
  }

  /** The next hint; one more each time. */
  hint(): Note {
    const { hints, solution } = this.#definition;
    const text = hints[this.#hintsGiven];
    if (text === undefined)
      return new Note("No more hints", solution ? "solution() shows the way." : "look at the earlier ones again.");
    this.#hintsGiven++;
    return new Note(`Hint ${this.#hintsGiven} of ${hints.length}`, text);
  }

  /** The way to the answer, where the course allows it. */
  solution(): Note {
    const { solution } = this.#definition;
    return new Note("Solution", solution ?? "not shown for this question; hint() may help.");
  }

  toString(): string {
    return `${this.id}: ${this.asks}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/**
 * A question from its definition. Nothing is proven here: a test does that by `prove(question)`.
 * @example
 * const doubling = question({
 *   id: "demo/doubling",
 *   asks: "What is 2 · 3?",
 *   answer: exactly(6),
 *   because: "two threes are six.",
 *   hints: ["Think of two rows of three."],
 *   fingerprints: [{ answer: 5, hint: "you added; multiply." }],
 * })
 * doubling.check(5) // ✗ not yet: 5: you added; multiply.
 */
export const question = <Answer, Result extends AnyJudgement = Judgement>(
  definition: QuestionDefinition<Answer, Result>,
): Question<Answer, CheckOf<Result>> => new Question(definition);
