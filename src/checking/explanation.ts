// explain(): what was right in a rehearsal, why, and what a full answer is. Nothing of it is worked out before the student has
// finished.
import { jupyterDisplay, type MimeBundle, nodeInspect, seenOtherwise, showHere } from "../display/index.ts";
import type { Judgement } from "./answers/kind.ts";
import type { Criterion, SampleAnswer } from "./answers/text.ts";
import type { Assignment } from "./course.ts";
import type { QuestionDefinition } from "./definition.ts";
import type { Explained } from "./explained.ts";
import { explanationHtml } from "./explanation-html.ts";
import { judgeAnswer } from "./judging.ts";
import { Note } from "./note.ts";
import { Outcome } from "./outcome.ts";
import { outcomeTitle } from "./outcome-html.ts";
import { definitionOf, isRehearsed } from "./question.ts";
import { keptAnswer } from "./session/answers.ts";
import { earnedOf, formatPoints, pointsOf } from "./session/points.ts";
import { isJudgedLater, judgedLaterText, takenAssignments } from "./session/taken.ts";

/** What `explain` gives of a rehearsal that is over: it shows itself. */
export class Explanation {
  /** Each question, in order. */
  readonly questions: readonly Explained[];
  /** "exam: the checks give 9 of 11 points; 9 more are for what you have written" */
  readonly title: string;

  /** @param name the assignment's @param questions each of them, in order */
  constructor(name: string, questions: readonly Explained[]) {
    this.questions = questions;
    const sum = (of: (one: Explained) => number) => questions.reduce((all, one) => all + of(one), 0);
    const written = sum(({ rubric, points }) => (rubric.length > 0 ? points : 0));
    const broken = sum(({ outcome, points }) => (outcome.status === "broken" ? points : 0));
    const given = `the checks give ${formatPoints(sum(({ earned }) => earned ?? 0))} of ${pointsOf(sum(({ points }) => points) - written - broken)}`;
    const rest = `${formatPoints(written)} more are for what you have written: mark it yourself by the criteria below`;
    this.title = `${name}: ${given}${written > 0 ? `; ${rest}` : ""}`;
  }

  /** Title and questions, several lines each. */
  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** As text and as HTML, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.#text(), "text/html": explanationHtml(this.title, this.questions) };
  }
  /** As text, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }

  #text(): string {
    const parts = this.questions.map(one => {
      const { key, outcome, because, way, rubric, samples } = one;
      if (rubric.length > 0)
        return [
          `${key} ✎ written · ${pointsOf(one.points)}`,
          ...rubric.map(({ wants, marks }) => `  ${pointsOf(marks)}: ${wants}`),
          ...samples.map(({ answer, marks }) => `  An answer for ${pointsOf(marks)}: ${answer}`),
        ];
      return [
        `${key} ${outcomeTitle(outcome)} · ${earnedOf(one)}: ${outcome.message}`,
        ...(outcome.correct ? [] : [`  Why: ${because}`]),
        ...(way === "" ? [] : [`  The way: ${way.replaceAll("\n", "\n    ")}`]),
      ];
    });
    return [this.title, ...parts.flat()].join("\n");
  }
}

/**
 * Ends a rehearsal: says of each question whether your last answer was right, why, and what a full answer is. Nothing is told
 * before. In a notebook it shows itself.
 * @param name of which assignment
 * @param options `finished: true` when you have finished
 * @throws RangeError for an assignment that this session has not taken
 */
export async function explain(name: string, options: { finished: boolean }): Promise<Explanation | Note> {
  if (isJudgedLater()) return showHere(new Note("Rehearsal", `${judgedLaterText}.`));
  const taken = takenAssignments().get(name);
  if (taken === undefined)
    throw new RangeError(
      `explain expects an assignment that was taken, but got ${JSON.stringify(name)}. Run the cell with assignment(${JSON.stringify(name)})`,
    );
  // Whoever rehearses has all questions of the assignment, in their places.
  const questions = Object.entries(taken.questions as Assignment);
  if (!taken.isRehearsal || !questions.every(([, asked]) => isRehearsed(asked))) {
    const why =
      taken.mode === "exam"
        ? "is an exam that counts: your course says what was right"
        : "is no rehearsal: its checks say what is right";
    return showHere(new Note("Not explained here", `${name} ${why}.`));
  }
  if (options?.finished !== true)
    return showHere(
      new Note("○ Not finished", "nothing is told yet. When you have finished, write true in the place of false."),
    );
  const explained = await Promise.all(questions.map(([key, asked]) => explainOne(key, definitionOf(asked))));
  return showHere(new Explanation(name, explained));
}

async function explainOne(
  key: string,
  definition: QuestionDefinition<unknown, Judgement | Promise<Judgement>>,
): Promise<Explained> {
  const { id, answer: kind, because, solution, points = 1 } = definition;
  const answer = keptAnswer(id);
  const { rubric = [], samples = [] } = kind as { rubric?: readonly Criterion[]; samples?: readonly SampleAnswer[] };
  const isWritten = rubric.length > 0;
  const outcome =
    answer === undefined
      ? new Outcome({ question: id, status: "not-attempted", credit: 0, message: "no check of it has run" })
      : await judgeAnswer(definition, answer, { isWithoutHints: true });
  // A comparison shows its right answer; a judge's format may be "your pairs".
  const right = "judge" in kind ? "" : kind.format(kind.right);
  return {
    key,
    outcome,
    points,
    earned: isWritten || outcome.status === "broken" ? null : outcome.credit * points,
    because,
    way: isWritten ? "" : (solution ?? right),
    rubric,
    samples: samples.filter(({ marks }) => marks > 0),
  };
}
