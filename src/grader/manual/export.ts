// A sheet of marks for each question that a person marks: a row for each answer, a column for each criterion of the rubric.
import { stringify } from "csv-stringify/sync";
import { harmless } from "../exchange/csv.ts";
import { type ManualScore, markOf, type RunRecord, writtenAnswer } from "../results/index.ts";
import { answersTo, columns, idOf, type Written } from "./sheet.ts";

export interface Sheet {
  question: string;
  /** The text of the file. */
  text: string;
  rows: number;
  /** How many of them have marks already. */
  marked: number;
}

/**
 * @param marks what was given before: it stands in the sheet, and may be changed there
 */
export function marksSheets(run: RunRecord, written: readonly Written[], marks: readonly ManualScore[]): Sheet[] {
  return written.map(({ question, criteria }) => {
    const rows = answersTo(question, run).map(result => {
      const { student, hash } = result;
      const [mark, answer] = [markOf(marks, question, result), writtenAnswer(result, question)];
      const own = mark?.criteria?.length === criteria.length ? mark.criteria : criteria.map(() => undefined);
      return [idOf(hash), harmless(student), harmless(answer), ...own, harmless(mark?.comment ?? "")];
    });
    const headings = [
      columns.id,
      columns.student,
      columns.answer,
      ...criteria.map(({ heading }) => heading),
      columns.comment,
    ];
    return {
      question,
      // With a byte order mark a spreadsheet reads it as UTF-8.
      text: stringify([headings, ...rows], { bom: true, quoted_match: /[\r\n]/ }),
      rows: rows.length,
      marked: rows.filter(row => row[3] !== undefined).length,
    };
  });
}
