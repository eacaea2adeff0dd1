// Which cell of a submission is which cell of what was handed out.
import type { Cell } from "../../../kernel/notebook/index.ts";
import { nbgraderOf } from "../checksum.ts";
import type { Release, ReleasedCell } from "./release.ts";

/** For each cell of the submission the place of its cell in the release; undefined for one that the student has added. */
export type Matches = readonly (number | undefined)[];

/**
 * By the cells' ids. Where an editor has lost them: by nbgrader's names, by the same text, by the check that they hold.
 */
export function matchCells(submitted: readonly Cell[], { cells }: Release): Matches {
  const places = new Map(cells.map(({ id }, place) => [id, place]));
  const matches = submitted.map(cell => places.get(cell.id ?? "") ?? places.get(nbgraderOf(cell)?.grade_id ?? ""));
  const isTaken = new Set(matches);
  const marks = cells.map(marksOf);
  for (const [at, cell] of submitted.entries()) {
    // A cell that a student added has an id of its own; a lost one has none, or one that an editor made up for it.
    if (matches[at] !== undefined || cell.source.trim() === "") continue;
    const place = cells.findIndex(
      (released, place) => !isTaken.has(place) && isSameCell(cell, released, marks[place]!, submitted),
    );
    if (place < 0) continue;
    matches[at] = place;
    isTaken.add(place);
  }
  return matches;
}

/** The calls that a cell of an answer ends with, as "q1.check(" or "student(": the names are the questions'. */
const marksOf = ({ cell }: ReleasedCell): string[] =>
  cell.cell_type === "code" ? (cell.source.match(/^(?:[\w$]+\.check|student)\(/gm) ?? []) : [];

function isSameCell(cell: Cell, released: ReleasedCell, marks: readonly string[], submitted: readonly Cell[]): boolean {
  if (cell.cell_type !== released.cell.cell_type) return false;
  if (released.isLocked) return isSameText(cell.source, released.cell.source);
  // Its own cell may be there under its id: then this one is an addition.
  if (submitted.some(({ id }) => id === released.id)) return false;
  return marks.length > 0 && marks.every(mark => cell.source.includes(mark));
}

/** Line ends and spaces at their ends are an editor's. */
export const isSameText = (a: string, b: string): boolean => normalized(a) === normalized(b);

const normalized = (text: string): string => text.replace(/[ \t\r]+$/gm, "").trim();
