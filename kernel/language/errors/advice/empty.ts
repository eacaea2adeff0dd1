// A place that was left empty: nothing stands after '=', after an operator, after the colon of an option.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { type Advice, lineOf, type Reader } from "../wrong-cell.ts";

const expressionExpected = 1109;

/** What begins a new statement: behind an operator it is none of its values. */
const statement = /^(?:const|let|var|return|if|for|while|do|switch|throw|break|continue)\b/;

/** What a value stands behind, at the end of a text. */
const opener = /(?:=>|\*\*|&&|\|\||\?\?|[=!]==?|[<>]=?|[-+*/%&|^]?=|[-+*/%]|(?<=[{,]\s*[\p{ID_Continue}$]+\s*):)$/u;

const declaration = /^\s*(?:(?:const|let|var)\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?::[^=]+)?=(?!=)(.*)$/u;

export const readEmpty: Reader = ({ text, complaints }) => {
  for (const complaint of complaints) {
    const at = complaint.code === expressionExpected ? beforeNothing(text, complaint.start) : undefined;
    const found = at ?? openLine(text, complaint);
    if (found !== undefined) return advice(text, found);
  }
  return undefined;
};

/** Where the sign ends that a value is missing behind; comments are no values. */
function beforeNothing(text: string, start: number): number | undefined {
  const before = withoutComments(text.slice(0, start)).trimEnd();
  if (!opener.test(before)) return undefined;
  const after = text.slice(start);
  const isNextLine = text.slice(before.length, start).includes("\n");
  const isNothing = /^[ \t]*(?:[;,)\]}\n]|$)/.test(after) || (isNextLine && statement.test(after));
  return isNothing ? before.length : undefined;
}

/** `const a =`, and in the next line, as far to the left, `q1.check(a)`: the compiler reads it as one. */
function openLine(text: string, { start }: Diagnostic): number | undefined {
  const lines = text.split("\n");
  const from = lineOf(text, start) - 1;
  for (const number of [from, from - 1, from - 2]) {
    const line = lines[number];
    if (line === undefined) continue;
    const code = withoutComments(line).trimEnd();
    const [, name, rest] = declaration.exec(code) ?? [];
    if (name === undefined || !opener.test(code)) continue;
    const next = lines.findIndex((line, i) => i > number && withoutComments(line).trim() !== "");
    // A value that goes on in the next line stands further to the right.
    if (next < from || indentOf(lines[next]!) > indentOf(line)) continue;
    // Some write a long sum so; but none has its own name in it.
    if (rest !== "" && !new RegExp(`(?<![\\w$.])${RegExp.escape(name)}(?![\\w$])`).test(lines[next]!)) continue;
    return lines.slice(0, number).reduce((sum, { length }) => sum + length + 1, 0) + code.length;
  }
  return undefined;
}

function advice(text: string, end: number): Advice {
  const line = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
  const [sign = "="] = opener.exec(line.trimEnd()) ?? [];
  const shown = line.trim();
  const write = shown.length < 60 ? ` Write the value there: ${shown} …` : "";
  return { message: `Nothing stands after '${sign}'.${write}`, place: { start: end - sign.length, end }, alone: true };
}

const indentOf = (line: string) => /^\s*/.exec(line)![0].length;

/** The same length, with spaces for comments. Texts with '//' in them are left. */
const withoutComments = (text: string) =>
  text.replace(/(?<![:"'`\w])\/\/[^\n"'`]*/g, comment => " ".repeat(comment.length));
