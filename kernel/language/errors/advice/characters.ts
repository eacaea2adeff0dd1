// Characters that a word processor or another keyboard puts in the place of plain ones; and a comma in a number.
import { type Adviser, callAround, type Reader, textAt, type WrongCell } from "../wrong-cell.ts";

/** The plain character that each stands for. */
const plain: { readonly [character: string]: string } = {
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  "´": "'",
  "′": "'",
  "−": "-",
  "–": "-",
  "—": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!==",
  "→": "=>",
  "⇒": "=>",
  "…": "...",
  "（": "(",
  "）": ")",
  "［": "[",
  "］": "]",
  "｛": "{",
  "｝": "}",
  "，": ",",
  "；": ";",
  "：": ":",
  "＝": "=",
  "＋": "+",
  "＂": '"',
  "＇": "'",
  "。": ".",
  "、": ",",
  "＊": "*",
  "／": "/",
  "＜": "<",
  "＞": ">",
};

const invalidCharacter = 1127;

export const readCharacters: Reader = ({ text, complaints }) => {
  const complaint = complaints.find(({ code, start }) => code === invalidCharacter && plain[text[start] ?? ""]);
  if (!complaint) return undefined;
  const { start } = complaint;
  const character = text[start]!;
  const meant = plain[character]!;
  return {
    message: `'${character}' is not the character that it looks like. Type ${meant.includes("'") ? `"${meant}"` : `'${meant}'`} in its place.`,
    place: { start, end: start + 1 },
    alone: true,
  };
};

const tooMany = new Set([2554, 2555, 2695, 1134, 1005, 1121, 1489, 2345, 2769, 1123, 2559]);

/** `8,874`, as it is written in a text, is two numbers here; a decimal comma, too. */
export const adviseOnNumbers: Adviser = ({ code, start }, cell) => {
  const { text } = cell;
  if (!tooMany.has(code)) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(lineStart).split("\n")[0]!;
  for (const match of line.matchAll(
    /(?<![\w.,[])-?(\d+(?:\.\d+)?)(?:,| (?=\d{3}\b))(\d+(?:[, ]\d{3})*(?:\.\d+)?)(?![\w.,\]])/g,
  )) {
    const [whole, before, after] = match as unknown as [string, string, string];
    const from = lineStart + match.index;
    if (start < from - 1 || start > from + whole.length) continue;
    // A pair in parentheses that call nothing is a tuple, as Python has it.
    if (
      /(?:^|[^\p{ID_Continue}$)\]\s])\s*\(\s*$/u.test(text.slice(0, from)) &&
      /^\s*\)/.test(text.slice(from + whole.length))
    )
      continue;
    // Alone between '(' and ')' or after '='; or in a formula, where it must be one number.
    const [left, right] = [text.slice(0, from), text.slice(from + whole.length)];
    const around = /(?:[(=\n]|^)\s*$/.test(left) && /^\s*(?:[);\n]|$)/.test(right);
    const inFormula = /(?:[(=\n+*/-]|^)\s*$/.test(left) && /^\s*(?:[-+*/);\n]|$)/.test(right);
    if (!around && !(inFormula && isOneNumber(before, from, cell))) continue;
    const isThousands = /^\d{3}([, ]\d{3})*(\.\d+)?$/.test(after) && /^\d{1,3}$/.test(before);
    // `zeros(2,3)`: two sizes, and no decimal comma.
    if (!isThousands && !takesNumber(from, cell)) continue;
    const place = { start: from, end: from + whole.length };
    const message = isThousands
      ? `No comma and no space stand in a number: write ${whole.replaceAll(/[, ]/g, "")} or ${whole.replaceAll(/[, ]/g, "_")}`
      : `Two numbers stand here. For a decimal number write a point: ${whole.replace(/\.(?=\d{3},)/, "").replace(",", ".")}`;
    return { message, place, alone: true };
  }
  return undefined;
};

/** Whether `0,5` in `0,5 * 1` must be one number: it begins with 0, which is no size, or a function of Math takes it. */
function isOneNumber(before: string, from: number, cell: WrongCell): boolean {
  const call = callAround(cell.text, from);
  return before === "0" || (call !== undefined && /^Math\./.test(textAt(cell, call.callee)));
}

/** Whether the first argument of the call here may be a number. It may where nothing is known of what is called. */
function takesNumber(from: number, { text, types }: WrongCell): boolean {
  const call = callAround(text, from);
  const first = (call && types?.parametersOf(call.callee))?.flatMap(([parameter]) => parameter ?? []) ?? [];
  return first.length === 0 || first.some(({ type }) => /(?:^|\| )(?:number|any|unknown|[A-Z]\w?)(?: \||$)/.test(type));
}
