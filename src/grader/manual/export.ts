// A sheet of marks for each question that a person marks: a row for each answer, a column for each criterion of the rubric.
import { stringify } from "csv-stringify/sync";
import { harmless } from "../exchange/csv.ts";
import { type ManualScore, markOf, type RunRecord, writtenAnswer } from "../results/index.ts";
import { type AskedOfOne, answersTo, anybody, columns, idOf, type Written } from "./sheet.ts";

export interface Sheet {
  question: string;
  /** The text of the file. */
  text: string;
  rows: number;
  /** How many of them have marks already. */
  marked: number;
  /** Its numbers are drawn for each student: the sheet has the question as each was asked it. */
  isDrawn: boolean;
}

/**
 * @param marks what was given before: it stands in the sheet, and may be changed there
 */
export function marksSheets(run: RunRecord, written: readonly Written[], marks: readonly ManualScore[]): Sheet[] {
  return written.map(one => {
    const { question, criteria } = one;
    const nobodys = one.for(anybody);
    const all = answersTo(question, run).map(result => ({
      result,
      asked: askedIn(one.for(result.askedAs ?? result.student), nobodys),
    }));
    const isDrawn = all.some(({ asked }) => asked !== nobodys.asks);
    const rows = all.map(({ result, asked }) => {
      const { student, hash } = result;
      const [mark, answer] = [markOf(marks, question, result), writtenAnswer(result, question)];
      const own = mark?.criteria?.length === criteria.length ? mark.criteria : criteria.map(() => undefined);
      const its = isDrawn ? [harmless(asked)] : [];
      return [idOf(hash), harmless(student), ...its, harmless(answer), ...own, harmless(mark?.comment ?? "")];
    });
    const headings = [
      columns.id,
      columns.student,
      ...(isDrawn ? [columns.question] : []),
      columns.answer,
      ...criteria.map(({ heading }) => heading),
      columns.comment,
    ];
    return {
      question,
      // With a byte order mark a spreadsheet reads it as UTF-8.
      text: stringify([headings, ...rows], { bom: true, quoted_match: /[\r\n]/ }),
      rows: rows.length,
      marked: all.filter(({ result }) => markOf(marks, question, result)?.criteria?.length === criteria.length).length,
      isDrawn,
    };
  });
}

/** The question with a student's numbers; and its criteria, where those in the headings, nobody's, have others. */
function askedIn({ asks, rubric }: AskedOfOne, nobodys: AskedOfOne): string {
  const isSame = nobodys.rubric.every(({ wants }, i) => wants === rubric[i]?.wants);
  return [asks, ...(isSame ? [] : rubric.map(({ wants }, i) => `${i + 1}: ${wants}`))].join("\n");
}
