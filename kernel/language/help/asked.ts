// Help as other languages' shells are asked for it: `help(simpleRNN)`, `simpleRNN?`, `?simpleRNN`.
//
// None of these compiles, so they are looked for only in a cell that has an error.
import type { MimeBundle } from "../../protocol/mime.ts";
import type { Diagnostic } from "../cell/diagnostic.ts";
import { unknownNames } from "../errors/codes.ts";

export interface HelpAsked {
  /** What is to be described; undefined where somebody asks for help as such. */
  name: string | undefined;
  /** At 1 also what declares it, as `name??` asks. */
  level: 0 | 1;
}

const path = String.raw`([\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)`;
const asked = [
  String.raw`(?:help|doc|man|info|describe)\(\s*["']?${path}["']?(?:\(\))?\s*\)`,
  String.raw`(?:help|man|doc|info)\s+${path}`,
  String.raw`(\?\??)\s*${path}(?:\(\))?`,
  String.raw`${path}(?:\(\))?\s*(\?\??)`,
].map(form => new RegExp(`^\\s*${form}\\s*;?\\s*$`, "u"));
const asSuch = /^\s*(?:help|man|\?|help\(\)|\?\?)\s*;?\s*$/;

/** @param complaints of the compiler about the cell */
export function helpAsked(text: string, [first]: readonly Diagnostic[]): HelpAsked | undefined {
  // A `help` that somebody declared is theirs.
  if (!first || (first.code >= 2000 && !(unknownNames.has(first.code) && first.start <= text.search(/\S/))))
    return undefined;
  if (asSuch.test(text)) return { name: undefined, level: 0 };
  for (const form of asked) {
    const found = form.exec(text)?.slice(1);
    const name = found?.find(part => part !== undefined && !part.startsWith("?"));
    if (name !== undefined) return { name, level: found!.includes("??") ? 1 : 0 };
  }
  return undefined;
}

const lines = [
  "To read about a name, put the cursor on it and press Shift+Tab, or run help(name).",
  "To see what there is, type the first letters and press Tab; behind a dot, Tab lists what a value has.",
];

export const helpAsSuch: MimeBundle = { "text/plain": lines.join("\n"), "text/markdown": lines.join("  \n") };
