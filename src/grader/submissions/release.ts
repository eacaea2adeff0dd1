// What was handed out, made anew from the source: which cells it has, and which of them a student leaves as they are.
import { createHash } from "node:crypto";
import { type Cell, type Notebook, NotebookError, parseNotebook } from "../../../kernel/notebook/index.ts";
import { hasAnswer } from "../release/handout.ts";
import { studentCopy } from "../release/student-copy.ts";

/** A cell as it was handed out. */
export interface ReleasedCell {
  id: string;
  cell: Cell;
  /** Whether it must come back as it is: it has no place for an answer. */
  isLocked: boolean;
}

export interface Release {
  notebook: Notebook;
  cells: readonly ReleasedCell[];
  /** Of the source's text. */
  hash: string;
}

/** @param text the source's, with its solutions @param name what messages call it @throws NotebookError for a source that is none */
export function releaseOf(text: string, name: string): Release {
  const source = parseNotebook(text, name);
  const notebook = parseNotebook(studentCopy(text, name), name);
  const cells = notebook.cells.map((cell, index) => {
    if (cell.id === undefined)
      throw new NotebookError(
        `${name}, cell ${index + 1} has no id, by which submissions are read: save it in JupyterLab (nbformat 4.5)`,
      );
    return { id: cell.id, cell, isLocked: !hasAnswer(source.cells[index]!) };
  });
  return { notebook, cells, hash: createHash("sha256").update(text).digest("hex") };
}
