// Question: check, hint, solution — what a student sees of an exercise.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../tensor/index.ts";
import { isBlank } from "./blank.ts";
import type { Comparison } from "./compare.ts";
import { describeAnswer } from "./describe.ts";
import { assertDistinct, type Fingerprint, recognize } from "./fingerprints.ts";
import { Note } from "./note.ts";
import { Outcome } from "./outcome.ts";

/** What an author writes. */
export interface QuestionDefinition<Answer> {
  /** "counting/q1" */
  readonly id: string;
  /** The question itself, in one or two sentences. */
  readonly asks: string;
  readonly answer: Comparison<Answer>;
  /** Why the right answer is right, in one sentence. */
  readonly because: string;
  readonly fingerprints?: readonly Fingerprint<Answer>[];
  /** From a nudge to nearly there. */
  readonly hints: readonly string[];
  /** The way to the answer; left out where the course keeps it to itself. */
  readonly solution?: string;
}

export class Question<Answer> {
  readonly id: string;
  readonly asks: string;
  readonly #definition: QuestionDefinition<Answer>;
  #hintsGiven = 0;

  constructor(definition: QuestionDefinition<Answer>) {
    assertDistinct(definition.id, definition.fingerprints ?? [], definition.answer);
    this.id = definition.id;
    this.asks = definition.asks;
    this.#definition = definition;
  }

  /** Says whether an answer is right; where a mistake is recognized, gives its hint. Never throws. */
  check(answer: Answer): Outcome {
    try {
      return this.#judge(answer);
    } catch {
      return new Outcome(this.id, "incorrect", `this answer cannot be compared: ${describeAnswer(answer)}`);
    }
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

  #judge(answer: Answer): Outcome {
    const { answer: comparison, because, fingerprints = [] } = this.#definition;
    if (isBlank(answer)) return new Outcome(this.id, "not-attempted", "replace ____ with your answer");
    const fault = comparison.fault(answer);
    if (fault) return new Outcome(this.id, "incorrect", fault);
    if (comparison.same(answer, comparison.right)) return new Outcome(this.id, "correct", because);
    const mistake = recognize(answer, fingerprints, comparison);
    const shown = comparison.format(answer);
    if (mistake) return new Outcome(this.id, "incorrect", `${shown}: ${mistake.hint}`, true);
    return new Outcome(this.id, "incorrect", `${shown} is not the answer; hint() gives a hint`);
  }
}

/** A question from its definition. @throws Error where two fingerprints are the same or one is the right answer. */
export const question = <Answer>(definition: QuestionDefinition<Answer>): Question<Answer> => new Question(definition);
