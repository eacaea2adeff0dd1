// Question: check, hint, solution — what a student sees of an exercise.
import { jupyterDisplay, type MimeBundle, nodeInspect, showHere } from "../display/index.ts";
import type { Judgement } from "./answers/kind.ts";
import { byName } from "./by-name.ts";
import type { QuestionDefinition } from "./definition.ts";
import { describeAnswer } from "./describe.ts";
import { judgeAnswer, recordAnswer } from "./judging.ts";
import { Note } from "./note.ts";
import { checksOf, Outcome } from "./outcome.ts";
import { PendingOutcome } from "./pending-outcome.ts";
import { questionHtml } from "./question-html.ts";
import { keepAnswer } from "./session/answers.ts";
import type { Mode } from "./session/taken.ts";
import { noteVerdict } from "./session/verdicts.ts";

type AnyJudgement = Judgement | Promise<Judgement>;

/** The definition of a question: for the proof and the grader, and no method, so that a cell has no short way to the answer. */
export let definitionOf: <Answer>(
  question: Question<Answer, Outcome | PendingOutcome>,
) => QuestionDefinition<Answer, AnyJudgement>;

/** Where a question stands. */
export interface Place {
  /** How its assignment counts. Graded: no solution. In an exam: no hint either, and no verdict but that the answer is recorded. */
  readonly mode: Mode;
  /** Whether answers are kept, to be explained when the exam is over. */
  readonly isRehearsal?: boolean;
  /** How the questions are taken anew, where they are not this student's any more; false where they are. */
  readonly isStale?: () => string | false;
}

/** Whether a question stands in an exam: then no proof of it is given, which would tell what its check does not. */
export let isInExam: <Answer>(question: Question<Answer, Outcome | PendingOutcome>) => boolean;

/** Whether it is explained when its rehearsal is over. */
export let isRehearsed: <Answer>(question: Question<Answer, Outcome | PendingOutcome>) => boolean;

/** The same question in its place. A question of an exam stays one: a course of somebody's own is no way to have it judged. */
export let placed: <Answer, Check extends Outcome | PendingOutcome>(
  question: Question<Answer, Check>,
  place: Place,
) => Question<Answer, Check>;

/** What `check` gives: an outcome at once, or a pending one where the judge is asynchronous. */
export type CheckOf<Result> = Result extends Promise<unknown> ? PendingOutcome : Outcome;

/** A question of an assignment: `check(answer)` judges, `hint()` helps, `solution()` shows the way. Made by `question`. */
export class Question<Answer, Check extends Outcome | PendingOutcome = Outcome> {
  /** "counting/q1" */
  readonly id: string;
  /** The question itself, in one or two sentences, or in several lines. */
  readonly asks: string;
  /** The numbers of the curriculum's items that it exercises. */
  readonly items: readonly number[];
  /** What it is worth where it counts. */
  readonly points: number;
  /** Whether a person marks it: a text with a rubric. */
  readonly isWritten: boolean;
  /** Whether it is written into a Markdown cell: no check sees it before it is handed in. */
  readonly isInMarkdown: boolean;
  readonly #definition: QuestionDefinition<Answer, AnyJudgement>;
  readonly #place: Place;
  #hintsGiven = 0;

  /** @param definition what its author writes; kept, and neither proven nor shown @param place where it stands: in a lesson */
  constructor(definition: QuestionDefinition<Answer, AnyJudgement>, place: Place = { mode: "lesson" }) {
    this.id = definition.id;
    this.asks = definition.asks;
    this.items = definition.items ?? [];
    this.points = definition.points ?? 1;
    this.isWritten = "rubric" in definition.answer;
    this.isInMarkdown = (definition.answer as { writtenIn?: unknown }).writtenIn === "markdown";
    this.#definition = definition;
    this.#place = place;
  }

