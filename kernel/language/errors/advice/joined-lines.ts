// A line that begins with '[' or '(' and was read as the rest of the line before: as an index, or as a call.
import { unknownNames } from "../codes.ts";
import { type Adviser, lineOf, startOfOperand, withStep } from "../wrong-cell.ts";

const goesOn = (first: string) =>
  `A line that begins with '${first}' goes on with the line before it, unless that one ends with ';'.`;

export const adviseOnJoinedLines: Adviser = (complaint, { text }) => {
  const { code, start, end } = complaint;
  // Of syntax: `x⏎[]`.
  if (code === 1109)
    return /[^;{}\s][ \t]*\n\s*\[$/.test(text.slice(0, start)) ? withStep(complaint, goesOn("[")) : undefined;
  if (code === 2349) return /^[ \t]*\n\s*\(/.test(text.slice(end)) ? withStep(complaint, goesOn("(")) : undefined;
  if (code < 2000 || unknownNames.has(code)) return undefined;
  const joint = jointsIn(text).find(one => one.start <= start && start <= one.end);
  if (!joint) return undefined;
  const line = text.slice(text.lastIndexOf("\n", joint.before - 1) + 1, joint.before).trim();
  return {
    message: `${goesOn("[")} Write ';' at the end of line ${lineOf(text, joint.before)}: ${line};`,
    place: { start: joint.bracket, end: joint.bracket + 1 },
    alone: true,
  };
};

/** Where a statement's line is followed by one that begins with '['. */
function jointsIn(text: string): { start: number; before: number; bracket: number; end: number }[] {
  return [...text.matchAll(/(?<=[\p{ID_Continue}$)\]"'`])[ \t]*(?:\/\/[^\n]*)?\n\s*(\[)/gu)].flatMap(found => {
    const before = found.index;
    const bracket = before + found[0].length - 1;
    if (isInList(text, before) || /\b(?:return|of|in|case|await|yield|typeof)$/.test(text.slice(0, before))) return [];
    const operand = startOfOperand(text, before) ?? before;
    const behind = text.indexOf("\n", bracket);
    return [
      {
        start: text.lastIndexOf("\n", operand - 1) + 1,
        before,
        bracket,
        end: behind < 0 ? text.length : behind,
      },
    ];
  });
}

/** Between the brackets of a list or a call a comma is missing, and no semicolon. */
function isInList(text: string, offset: number): boolean {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    if (")]}".includes(text[at]!)) depth += 1;
    else if ("([{".includes(text[at]!)) {
      if (depth === 0) return text[at] !== "{";
      depth -= 1;
    }
  }
  return false;
}
