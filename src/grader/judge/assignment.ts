// What is judged: an assignment's questions, as the trusted process has them. No box ever gets any of it.
import type { judgeAnswer } from "../../checking/trusted.ts";
import type { Release } from "../submissions/index.ts";

export type Definition = Parameters<typeof judgeAnswer>[0];

/** What judges. It is the course's own: answers are known by the classes that its questions were made with. */
export type Checking = Pick<
  typeof import("../../checking/trusted.ts"),
  "judgeAnswer" | "calledByMessage" | "hiddenFaults" | "toPlain" | "____" | "blankValueType"
>;

/** A question with its hidden check. */
export interface GradedQuestion {
  /** "q3" */
  readonly key: string;
  readonly definition: Definition;
  /** The same question with the kind of answer that only graders use. */
  readonly hidden?: Definition;
}

export interface GradedAssignment {
  readonly name: string;
  readonly release: Release;
  readonly checking: Checking;
  /** The questions as one student has them. @throws what the course throws */
  questionsOf(student: string): readonly GradedQuestion[];
  readonly limits: JudgeLimits;
}

/** In seconds, by the clock on the wall. */
export interface JudgeLimits {
  /** Of a cell; then it is stopped, which keeps its names. */
  readonly cell: number;
  /** Of all calls that one check makes. */
  readonly check: number;
  /** Of a whole submission. */
  readonly submission: number;
}

/** Whether a person marks it: it has a rubric. */
export const isWritten = ({ answer }: Definition): boolean => "rubric" in answer;
