// The columns of a sheet of marks: what is written for a marker, and what is read back.
import { harmless } from "../exchange/csv.ts";
import type { Asked } from "../feedback/index.ts";

/** A question that a person marks. */
export interface Written {
  question: string;
  of: number;
  criteria: readonly { heading: string; marks: number }[];
}

/** The columns beside the criteria. */
export const columns = { id: "id", student: "student", answer: "answer", comment: "comment" } as const;

/** The questions that a person marks, with a column for each criterion: "1: names the product of Jacobians (of 1)". */
export const writtenOf = (asked: readonly Asked[]): Written[] =>
  asked
    .filter(({ rubric }) => rubric.length > 0)
    .map(({ question, points, rubric }) => ({
      question,
      of: points,
      criteria: rubric.map(({ wants, marks }, i) => ({
        heading: `${i + 1}: ${wants.replace(/\s+/g, " ").trim()} (of ${marks})`,
        marks,
      })),
    }));

/** Which hand-in a row is of. No spreadsheet takes it for a number. */
export const idOf = (hash: string): string => `file-${hash.slice(0, 16)}`;

/** The text before `harmless` guarded it. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && harmless(text.slice(1)) === text ? text.slice(1) : text;
