// How far an assignment is: what the last check of each of its questions has found.
import { outcomeTitle } from "../outcome-html.ts";
import type { OutcomeFields, Status } from "../verdict.ts";
import type { Mode, Taken } from "./taken.ts";
import { lastVerdict } from "./verdicts.ts";

/**
 * What there is of an answer, right or wrong; `unchecked` where no check of the question ran, `in-markdown` where none is to run:
 * a session does not see what stands in a Markdown cell.
 */
export type Handed = "answered" | "not-attempted" | "wrong-kind" | "broken" | "unchecked" | "in-markdown";

/** How far one question is. */
export interface QuestionState {
  /** The name under which it was taken: "q1". */
  readonly key: string;
  /** "counting/q1" */
  readonly id: string;
  /** What its last check found. */
  readonly status: Status;
  /** Null where it is not told. */
  readonly credit: number | null;
  /** What it is worth. */
  readonly points: number;
  /** How many of its points its last check gave; null where that is not told, or not known yet. */
  readonly earned: number | null;
  /** "✓ correct" */
  readonly words: string;
  /** What there is of an answer. */
  readonly handed: Handed;
  /** Why an answer is of the wrong kind; empty where it is not. */
  readonly fault: string;
}

/** How far an assignment is. */
export interface AssignmentState {
  /** "counting" */
  readonly name: string;
  /** How it counts. */
  readonly mode: Mode;
  /** How many questions are answered, right or wrong. */
  readonly answered: number;
  /** How many questions there are, without those that are answered in Markdown. */
  readonly of: number;
  /** How many are answered in Markdown cells. */
  readonly inMarkdown: number;
  /** What all of them are worth. */
  readonly points: number;
  /** How many points the last checks gave, without what is recorded; null in an exam. */
  readonly earned: number | null;
  /** What the questions are worth whose answers are recorded: an exam's, and texts that a person marks. */
  readonly recorded: number;
  /** Each of them, in their order. */
  readonly questions: readonly QuestionState[];
}

const isAnswered = ({ handed }: QuestionState) => handed === "answered";

export function stateOf(name: string, { mode, questions }: Taken): AssignmentState {
  const states = Object.entries(questions).map(([key, { id, points, isInMarkdown }]): QuestionState => {
    const last = lastVerdict(id);
    const found = last && mode === "exam" ? recorded(last) : last;
    const shown = found ?? { question: id, status: "not-attempted", credit: 0, message: "" };
    const { status, credit } = shown;
    return {
      key,
      id,
      status,
      credit: Number.isNaN(credit) ? null : credit,
      points,
      earned: mode === "exam" || status === "recorded" || status === "broken" ? null : credit * points,
      words: !found && isInMarkdown ? "✎ in its Markdown cell" : outcomeTitle(shown),
      handed: found ? handedOf(found) : isInMarkdown ? "in-markdown" : "unchecked",
      fault: found?.fault ? found.message : "",
    };
  });
  return {
    name,
    mode,
    answered: states.filter(isAnswered).length,
    of: states.filter(({ handed }) => handed !== "in-markdown").length,
    inMarkdown: states.filter(({ handed }) => handed === "in-markdown").length,
    points: sumOf(states, ({ points }) => points),
    earned: mode === "exam" ? null : sumOf(states, ({ earned }) => earned ?? 0),
    recorded: sumOf(states, ({ status, points }) => (status === "recorded" ? points : 0)),
    questions: states,
  };
}

const sumOf = (states: readonly QuestionState[], number: (state: QuestionState) => number): number =>
  states.reduce((sum, state) => sum + number(state), 0);

/** Of an exam nothing is told, whatever another assignment found for a question with the same id. */
const recorded = (found: OutcomeFields): OutcomeFields =>
  handedOf(found) === "answered" ? { ...found, status: "recorded", credit: Number.NaN } : found;

function handedOf({ status, fault = false }: OutcomeFields): Handed {
  if (status === "not-attempted" || status === "broken") return status;
  return fault ? "wrong-kind" : "answered";
}
