// Canvas's gradebook: its own export, with one column filled.
// https://community.canvaslms.com/docs/DOC-26527 "How do I import grades in the Gradebook?"
import { inWords, type Score } from "../scores/index.ts";
import { columnOf, readTable, TableError, writeTable } from "./csv.ts";
import { type Filled, type Matching, openBecause, pointsText, scoresOfRows } from "./fill.ts";

/** What Canvas needs to know whose row it is, in its order. */
const identity = ["Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"];

/** Beside the students: what can be reached, and when grades are posted. */
const isNoStudent = (row: readonly string[]): boolean =>
  /^\s*Points Possible\s*$/i.test(row[0] ?? "") || row.slice(0, 5).every(cell => /^(\s*|Manual Posting)$/.test(cell));

/**
 * @param text Canvas's export
 * @param column the assignment as Canvas calls it, with or without its number: "Counting (4711)"
 * @returns the export with its columns of names and this one: whatever else was graded meanwhile stays as it is in Canvas
 * @throws TableError where a column is missing, or Canvas's assignment has other points
 */
export function fillCanvas(
  text: string,
  scores: readonly Score[],
  column: string,
  { name, namesOf }: Pick<Matching, "name" | "namesOf">,
): Filled {
  const table = readTable(text, name);
  const people = identity.flatMap(one => columnOf(table, one) ?? []);
  if (people.length === 0)
    throw new TableError(`${name} is no gradebook of Canvas: it has none of the columns ${identity.join(", ")}`);
  const wanted = column.toLowerCase();
  const columns = table.headings.flatMap((heading, at) =>
    [heading, heading.replace(/ \(\d+\)$/, "")].some(one => one.trim().toLowerCase() === wanted) ? [at] : [],
  );
  const [at, ...more] = columns;
  if (at === undefined || more.length > 0) {
    const assignments = table.headings.filter(heading => / \(\d+\)$/.test(heading));
    if (assignments.length === 0)
      throw new TableError(
        `${name} is no gradebook of Canvas: no column is an assignment's, as “Counting (4711)”. Export it in Canvas, Grades → Export`,
      );
    throw new TableError(
      `${name} expects one column ${JSON.stringify(column)}, but has ${columns.length}: name one of its assignments by --column: ${assignments.join(", ")}`,
    );
  }
  requirePoints(table.rows, at, scores, name, table.headings[at]!);

  const { of, leftOut, ...seen } = scoresOfRows(table, scores, { identity: people, namesOf, name });
  const rows = table.rows.flatMap((row, index): string[][] => {
    const names = people.map(one => row[one]!);
    if (isNoStudent(row)) return [[...names, row[at]!]];
    const score = of.get(index);
    if (score && score.total === undefined) leftOut.push(openBecause(score, inWords(score)));
    // A row that is left out keeps its grade in Canvas.
    return score?.total === undefined ? [] : [[...names, pointsText(score.total)]];
  });
  return {
    text: writeTable({ ...table, headings: [...people, at].map(one => table.headings[one]!), rows }),
    filled: [...of.values()].filter(({ total }) => total !== undefined).length,
    leftOut,
    ...seen,
  };
}

function requirePoints(
  rows: readonly (readonly string[])[],
  at: number,
  scores: readonly Score[],
  name: string,
  heading: string,
): void {
  const possible = Number(rows.find(row => /Points Possible/i.test(row[0] ?? ""))?.[at] || Number.NaN);
  const of = scores.find(score => score.of > 0)?.of;
  if (of !== undefined && !Number.isNaN(possible) && possible !== of)
    throw new TableError(
      `${name}: ${heading} has ${possible} points in Canvas, but ${of} here: give it ${of} points there, and export again`,
    );
}
