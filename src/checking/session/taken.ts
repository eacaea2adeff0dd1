// Which assignments this session has taken: what progress() and validate() speak of.

/** How an assignment is used: in a lesson, for marks, or in an exam, where a check says only that it is recorded. */
export type Mode = "lesson" | "graded" | "exam";

export interface Taken {
  readonly mode: Mode;
  /** Whether each student has questions of their own. */
  readonly isPersonal: boolean;
  /** Whether it is an exam that is explained to whoever has finished it. */
  readonly isRehearsal: boolean;
  /** Its questions by their names: q1, q2. */
  readonly questions: {
    readonly [key: string]: { readonly id: string; readonly points: number; readonly isInMarkdown: boolean };
  };
}

const taken = new Map<string, Taken>();
const refused = new Set<string>();

export function noteTaken(name: string, what: Taken): void {
  taken.set(name, what);
  refused.delete(name);
}

/** All assignments that were taken, the first one first. */
export const takenAssignments = (): ReadonlyMap<string, Taken> => taken;

/** Set to true in a grader's box: its questions take answers and are none, and all is judged when the notebook has run. */
export const judgedLater = "unrolled.judged-later";

/** Whether nothing that this session knows says what is missing: answers are judged elsewhere. */
export const isJudgedLater = (): boolean =>
  (globalThis as { [key: symbol]: unknown })[Symbol.for(judgedLater)] === true && taken.size === 0;

/** What is said then. */
export const judgedLaterText = "in this run answers are taken, and judged when the notebook has run";

/** It was asked for before anybody had said who they are. */
export const noteRefused = (name: string): void => void refused.add(name);

/** The assignments that nobody was given for want of a name. */
export const refusedAssignments = (): ReadonlySet<string> => refused;
