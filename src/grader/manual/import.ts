// Marks read back from a sheet: all of them, or none.

import { columnOf, readTable, type Table, TableError } from "../exchange/csv.ts";
import { firstOf } from "../first-of.ts";
import { answerHash, type ManualScore, type RunRecord, type SubmissionResult } from "../results/index.ts";
import { answersTo, columns, idOf, markNumber, pointsOf, unguarded, type Written } from "./sheet.ts";

/** A sheet that cannot be read as it is: each fault in a sentence, with its row. */
export class MarksError extends Error {
  override name = "MarksError";
}

export interface ReadMarks {
  question: string;
  marks: ManualScore[];
  /** Rows that have no marks yet. */
  unmarked: number;
  /** Rows of whoever has handed in another file since: their marks are not taken. */
  outdated: { line: number; student: string; marks: string[]; comment: string }[];
  /** How many answers of the run have no row. */
  without: number;
}

/** So many faults are told at once. */
const mostFaults = 20;

/**
 * @param text a sheet that `marksSheets` has written, with marks in it
 * @param name what messages call it
 * @param at when it is read (ISO 8601)
 * @throws MarksError that lists what is wrong: then nothing of the sheet is to be kept
 */
export function readMarks(
  text: string,
  name: string,
  run: RunRecord,
  written: readonly Written[],
  at: string,
): ReadMarks {
  const table = tableIn(text, name);
  const found = questionOf(table, name, written);
  const places = placesOf(table, name, found);
  const faults: string[] = [];
  const byId = new Map(run.submissions.map(one => [idOf(one.hash), one]));
  const rows = new Map<string, number>();
  const marks: ManualScore[] = [];
  const outdated: ReadMarks["outdated"] = [];
  let unmarked = 0;
  for (const [index, row] of table.rows.entries()) {
    const line = index + 2;
    const fail = (what: string) => faults.push(`row ${line}: ${what}`);
    const result = submissionOf(row, places, byId, run, fail);
    if (!result) continue;
    const cells = places.criteria.map(place => row[place]!.trim());
    const comment = unguarded(row[places.comment]!).trim();
    if (idOf(result.hash) !== row[places.id]!.trim()) {
      outdated.push({ line, student: result.student, marks: cells, comment });
      continue;
    }
    const before = rows.get(result.student);
    if (before !== undefined) fail(`${result.student} stands in row ${before} already: keep one of them`);
    rows.set(result.student, line);
    if (cells.every(cell => cell === "")) {
      if (comment !== "") fail(`${result.student} has a comment, but no marks: give marks for each criterion`);
      unmarked++;
      continue;
    }
    const criteria = cells.map((cell, i) => markIn(cell, found.criteria[i]!, result.student, fail));
    if (criteria.some(one => one === undefined)) continue;
    marks.push({
      assignment: run.assignment,
      student: result.student,
      question: found.question,
      points: pointsOf(found, criteria as number[]),
      of: found.of,
      criteria: criteria as number[],
      ...(comment !== "" && { comment }),
      answer: answerHash(result, found.question),
      markedAt: at,
    });
  }
  if (faults.length > 0) throw faultsIn(name, faults);
  const here = answersTo(found.question, run);
  const without = here.filter(({ student }) => !rows.has(student)).length;
  return { question: found.question, marks, unmarked, outdated, without };
}

const faultsIn = (name: string, faults: readonly string[]): MarksError => {
  const { told, more } = firstOf(faults, mostFaults);
  const rest = more > 0 ? `\n  … and ${more} more: the same command tells them when these are mended` : "";
  return new MarksError(`${name}: nothing was read, because of\n  ${told.join("\n  ")}${rest}`);
};

function tableIn(text: string, name: string): Table {
  try {
    return readTable(text, name);
  } catch (error) {
    throw error instanceof TableError ? new MarksError(error.message) : error;
  }
}

/** A sheet has the criteria of one question. */
function questionOf(table: Table, name: string, written: readonly Written[]): Written {
  const missing = (one: Written) => one.criteria.filter(({ heading }) => columnOf(table, heading) === undefined);
  const [best] = written.toSorted((a, b) => missing(a).length - missing(b).length);
  if (!best) throw new MarksError(`${name}: the assignment has no question that a person marks`);
  const [absent] = missing(best);
  if (absent)
    throw new MarksError(
      `${name} expects the column “${absent.heading}”, but its headings are ${table.headings.map(one => `“${one}”`).join(", ")}: export the sheet again, and change no heading`,
    );
  return best;
}

interface Places {
  id: number;
  student: number;
  comment: number;
  criteria: number[];
}

function placesOf(table: Table, name: string, { criteria }: Written): Places {
  const place = (heading: string) => {
    const at = columnOf(table, heading);
    if (at === undefined)
      throw new MarksError(
        `${name} expects the column “${heading}”, but has none: export the sheet again, and take no column away`,
      );
    return at;
  };
  return {
    id: place(columns.id),
    student: place(columns.student),
    comment: place(columns.comment),
    criteria: criteria.map(({ heading }) => place(heading)),
  };
}

function submissionOf(
  row: readonly string[],
  places: Places,
  byId: ReadonlyMap<string, SubmissionResult>,
  run: RunRecord,
  fail: (what: string) => void,
): SubmissionResult | undefined {
  const [id, name] = [row[places.id]!.trim(), row[places.student]!];
  const isNamed = ({ student }: SubmissionResult) => isSame(student, name);
  const other = run.submissions.find(isNamed);
  // Two students may have handed in the very same file.
  if (other && idOf(other.hash) === id) return other;
  const found = byId.get(id);
  if (found)
    fail(`${id} is the file of ${found.student}, but the row names ${name}: were rows shifted against each other?`);
  else if (other)
    return other; // of another file: whoever calls tells
  else fail(`${name} is no student of the run ${run.run}: take the row away`);
  return undefined;
}

/** Spreadsheets take leading zeros from what looks like a number. */
const isSame = (student: string, cell: string): boolean =>
  [cell, unguarded(cell)].includes(student) ||
  (/^\d+$/.test(student) && cell.trim() === student.replace(/^0+(?=\d)/, ""));

function markIn(
  cell: string,
  { heading, marks }: Written["criteria"][number],
  student: string,
  fail: (what: string) => void,
): number | undefined {
  const value = markNumber(cell);
  if (value >= 0 && value <= marks) return value;
  const got = cell === "" ? "nothing" : cell;
  fail(`${student}, “${heading}”: a number from 0 to ${marks} is expected, but got ${got}`);
  return undefined;
}
