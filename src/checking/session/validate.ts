// validate(): what is missing before a notebook is handed in, as far as this session knows.
import {
  type Json,
  jupyterDisplay,
  type MimeBundle,
  nodeInspect,
  seenOtherwise,
  showHere,
} from "../../display/index.ts";
import { studentName } from "../student/student.ts";
import { handedInOf } from "./points.ts";
import { type AssignmentState, type QuestionState, stateOf } from "./state.ts";
import { isJudgedLater, judgedLaterText, refusedAssignments, takenAssignments } from "./taken.ts";
import { validationHtml, validationMark } from "./validation-html.ts";
import { isForgotten } from "./verdicts.ts";

/** The MIME type under which front ends find it as data, and the version of that data. */
export const validationMimeType = "application/vnd.unrolled.validation+json";
const validationVersion = 1;

/** What `validate()` gives: what is missing. It shows itself, and does not change any more. */
export class Validation {
  /** Who works here; undefined where nobody has said it. */
  readonly student: string | undefined;
  /** The assignments that this session has taken, the first one first. */
  readonly assignments: readonly AssignmentState[];
  /** What is missing, each in a sentence. */
  readonly missing: readonly string[];
  /** Of each assignment that counts, how much of it is answered, and what the checks give. */
  readonly handedIn: readonly string[];
  /** Answers that are there and not right, as far as that is told: "counting q3 ◐ partly right (1 of 2)". */
  readonly notRight: readonly string[];

  /** @param student who works here @param assignments how far each is @param missing what is missing, each in a sentence */
  constructor(student: string | undefined, assignments: readonly AssignmentState[], missing: readonly string[]) {
    this.student = student;
    this.assignments = assignments;
    this.missing = missing;
    this.handedIn = assignments.flatMap(state => handedInOf(state) ?? []);
    this.notRight = assignments.flatMap(({ name, questions }) => questions.flatMap(one => notRightIn(name, one)));
  }

  /** "✓ Nothing is missing", or each thing that is on a line of its own. */
  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** The same as data. */
  toJSON(): { [key: string]: Json } {
    const assignments = this.assignments.map(state => ({
      ...state,
      questions: state.questions.map(one => ({ ...one })),
    }));
    const { missing, handedIn, notRight } = this;
    return {
      version: validationVersion,
      student: this.student ?? null,
      assignments,
      missing: [...missing],
      handedIn: [...handedIn],
      notRight: [...notRight],
    };
  }
  /** As text, as HTML and as data, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return {
      "text/plain": this.#text(),
      "text/html": validationHtml(this.#title(), this, [...this.handedIn, ...this.#advice()]),
      [validationMimeType]: this.toJSON(),
    };
  }
  /** As text, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }

  #title(): string {
    const count = this.missing.length;
    if (count > 0) return `${count} ${count === 1 ? "thing is" : "things are"} missing`;
    if (isJudgedLater()) return `handed in: ${judgedLaterText}`;
    const questions = this.assignments.reduce((sum, { of }) => sum + of, 0);
    const inMarkdown = this.assignments.reduce((sum, state) => sum + state.inMarkdown, 0);
    const seen =
      inMarkdown === 0 ? "" : `, and ${inMarkdown} in Markdown cells, which nothing here can see: read them once more`;
    const isRight = this.notRight.length === 0 ? "" : ", but not all of them right";
    return `nothing is missing: ${questions} of ${questions} questions are answered${isRight}${seen}`;
  }

  /** What was run by hand, in any order, is not what a grader runs. */
  #advice(): string[] {
    return isJudgedLater() ? [] : ["Before you hand in: Restart Kernel and Run All Cells, look here again, then save."];
  }

  #text(): string {
    return [
      `${validationMark(this).mark} ${this.#title()}`,
      ...this.missing.map(one => `  ${one}`),
      ...this.notRight.map(one => `not right yet: ${one}`),
      ...this.handedIn,
      ...this.#advice(),
    ].join("\n");
  }
}

/** Says what is missing before you hand in: questions without an answer, answers of the wrong kind, your name. It shows itself. */
export function validate(): Validation {
  if (isJudgedLater()) return showHere(new Validation(studentName(), [], []));
  const states = [...takenAssignments()].map(([name, taken]) => stateOf(name, taken));
  return showHere(new Validation(studentName(), states, [...missingName(), ...missingAnswers(states)]));
}

/** A wrong answer may be handed in. That it is wrong is said where a check says so, too. */
const notRightIn = (name: string, { key, handed, status, words }: QuestionState): string[] =>
  handed === "answered" && status === "incorrect" ? [`${name} ${key} ${words}`] : [];

function missingName(): string[] {
  const needed = [...takenAssignments()].some(([, { mode, isPersonal }]) => isPersonal || mode !== "lesson");
  if (studentName() !== undefined || !(needed || refusedAssignments().size > 0)) return [];
  return ['your name: write it in the cell student("…")'];
}

function missingAnswers(states: readonly AssignmentState[]): string[] {
  // Without a name, the name is what is missing.
  const refused = studentName() === undefined ? [] : [...refusedAssignments()];
  if (states.length === 0 && refusedAssignments().size === 0)
    return ['questions: none were taken. Run the cell with assignment("…")'];
  return [
    ...refused.map(name => `${name}: run the cell with assignment(${JSON.stringify(name)}) again`),
    ...states.flatMap(({ name, questions }) => questions.flatMap(one => lack(`${name} ${one.key}`, one))),
  ];
}

/** What an answer lacks. An answer that is wrong is there, and not for this to tell. */
function lack(place: string, { id, key, handed, fault }: QuestionState): string[] {
  switch (handed) {
    case "answered":
    case "in-markdown":
      return [];
    case "not-attempted":
      return [`${place}: not attempted`];
    case "wrong-kind":
      return [`${place}: ${fault}`];
    case "broken":
      return [`${place}: this question is broken. Please tell your teacher`];
    case "unchecked":
      return isForgotten(id)
        ? [`${place}: under this name ${key}.check(…) has not run. Run its cell again`]
        : [`${place}: no cell that ran has ${key}.check(…)`];
  }
}
