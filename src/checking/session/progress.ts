// progress(): how many questions of this session's assignments are answered, by the last verdict of each.
import {
  type Json,
  jupyterDisplay,
  type MimeBundle,
  nodeInspect,
  seenOtherwise,
  showHere,
} from "../../display/index.ts";
import { progressTitle, questionWords } from "./points.ts";
import { progressHtml } from "./progress-html.ts";
import { type AssignmentState, stateOf } from "./state.ts";
import { isJudgedLater, judgedLaterText, takenAssignments } from "./taken.ts";

/** The MIME type under which front ends find progress as data, and the version of that data. */
const progressMimeType = "application/vnd.unrolled.progress+json";
const progressVersion = 1;

/** What `progress()` gives: how far each assignment is. It shows itself, and does not change any more. */
export class Progress {
  /** The assignments that this session has taken, the first one first. */
  readonly assignments: readonly AssignmentState[];

  /** @param assignments how far each is */
  constructor(assignments: readonly AssignmentState[]) {
    this.assignments = assignments;
  }

  /** "counting: 2 of 3 answered, 1 right: q1 ✓ correct, q2 ✗ not yet, q3 ○ not attempted". */
  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** Progress as data. */
  toJSON(): { [key: string]: Json } {
    return {
      version: progressVersion,
      assignments: this.assignments.map(state => ({
        ...state,
        questions: state.questions.map(question => ({ ...question })),
      })),
    };
  }
  /** Progress as text, as HTML and as data, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return {
      "text/plain": this.#text(),
      "text/html": progressHtml(this.assignments, nothingTaken()),
      [progressMimeType]: this.toJSON(),
    };
  }
  /** Progress as text, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }

  #text(): string {
    if (this.assignments.length === 0) return nothingTaken();
    return this.assignments
      .map(state => {
        const each = state.questions.map(one => questionWords(one, state.mode)).join(", ");
        return `${progressTitle(state)}${each && `: ${each}`}`;
      })
      .join("\n");
  }
}

const nothingTaken = (): string =>
  isJudgedLater() ? `Progress: ${judgedLaterText}.` : 'No questions were taken yet: const { q1 } = assignment("…")';

/**
 * Says how many questions are answered and how many of them are right, by the last check of each in this session, and how many points that is where the
 * assignment counts. In a notebook it shows itself.
 * @param name of which assignment; of all that this session has taken where it is left out
 * @throws RangeError for an assignment that this session has not taken
 */
export function progress(name?: string): Progress {
  const taken = takenAssignments();
  const one = name === undefined ? undefined : taken.get(name);
  if (isJudgedLater()) return showHere(new Progress([]));
  if (name !== undefined && one === undefined) {
    const known = [...taken.keys()].map(other => JSON.stringify(other)).join(", ") || "no assignment yet";
    throw new RangeError(
      `progress knows ${known}, but got ${JSON.stringify(name)}. Take its questions first: assignment(${JSON.stringify(name)})`,
    );
  }
  const asked = one === undefined ? [...taken] : ([[name!, one]] as const);
  return showHere(new Progress(asked.map(([name, assignment]) => stateOf(name, assignment))));
}
