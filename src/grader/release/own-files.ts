// Cells of a handout that lead to files of the course's own: a student has none of them beside the notebook.
import type { Notebook } from "../../../kernel/notebook/index.ts";

/** A lead of a cell, not in a comment: an import, or a file's URL. */
const lead = /^(?!\s*\/\/).*?(?:\bfrom|\bimport|\brequire|\bURL\()\s*\(?\s*["'`](\.{1,2}\/[^"'`\n]+)["'`]/gm;

/**
 * What its code cells lead to that lies in the author's folder.
 * @param isThere whether such a file is there, as the cell names it
 */
export const ownFilesIn = (
  { cells }: Notebook,
  isThere: (path: string) => boolean,
): { readonly cell: number; readonly path: string }[] =>
  cells.flatMap(({ cell_type, source }, index) =>
    cell_type === "code"
      ? [...source.matchAll(lead)].flatMap(([, path]) => (isThere(path!) ? [{ cell: index + 1, path: path! }] : []))
      : [],
  );
