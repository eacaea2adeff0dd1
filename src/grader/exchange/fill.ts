// Filling a column of another system's own export: who is meant by a row, and which rows get points.
import { normalizedName } from "../../checking/student/name.ts";
import type { Score } from "../scores/index.ts";
import { columnOf, type Table, TableError } from "./csv.ts";

/** What came of it: the file for the other system, and whom it does not speak of. */
export interface Filled {
  readonly text: string;
  /** How many rows have points of this run. */
  readonly filled: number;
  /** Who is left out, and why, a sentence each: nothing is dropped in silence. */
  readonly leftOut: readonly string[];
}

/**
 * The score of each row, and who has none: not in the table, or twice in the run.
 * @param identity the columns that may hold the name under which a student handed in
 * @throws TableError where two rows mean one student, or one row two students
 */
export function scoresOfRows(
  table: Table,
  identity: readonly number[],
  scores: readonly Score[],
  name: string,
): { of: Map<number, Score>; leftOut: string[] } {
  const all = Map.groupBy(scores, ({ result }) => normalizedName(result.student));
  const byName = new Map(
    [...all].flatMap(([name, [score, ...more]]) => (score && more.length === 0 ? [[name, score]] : [])),
  );
  const of = new Map<number, Score>();
  const rowOf = new Map<Score, number>();
  for (const [index, row] of table.rows.entries()) {
    const found = new Set(identity.flatMap(at => namesIn(row[at]!).flatMap(one => byName.get(one) ?? [])));
    if (found.size > 1)
      throw new TableError(
        `${name}, row ${index + 2} means ${[...found].map(({ result }) => result.student).join(" and ")}: one student is expected in a row`,
      );
    const [score] = found;
    if (!score) continue;
    const before = rowOf.get(score);
    if (before !== undefined)
      throw new TableError(`${name}: rows ${before + 2} and ${index + 2} both mean ${score.result.student}`);
    rowOf.set(score, index);
    of.set(index, score);
  }
  const leftOut = scores.flatMap(score => {
    const { student } = score.result;
    if (rowOf.has(score)) return [];
    const isOne = byName.has(normalizedName(student));
    return [`${student}: ${isOne ? `no row of ${name} is theirs` : "several submissions are of this name"}`];
  });
  return { of, leftOut };
}

/** As it stands, and "Lovelace, Ada" as "Ada Lovelace". */
function namesIn(cell: string): string[] {
  const [last, first, ...more] = cell.split(",").map(part => part.trim());
  const names = [cell, ...(first && more.length === 0 ? [`${first} ${last}`] : [])].map(normalizedName);
  return names.filter(name => name !== "");
}

/** Why a score is not handed on: only what is known as a whole is. */
export const openBecause = ({ result, standing }: Score, words: string): string =>
  `${result.student}: ${standing === "refused" ? "not graded" : standing}${words === "" ? "" : ` (${words})`}`;

/** The index of a column that has to be there. @throws TableError that names the headings */
export function requireColumn(table: Table, names: readonly string[], name: string, next = ""): number {
  const found = columnOf(table, ...names);
  if (found !== undefined) return found;
  throw new TableError(
    `${name} expects a column ${names.map(one => JSON.stringify(one)).join(" or ")}, but its headings are ${table.headings.join(", ")}${next}`,
  );
}

/** Points as text, rounded as scores are. */
export const pointsText = (points: number): string => String(Math.round(points * 1e4) / 1e4);
