// Filling a column of another system's own export: who is meant by a row, and which rows get points.
import { normalizedName } from "../../checking/student/name.ts";
import type { Score } from "../scores/index.ts";
import { columnOf, type Table, TableError } from "./csv.ts";

/** What came of it: the file for the other system, and whom it does not speak of. */
export interface Filled {
  readonly text: string;
  /** How many rows have points of this run. */
  readonly filled: number;
  /** How many submissions have a row, be they scored or not. */
  readonly matched: number;
  /** The headings of the columns in which students were looked for. */
  readonly compared: readonly string[];
  /** Who is left out, and why, a sentence each: nothing is dropped in silence. */
  readonly leftOut: readonly string[];
}

/** What rows are compared with. */
export interface Matching {
  /** The columns that may hold a student's name. */
  readonly identity: readonly number[];
  /** Other names of a student: the full one, an e-mail address. */
  readonly namesOf: NamesOf;
  /** What messages call the table. */
  readonly name: string;
}

export type NamesOf = (student: string) => readonly string[];

/**
 * The score of each row, and who has none. The name under which a student handed in decides; where no row has it, another name of
 * theirs does, if it is theirs alone and stands in one row alone: an unclear one is told, and never guessed.
 * @throws TableError where two rows have one student's id, or one row the ids of two
 */
export function scoresOfRows(
  table: Table,
  scores: readonly Score[],
  { identity, namesOf, name }: Matching,
): Pick<Filled, "matched" | "compared"> & { of: Map<number, Score>; leftOut: string[] } {
  const { counting, leftOut } = onePerStudent(scores);
  const byId = Map.groupBy(counting, ({ result }) => normalizedName(result.student));
  const rows = table.rows.map((row, index) => ({ index, names: new Set(identity.flatMap(at => namesIn(row[at]!))) }));
  const of = new Map<number, Score>();
  const rowOf = new Map<Score, number>();
  for (const { index, names } of rows) {
    const [score, other] = new Set([...names, ...numberIn(table, index)].flatMap(one => byId.get(one) ?? []));
    if (other)
      throw new TableError(
        `${name}, row ${index + 2} means ${score!.result.student} and ${other.result.student}: one student is expected in a row`,
      );
    if (!score) continue;
    const before = rowOf.get(score);
    if (before !== undefined)
      throw new TableError(`${name}: rows ${before + 2} and ${index + 2} both mean ${score.result.student}`);
    rowOf.set(score, index);
    of.set(index, score);
  }
  const known = counting.map(score => ({ score, names: new Set(otherNames(score, namesOf)) }));
  for (const { score, names } of known) {
    if (rowOf.has(score)) continue;
    const { student } = score.result;
    const found = rows.filter(row => !row.names.isDisjointFrom(names));
    const free = found.filter(({ index }) => !of.has(index));
    const rivals = known.filter(
      one => one.score !== score && !rowOf.has(one.score) && free.some(row => !row.names.isDisjointFrom(one.names)),
    );
    if (free.length === 0) leftOut.push(`${student}: no row of ${name} is theirs`);
    else if (free.length > 1)
      leftOut.push(
        `${student}: ${shown(names)} stands in the rows ${free.map(({ index }) => index + 2).join(", ")} of ${name}: whose is which?`,
      );
    else if (rivals.length > 0)
      leftOut.push(
        `${student}: row ${free[0]!.index + 2} of ${name} may be theirs or that of ${rivals.map(one => one.score.result.student).join(", ")}, who have one name`,
      );
    else of.set(free[0]!.index, score);
  }
  return { of, leftOut, matched: of.size, compared: identity.map(at => table.headings[at]!) };
}

/** Where a student has a hand-in that counts, their refused ones are left out. */
function onePerStudent(scores: readonly Score[]): { counting: Score[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const counting = [...Map.groupBy(scores, ({ result }) => normalizedName(result.student)).values()].flatMap(all => {
    const valid = all.filter(({ standing }) => standing !== "refused");
    const some = valid.length > 0 ? valid : all;
    if (some.length === 1) return some;
    leftOut.push(...some.map(({ result }) => `${result.student}: several submissions are of this name`));
    return [];
  });
  return { counting, leftOut };
}

const otherNames = ({ result: { student, name } }: Score, namesOf: NamesOf): string[] =>
  [...(name === undefined ? [] : [name]), ...namesOf(student)].flatMap(namesIn);

const shown = (names: ReadonlySet<string>): string => [...names].map(one => JSON.stringify(one)).join(" or ");

/** An LMS's number of a student, where its files had two of one name: "Participant 4711", for "Anna Meyer (4711)". */
function numberIn(table: Table, index: number): string[] {
  const [number, full] = [columnOf(table, "Identifier", "ID"), columnOf(table, "Full name", "Student", "Name")].map(
    at => (at === undefined ? "" : table.rows[index]![at]!),
  );
  const digits = /(\d+)\s*$/.exec(number!)?.[1];
  return digits === undefined ? [] : namesIn(full!).map(one => normalizedName(`${one} (${digits})`));
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
