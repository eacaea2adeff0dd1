// Which assignments this session has taken: what progress() and validate() speak of.

/** How an assignment is used: in a lesson, for marks, or in an exam, where a check says only that it is recorded. */
export type Mode = "lesson" | "graded" | "exam";

export interface Taken {
  readonly mode: Mode;
  /** Its questions by their names: q1, q2. */
  readonly questions: { readonly [key: string]: { readonly id: string } };
}

const taken = new Map<string, Taken>();

export const noteTaken = (name: string, what: Taken): void => void taken.set(name, what);

/** All assignments that were taken, the first one first. */
export const takenAssignments = (): ReadonlyMap<string, Taken> => taken;
