// Diagnostics as a person reads them: place, number, message, and the line with carets below what is meant.
import type { Diagnostic } from "../cell/diagnostic.ts";

/** Lines of text; `label` names the cell ("cell 3"). */
export function formatDiagnostics(text: string, label: string, diagnostics: Diagnostic[]): string[] {
  const lines = diagnostics.map(diagnostic => formatDiagnostic(text, label, diagnostic).join("\n"));
  return lines.join("\n\n").split("\n");
}

/** Lines of text for one diagnostic. */
function formatDiagnostic(cell: string, label: string, diagnostic: Diagnostic): string[] {
  const { code, message, start, end, instead, file } = diagnostic;
  const text = file?.text ?? cell;
  const { line, column } = positionOf(text, start);
  const said = `${file?.name ?? label}:${line}:${column} - error TS${code}: ${message}`;
  const written = instead === undefined ? [] : ["", ...instead.split("\n").map(line => `  → ${line}`)];
  return [said, ...codeFrame(text, line, column, end - start), ...written];
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
