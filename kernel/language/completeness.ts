// Whether a cell's text is complete: an error at its very end means that more is to come.
import type { Completeness, Diagnostic } from "./engine.ts";

// Errors that stand before the end of the text although only more text is missing.
const unterminatedTemplate = 1160;
const unterminatedComment = 1010;

/** Judge a text by its syntax errors, as the compiler reports them. */
export function judgeCompleteness(text: string, errors: readonly Diagnostic[]): Completeness {
  const [first] = errors;
  if (!first) return { status: "complete" };
  const end = text.trimEnd().length;
  const unfinished =
    first.code === unterminatedTemplate ||
    first.code === unterminatedComment ||
    (first.start >= end - 1 && first.end >= end && !isUnterminatedString(first) && !isStrayClose(text, first));
  return unfinished ? { status: "incomplete", indent: indentAfter(text) } : { status: "invalid" };
}

/** A quoted string cannot go on in the next line, so its missing quote is an error, not a pause. */
function isUnterminatedString({ code }: Diagnostic): boolean {
  return code === 1002;
}

function isStrayClose(text: string, { start, code }: Diagnostic): boolean {
  return code === 1128 && start < text.length && /[)\]}]/.test(text[start]!);
}

/** The last line's indentation, two spaces deeper where it opens a bracket. */
function indentAfter(text: string): string {
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(last)![0];
  return /[{([]$/.test(last) ? `${indent}  ` : indent;
}
