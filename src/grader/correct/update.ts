// A student's file and a corrected handout: whether they belong together, and what the student's file becomes.
import { type Cell, formatNotebook, type Notebook, NotebookError } from "../../../kernel/notebook/index.ts";
import { handoutFor } from "../release/handout.ts";
import { merge, type Note } from "./merge.ts";

/** A notebook with the name that messages call it. */
export interface Named {
  readonly name: string;
  readonly notebook: Notebook;
}

/** What the student's file becomes; no text where it is of this handout already. */
export interface Update {
  readonly text?: string;
  readonly notes: readonly Note[];
}

/**
 * @param mine the student's @param theirs the corrected handout
 * @throws NotebookError where one of them was never handed out, or they are of two assignments
 */
export function updateOf(mine: Named, theirs: Named): Update {
  const [own, corrected] = [releaseOf(mine), releaseOf(theirs)];
  if (own.assignment !== corrected.assignment)
    throw new NotebookError(
      `${mine.name} is of the assignment ${own.assignment}, but ${theirs.name} is of ${corrected.assignment}: name the corrected notebook of ${own.assignment}`,
    );
  if (own.version === corrected.version) return { notes: [] };
  // A copy with the student's own name is corrected by one with that name.
  const isNamed = own.student !== undefined && corrected.student === undefined;
  const handout = isNamed ? handoutFor(theirs.notebook, own.student!, theirs.name) : theirs.notebook;
  const { notebook, notes } = merge(mine.notebook, handout);
  return { text: formatNotebook(notebook), notes };
}

/** What the release has written into a notebook. */
function releaseOf({ name, notebook }: Named): { assignment: string; version: string; student?: string } {
  const { assignment, version, student } = (notebook.metadata.unrolled ?? {}) as Cell["metadata"];
  if (typeof assignment !== "string" || typeof version !== "string")
    throw new NotebookError(
      `${name} is expected to be an assignment as "unrolled release" hands it out, but names no release: a lesson's new copy is put beside the old one by "npm start"`,
    );
  return { assignment, version, ...(typeof student === "string" && { student }) };
}