  static {
    definitionOf = question => question.#definition;
    isInExam = question => question.#place.mode === "exam";
    isRehearsed = question => question.#place.isRehearsal ?? false;
    placed = (question, place) => {
      const { mode, isRehearsal = false } = question.#place;
      const kept = mode === "exam" ? { ...place, mode, isRehearsal } : place;
      return new Question(question.#definition, kept);
    };
  }

  /**
   * Says whether an answer is right; where a mistake is recognized, gives its hint. Never throws. In a notebook the outcome
   * shows itself, wherever the check stands; a program asks it by `.correct`.
   */
  check(answer: Answer): Check {
    const found = this.#outcomeOf(answer);
    const isPending = found instanceof Promise || this.#definition.answer.takesTime;
    const outcome = isPending ? new PendingOutcome(this.id, Promise.resolve(found)) : found;
    return showHere(outcome, checksOf(this.id)) as Check;
  }

  #outcomeOf(answer: Answer): Outcome | Promise<Outcome> {
    const { mode, isRehearsal = false, isStale = () => false } = this.#place;
    const again = isStale();
    if (again !== false) {
      const message = `this is another student's question: run the cell with ${again} again`;
      return new Outcome({ question: this.id, status: "not-attempted", credit: 0, message });
    }
    if (isRehearsal) keepAnswer(this.id, answer);
    const found = mode === "exam" ? recordAnswer(this.#definition, answer) : judgeAnswer(this.#definition, answer);
    if (found instanceof Promise) found.then(outcome => isStale() === false && noteVerdict(outcome));
    else noteVerdict(found);
    return found;
  }

  /**
   * The next hint, one more each time; with a number, that hint again. In a notebook it shows itself, wherever the call stands.
   * @param again which of the hints that were already given, counted from 1
   */
  hint(again?: number): Note {
    if (this.#place.mode === "exam") return showHere(noHelp());
    return showHere(again === undefined ? this.#nextHint() : this.#hintAgain(again));
  }

  /** The way to the answer: in a lesson, where the course allows it. In a notebook it shows itself, wherever the call stands. */
  solution(): Note {
    if (this.#place.mode === "exam") return showHere(noHelp());
    if (this.#place.mode === "graded")
      return showHere(new Note("Solution", byName(this.id, "not shown in a graded set; hint() may help.")));
    const { solution } = this.#definition;
    return showHere(new Note("Solution", solution ?? byName(this.id, "not shown for this question; hint() may help.")));
  }

  #nextHint(): Note {
    const { hints } = this.#definition;
    const solution = this.#place.mode === "lesson" ? this.#definition.solution : undefined;
    if (this.#hintsGiven < hints.length) {
      this.#hintsGiven++;
      return this.#hintAgain(this.#hintsGiven);
    }
    const ways = [...this.#waysBack(), ...(solution === undefined ? [] : ["solution() shows the way."])];
    const text = byName(this.id, ways.join(" ")) || "this question has none.";
    return new Note(hints.length > 0 ? "No more hints" : "No hints", text);
  }

  #hintAgain(number: number): Note {
    const { hints } = this.#definition;
    const shown = number <= this.#hintsGiven ? hints[number - 1] : undefined;
    if (shown !== undefined) return new Note(`Hint ${number} of ${hints.length}`, shown);
    const given = this.#hintsGiven;
    if (Number.isInteger(number) && number > given && number <= hints.length) {
      const order = number > 1 ? `it comes after hint ${number - 1}. ` : "";
      const text = byName(this.id, `${order}hint() shows the next one, hint ${given + 1}.`);
      return new Note(`Hint ${number} is not given yet`, text);
    }
    const ways = [...this.#waysBack(), ...(this.#hintsGiven < hints.length ? ["hint() gives the next one."] : [])];
    return new Note(`No hint ${describeAnswer(number)}`, byName(this.id, ways.join(" ")) || "this question has none.");
  }

  /** How the hints that were given are seen again, if there are any. */
  #waysBack(): string[] {
    const given = this.#hintsGiven;
    if (given === 0) return [];
    return [given === 1 ? "hint(1) shows the first again." : `hint(1) to hint(${given}) show the earlier ones again.`];
  }

  /** "counting/q1: How many weights …?" */
  toString(): string {
    return `${this.id}: ${this.asks}`;
  }
  /** What is asked, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString(), "text/html": questionHtml(this.id, this.asks) };
  }
  /** What is asked, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }
}

const noHelp = () => new Note("Exam", "there are no hints and no solutions in an exam.");

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
