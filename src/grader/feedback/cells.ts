// Which cell of a notebook answers which question.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";

/**
 * The index of the cell that answers a question; -1 where there is none. It is the cell that was handed out for it, else the last
 * one that checks it, else the one that has its name. A check in a comment is none.
 * @param released what was handed out, where that is known
 */
export function answerCell({ cells }: Notebook, question: string, released: Notebook | undefined): number {
  const isChecking = checkOf(question);
  const given = released?.cells.find(cell => questionOf(cell) === question) ?? released?.cells.find(isChecking);
  const at = given?.id === undefined ? -1 : cells.findIndex(({ id }) => id === given.id);
  if (at >= 0) return at;
  const checking = cells.findLastIndex(isChecking);
  return checking >= 0 ? checking : cells.findIndex(({ id }) => id === question);
}

/** The question that a Markdown cell is the place of, as its metadata say. */
const questionOf = ({ cell_type, metadata }: Cell): unknown =>
  cell_type === "markdown" ? (metadata.unrolled as Cell["metadata"] | undefined)?.question : undefined;

function checkOf(question: string): (cell: Cell) => boolean {
  const name = question.replace(/\W/g, "\\$&");
  const check = new RegExp(`^(?!\\s*//).*(?<![\\w$.])${name}\\s*\\.\\s*check\\s*\\(`, "m");
  return ({ cell_type, source }) => cell_type === "code" && check.test(source);
}

/** What a student wrote there, as text. */
export const textOf = (cell: Cell | undefined): string | undefined => cell?.source.trim() || undefined;
