// The scores of a run as a CSV file: a row for each submission, a column for each question.
import { stringify } from "csv-stringify/sync";
import { byName } from "./names.ts";
import { inWords } from "./open.ts";
import type { Score } from "./score.ts";

/**
 * In the order of names, where they are known. Numbers have a decimal point and at most four digits behind it. An empty cell is what is not scored; it is no zero. No cell is a
 * formula for a spreadsheet: a text that begins like one gets a "'" in front (OWASP, CSV injection).
 * @param questions their names in order, "q1"; one that no check names has an empty column
 */
export function scoreSheet(scores: readonly Score[], questions: readonly string[]): string {
  const more = scores.flatMap(({ questions }) => questions.map(({ question }) => question));
  const names = [...new Set([...questions, ...more])];
  const columns = [
    "student",
    "name",
    "file",
    "state",
    ...names,
    "points",
    "of",
    "late hours",
    "late factor",
    "total",
    "open",
  ];
  const rows = byName(scores).map(score => {
    const { student, name, file, late } = score.result;
    const points = new Map(score.questions.map(one => [one.question, one.points]));
    return [
      ...[student, name, file, score.standing],
      ...names.map(name => points.get(name)),
      ...(score.questions.length > 0 ? [score.soFar, score.of] : [undefined, undefined]),
      ...[late && Math.round(late.hours * 1e4) / 1e4, late?.factor, score.total, inWords(score)],
    ];
  });
  return stringify([columns, ...rows], { escape_formulas: true, quoted_match: /[\r\n]/ });
}
