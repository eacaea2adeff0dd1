// A mark belongs to the text that its marker has read.
import { createHash } from "node:crypto";
import type { ManualScore, SubmissionResult } from "./types.ts";

type Judged = Pick<SubmissionResult, "student" | "checks">;

/** What a student has written for a question that a person marks. */
export const writtenAnswer = ({ checks }: Pick<SubmissionResult, "checks">, question: string): string =>
  checks.find(one => one.question === question && one.kind === "written")?.given ?? "";

/** What a mark remembers of a written answer. */
export const answerHash = (result: Judged, question: string): string =>
  createHash("sha256").update(writtenAnswer(result, question)).digest("hex").slice(0, 32);

/** Whether a mark is of what this submission says. */
export const isMarkOf = (mark: ManualScore, result: Judged): boolean =>
  mark.student === result.student && (mark.answer === undefined || mark.answer === answerHash(result, mark.question));

/** What a person gave for a question, where it is of what this submission says. */
export const markOf = (marks: readonly ManualScore[], question: string, result: Judged): ManualScore | undefined =>
  marks.find(one => one.question === question && isMarkOf(one, result));
