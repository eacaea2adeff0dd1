// Brackets that do not pair up: where the one was opened that is never closed, or is closed by another kind.
import { lineOf, type Reader } from "../wrong-cell.ts";

const closers: { readonly [opening: string]: string } = { "(": ")", "[": "]", "{": "}", "${": "}" };

export const readBrackets: Reader = ({ text }) => {
  const wrong = findUnpaired(text);
  if (!wrong) return undefined;
  const { opening, closing } = wrong;
  const one = (at: number) => ({ start: at, end: at + 1 });
  const where = (at: number) => {
    const line = lineOf(text, at);
    const column = at - (text.lastIndexOf("\n", at - 1) + 1) + 1;
    return `line ${line}, column ${column}`;
  };
  if (opening !== undefined && closing !== undefined)
    return {
      message: `The '${text[opening]}' of ${where(opening)} is closed by '${text[closing]}'. Write '${closers[text[opening]!]}' before it, or in its place.`,
      place: one(closing),
      alone: true,
    };
  if (opening !== undefined)
    return {
      message: `The '${text[opening]}' of ${where(opening)} is never closed: a '${closers[text[opening]!]}' is missing.`,
      place: one(opening),
      alone: true,
    };
  return {
    message: `This '${text[closing!]}' closes nothing: take it away, or open it before.`,
    place: one(closing!),
    alone: true,
  };
};

/** The first bracket without its partner. Undefined as well where texts, comments or regular expressions cannot be told apart. */
function findUnpaired(text: string): { opening?: number; closing?: number } | undefined {
  const open: { at: number; bracket: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const inTemplate = open.at(-1)?.bracket === "`";
    const c = text[at]!;
    if (inTemplate) {
      if (c === "\\") at += 1;
      else if (c === "`") open.pop();
      else if (c === "$" && text[at + 1] === "{") {
        open.push({ at: at + 1, bracket: "${" });
        at += 1;
      }
      continue;
    }
    if (c === "`") open.push({ at, bracket: "`" });
    else if (c === '"' || c === "'") {
      const end = endOfText(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (text.startsWith("//", at)) at = endOrLast(text.indexOf("\n", at), text);
    else if (text.startsWith("/*", at)) at = endOrLast(text.indexOf("*/", at), text) + 1;
    else if (c === "/" && /(?:^|[=(,:[!&|?{};\n]|return)\s*$/.test(text.slice(0, at))) {
      const expression = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/.exec(text.slice(at));
      if (!expression) return undefined;
      at += expression[0].length - 1;
    } else if ("([{".includes(c)) open.push({ at, bracket: c });
    else if (")]}".includes(c)) {
      const last = open.pop();
      if (!last) return { closing: at };
      if (closers[last.bracket] !== c) return { opening: last.at, closing: at };
    }
  }
  const last = open.at(-1);
  return last && last.bracket !== "`" ? { opening: last.at } : undefined;
}

function endOfText(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start]) return at;
    else if (text[at] === "\n") return undefined;
  }
  return undefined;
}

const endOrLast = (found: number, text: string) => (found < 0 ? text.length : found);
