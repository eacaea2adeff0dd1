// What a student gets of a notebook: its source without the solutions and hidden parts, without outputs and counts.
//
// The marks are nbgrader's: https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { NotebookError, NotebookText } from "../../../kernel/notebook/index.ts";
import { blankCode } from "./blank-code.ts";
import { blankProse } from "./blank-prose.ts";
import { withoutHiddenParts } from "./hidden-parts.ts";
import { MarkError, mentionsMark } from "./marks.ts";

/**
 * The student's copy of a notebook. Every byte that is no solution, hidden part, output or count stays: ids and metadata, too.
 *
 * @param text the source, as its file has it
 * @param name what messages call the notebook
 * @throws NotebookError where a solution is not marked as it should be; it names the cell and the line
 */
export function studentCopy(text: string, name: string): string {
  const source = new NotebookText(text, name);
  let copy = new NotebookText(source.withOutputs(withoutOutputs(source.notebook)), name);
  for (const [index, cell] of source.notebook.cells.entries())
    try {
      const copied = copiedCell(cell);
      if (copied !== cell.source) copy = copy.withSource(index, copied);
    } catch (error) {
      if (!(error instanceof MarkError)) throw error;
      throw new NotebookError(`${name}, cell ${cell.id ?? index + 1}, line ${error.line}: ${error.message}`);
    }
  return copy.text;
}

function copiedCell({ cell_type, source }: Cell): string {
  const shown = withoutHiddenParts(source, cell_type);
  const named = cell_type === "code" ? withoutName(shown) : toCopies(shown);
  if (!mentionsMark(named)) return named;
  return { code: blankCode, markdown: blankProse, raw: refuseRaw }[cell_type](named);
}

/** The source is run by somebody; its student writes their own name: `student(____)`. */
const withoutName = (source: string): string => source.replace(/^student\((["'`])[^"'`\n]*\1\)/gm, "student(____)");

/** A link to a source leads to its copy: `npm start` puts graded sets into `graded/`, beside the lessons. */
const toCopies = (source: string): string =>
  source
    .replace(/\]\(\.\.\/assignments\/([\w-]+)\/source\.ipynb\)/g, "](graded/$1.ipynb)")
    .replace(/\]\(\.\.\/\.\.\/notebooks\/([\w-]+\.ipynb)\)/g, "](../$1)");

const withoutOutputs = (notebook: Notebook): Notebook => ({
  ...notebook,
  cells: notebook.cells.map(cell =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  ),
});

function refuseRaw(): never {
  throw new MarkError(1, "a raw cell shows its text as it is: put the solution into a code or Markdown cell");
}
