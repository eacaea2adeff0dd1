// Which cell of a notebook answers which question.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";

/**
 * The index of the cell that answers a question: the one that checks it, else the one that has its name; -1 where there is none.
 * A check in a comment is none.
 */
export function answerCell({ cells }: Notebook, question: string): number {
  const check = new RegExp(`^(?!\\s*//).*(?<![\\w$.])${question.replace(/\W/g, "\\$&")}\\s*\\.\\s*check\\s*\\(`, "m");
  const checking = cells.findIndex(cell => cell.cell_type === "code" && check.test(cell.source));
  return checking >= 0 ? checking : cells.findIndex(({ id }) => id === question || id === `${question}-answer`);
}

/** What a student wrote there, as text. */
export const textOf = (cell: Cell | undefined): string | undefined => cell?.source.trim() || undefined;
