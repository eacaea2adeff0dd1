// Diagnostics as a person reads them: place, number, message, and the line with carets below what is meant.
import type { Diagnostic } from "../cell/diagnostic.ts";
import { explainPython, findPython } from "./python.ts";

/** Lines of text, and first, where a wrong line is Python, what it is in TypeScript; `label` names the cell ("cell 3"). */
export function formatDiagnostics(text: string, label: string, diagnostics: Diagnostic[]): string[] {
  const isWrong = (line: number) => diagnostics.some(({ start }) => positionOf(text, start).line === line);
  const python = findPython(text);
  const lines = diagnostics.map(diagnostic => formatDiagnostic(text, label, diagnostic).join("\n"));
  return [...(python && isWrong(python.line) ? explainPython(python) : []), ...lines.join("\n\n").split("\n")];
}

/** Lines of text for one diagnostic. */
function formatDiagnostic(text: string, label: string, { code, message, start, end }: Diagnostic): string[] {
  const { line, column } = positionOf(text, start);
  return [`${label}:${line}:${column} - error TS${code}: ${message}`, ...codeFrame(text, line, column, end - start)];
}

/** The source line with carets: `line` and `column` count from 1, `length` may reach past the line's end. */
export function codeFrame(text: string, line: number, column: number, length = 1): string[] {
  const source = text.split("\n")[line - 1]?.replace(/\r$/, "");
  if (source === undefined) return [];
  const gutter = `${line} `;
  const room = Math.max(1, Math.min(length, source.length - column + 1));
  // Keep tabs, so that the caret stands under its character.
  const indent = source.slice(0, column - 1).replace(/[^\t]/gu, " ");
  return ["", gutter + source, " ".repeat(gutter.length) + indent + "^".repeat(room)];
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
