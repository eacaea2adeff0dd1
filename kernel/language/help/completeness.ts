// Whether a cell's text is complete: an error at its very end means that more is to come.
import type { Diagnostic } from "../cell/diagnostic.ts";

/** "unknown" where the compiler could not answer. */
export type Completeness = { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

// TypeScript's numbers for what is opened and never closed.
const unterminatedTemplate = 1160;
const unterminatedComment = 1010;
const unterminatedString = 1002;

/** Judge a text by its syntax errors, as the compiler reports them. */
export function judgeCompleteness(text: string, errors: readonly Diagnostic[]): Completeness {
  const [first] = errors;
  if (!first) return { status: "complete" };
  const atEnd = first.start >= text.trimEnd().length;
  const unfinished =
    first.code === unterminatedTemplate ||
    first.code === unterminatedComment ||
    // A quoted string cannot go on in the next line, so its missing quote is an error, not a pause.
    (atEnd && first.code !== unterminatedString);
  return unfinished ? { status: "incomplete", indent: indentAfter(text) } : { status: "invalid" };
}

/** The last line's indentation, two spaces deeper where it opens a bracket. */
function indentAfter(text: string): string {
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(last)![0];
  return /[{([]$/.test(last) ? `${indent}  ` : indent;
}
