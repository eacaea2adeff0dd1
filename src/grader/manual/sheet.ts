// The columns of a sheet of marks: what is written for a marker, and what is read back.
import { harmless } from "../exchange/csv.ts";
import type { Asked } from "../feedback/index.ts";
import type { RunRecord, SubmissionResult } from "../results/index.ts";

/** A question that a person marks. */
export interface Written {
  question: string;
  of: number;
  criteria: readonly { heading: string; marks: number }[];
  /** @param student as its numbers were drawn for: a submission's `askedAs` */
  for(student: string): AskedOfOne;
}

/** A question as one student has it: the numbers in it are drawn for each. */
export type AskedOfOne = Pick<Asked, "asks" | "rubric">;

/** A student that there is not: names, points and headings are the same for everybody. */
export const anybody = "anybody";

/** The columns beside the criteria; `question` is there where its numbers are drawn for each student. */
export const columns = {
  id: "id",
  student: "student",
  question: "question",
  answer: "answer",
  comment: "comment",
} as const;

/**
 * The questions that a person marks, with a column for each criterion: "1: names the product of Jacobians (of 1)".
 * @param asked what a student is asked
 */
export const writtenOf = (asked: (student: string) => readonly Asked[]): Written[] =>
  asked(anybody)
    .filter(({ rubric }) => rubric.length > 0)
    .map(({ question, points, rubric }) => ({
      question,
      of: points,
      criteria: rubric.map(({ wants, marks }, i) => ({
        heading: `${i + 1}: ${wants.replace(/\s+/g, " ").trim()} (of ${marks})`,
        marks,
      })),
      for: student => asked(student).find(one => one.question === question)!,
    }));

/** What a person gave, as points. A question may be worth more or less than its rubric's marks together. */
export const pointsOf = ({ of, criteria }: Written, given: readonly number[]): number =>
  (given.reduce((sum, one) => sum + one, 0) * of) / criteria.reduce((sum, { marks }) => sum + marks, 0);

/** A number as a marker writes it: "1", "0.5", "0,5", ".5". @returns NaN for everything else; "01" may be 0,1 that lost its comma */
export const markNumber = (text: string): number =>
  /^(?:(?:0|[1-9]\d*)(?:[.,]\d+)?|[.,]\d+)$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;

/** Which hand-in a row is of. No spreadsheet takes it for a number. */
export const idOf = (hash: string): string => `file-${hash.slice(0, 16)}`;

/** The text before `harmless` guarded it. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && harmless(text.slice(1)) === text ? text.slice(1) : text;

/**
 * Whoever has written something for a question, in the order in which a person reads them: by what was handed in, so that the
 * first and the last are not always the same.
 */
export const answersTo = (question: string, { submissions }: RunRecord): SubmissionResult[] =>
  submissions
    .filter(({ checks }) =>
      checks.some(one => one.question === question && one.kind === "written" && one.state !== "not-attempted"),
    )
    .sort((a, b) => compared(a.hash, b.hash) || compared(a.student, b.student));

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
