// nbgrader's checksum of a cell: what a locked cell is held against when it comes back.
// https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html, compute_checksum in nbgrader/utils.py
import { createHash } from "node:crypto";
import type { Cell } from "../../kernel/notebook/index.ts";

/** nbgrader's own part of a cell's metadata (schema 3). */
interface NbgraderMetadata {
  grade: boolean;
  solution: boolean;
  locked: boolean;
  grade_id: string;
  points?: number;
  checksum?: string;
}

/** nbgrader's part of a cell's metadata, where the cell has one. */
export function nbgraderOf({ metadata }: Cell): NbgraderMetadata | undefined {
  const found = metadata.nbgrader as Cell["metadata"] | undefined;
  return typeof found?.grade_id === "string" ? (found as unknown as NbgraderMetadata) : undefined;
}

/** The MD5, as 32 hexadecimal digits. */
export function checksumOf(cell: Cell, { grade, solution, locked, grade_id, points = 0 }: NbgraderMetadata): string {
  const python = (value: boolean) => (value ? "True" : "False");
  // As nbgrader reads them: a solution is never locked, a graded cell that is none always is.
  const isLocked = !solution && (grade || locked);
  const parts = [cell.source, cell.cell_type, python(grade), python(solution), python(isLocked), grade_id];
  if (grade) parts.push(Number.isInteger(points) ? `${points}.0` : String(points));
  return createHash("md5").update(parts.join("")).digest("hex");
}

/** A cell that must come back as it was handed out, and has not. */
export function isTampered(cell: Cell): boolean {
  const found = nbgraderOf(cell);
  if (found?.checksum === undefined || found.solution || !(found.locked || found.grade)) return false;
  return checksumOf(cell, found) !== found.checksum;
}
