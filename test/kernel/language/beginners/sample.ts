// What a beginner types, and the sense that the first line of the answer must have.

/** Cells of a notebook that all lines of a group are typed into, one after the other. */
export interface Group {
  name: string;
  /** Cells that ran before. */
  before?: string[];
  lines: Line[];
}

/** The cell, what its answer's first line says, and what nothing of the answer may say. */
export type Line = [cell: string, says: RegExp, not?: RegExp];
