// Moodle's grading worksheet: its own export, with the grades filled in.
// https://docs.moodle.org/en/Using_Assignment#Offline_grading_worksheet
//
// Moodle takes an empty grade for "no grade" and deletes the one it has. So a row without points of ours is not in the file at
// all: nobody's grade is ever wiped.
import { inWords, type Score } from "../scores/index.ts";
import { columnOf, readTable, type Table, TableError, writeTable } from "./csv.ts";
import { type Filled, type Matching, openBecause, pointsText, requireColumn, scoresOfRows } from "./fill.ts";

const identity = ["Username", "ID number", "Email address", "Full name", "Name"];

/**
 * @param text Moodle's worksheet
 * @param column the heading of the grades, where Moodle does not speak English
 * @returns the rows of the worksheet that have points of this run
 * @throws TableError where a column is missing, or Moodle's assignment has other points
 */
export function fillMoodle(
  text: string,
  scores: readonly Score[],
  column: string | undefined,
  { name, namesOf }: Pick<Matching, "name" | "namesOf">,
): Filled {
  const table = readTable(text, name);
  const at = requireColumn(table, column === undefined ? ["Grade"] : [column], name, ": name its grades by --column");
  const most = columnOf(table, "Maximum Grade", "Maximum grade");
  const changeable = columnOf(table, "Grade can be changed");
  // In another language no heading is known: any column may hold the name.
  const known = identity.flatMap(one => columnOf(table, one) ?? []);
  const people = known.length > 0 ? known : table.headings.map((_, index) => index).filter(index => index !== at);
  const decimal = decimalOf(table, most, at);

  const { of, leftOut, ...seen } = scoresOfRows(table, scores, { identity: people, namesOf, name });
  const rows = table.rows.flatMap((row, index): string[][] => {
    const score = of.get(index);
    if (!score) return [];
    if (score.total === undefined) {
      leftOut.push(openBecause(score, inWords(score)));
      return [];
    }
    if (changeable !== undefined && /^no$/i.test(row[changeable]!.trim())) {
      leftOut.push(`${score.result.student}: Moodle says that this grade cannot be changed`);
      return [];
    }
    const possible = most === undefined ? Number.NaN : Number(row[most]!.replace(",", ".") || Number.NaN);
    if (!Number.isNaN(possible) && possible !== score.of)
      throw new TableError(
        `${name}: the maximum grade is ${possible} in Moodle, but ${score.of} here: give it ${score.of} points there, and download the worksheet again`,
      );
    return [row.map((cell, place) => (place === at ? pointsText(score.total!).replace(".", decimal) : cell))];
  });
  return { text: writeTable({ ...table, rows }), filled: rows.length, leftOut, ...seen };
}

/** As the worksheet writes its numbers: 100.00 or 100,00. */
function decimalOf({ rows }: Table, ...columns: readonly (number | undefined)[]): "." | "," {
  const cells = rows.flatMap(row => columns.flatMap(at => (at === undefined ? [] : [row[at]!])));
  return cells.some(cell => /^\d+,\d+$/.test(cell)) ? "," : ".";
}
