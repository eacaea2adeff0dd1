// A cell that does not compile, as advice about it sees it: its text, the complaints, and who can be asked.

import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Known, Names } from "../cell/names.ts";
import { openParenthesisBefore } from "../cell/open-parenthesis.ts";
import { argumentsAt } from "./arguments.ts";
import type { Folder } from "./folder.ts";
import type { Place, TypesAt } from "./places.ts";
import type { Words } from "./words.ts";

export interface WrongCell {
  text: string;
  /** In the order of their places. */
  complaints: readonly Diagnostic[];
  names: Names;
  /** What the cell itself declares at its top level. */
  declared: ReadonlySet<string>;
  words: Words;
  folder: Folder;
  /** Absent where the cell has errors of syntax: then no types are known. */
  types: TypesAt | undefined;
}

/** What is said of a complaint in place of the compiler's words. */
export interface Advice {
  message: string;
  /** Another place than the complaint's. */
  place?: Place;
  /** What to write in place of what stands there, where that is more than the message can hold. */
  instead?: string;
  /** It explains the whole cell: every other complaint comes of it. */
  alone?: boolean;
}

/** A kind of advice about one complaint; undefined where the complaint is of another kind. */
export type Adviser = (complaint: Diagnostic, cell: WrongCell) => Advice | undefined;

/** A kind of advice about the cell as a whole. */
export type Reader = (cell: WrongCell) => Advice | undefined;

export const textAt = ({ text }: WrongCell, { start, end }: Place): string => text.slice(start, end);

/** The compiler's words, and the next step behind them. */
export const withStep = ({ message }: Diagnostic, step: string): Advice => ({ message: `${message} ${step}` });

/** The number of the line, counted from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** The place of the expression before the dot that a member at this offset stands behind. */
export function objectBefore(text: string, offset: number): Place | undefined {
  const dot = /\s*\??\.\s*$/.exec(text.slice(0, offset));
  if (!dot) return undefined;
  const start = startOfOperand(text, dot.index);
  return start === undefined ? undefined : { start, end: dot.index };
}

/** Where the operand begins that ends at an offset: a name, members, calls and indices of it, or a literal. */
export function startOfOperand(text: string, end: number): number | undefined {
  let at = end;
  for (;;) {
    const before = text.slice(0, at);
    const last = before.at(-1);
    if (last === undefined) return undefined;
    // `x!.y`
    if (last === "!" && at > 0) {
      at -= 1;
      continue;
    }
    if (")]}".includes(last)) {
      const opening = openingOf(before);
      if (opening === undefined) return undefined;
      at = opening;
      // What is called or indexed stands before; a list or a group does not.
      if (!/[\p{ID_Continue}$)\]]$/u.test(text.slice(0, at)) || last === "}") return at;
      continue;
    }
    const [word] = /(?:[\p{ID_Continue}$]+|"[^"\n]*"|'[^'\n]*'|`[^`]*`)$/u.exec(before) ?? [];
    if (word === undefined) return undefined;
    at -= word.length;
    const [dot] = /\s*\??\.\s*$/.exec(text.slice(0, at)) ?? [];
    if (dot === undefined) {
      // `new X(1).y`, where what is made is a part of it.
      const [made = ""] = text.slice(at, end).includes("(") ? (/\bnew\s+$/.exec(text.slice(0, at)) ?? []) : [];
      return at - made.length;
    }
    at -= dot.length;
  }
}

/** Where the bracket stands that the last character of the text closes. Texts with brackets in them are not looked into. */
function openingOf(text: string): number | undefined {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (")]}".includes(text[at]!)) depth += 1;
    else if ("([{".includes(text[at]!)) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** The call whose parentheses an offset stands in: what is called, and what it is given. */
export function callAround(text: string, offset: number): { callee: Place; values: string[]; end: number } | undefined {
  const at = openParenthesisBefore(text, offset);
  if (at === undefined) return undefined;
  const start = startOfOperand(text, at);
  const given = argumentsAt(text, at);
  return start === undefined || !given ? undefined : { callee: { start, end: at }, ...given };
}

/** A name that the learner declared and that hides one of a preloaded package. */
export function hidden(names: Names, written: string): Known | undefined {
  const known = names.get(written);
  return known && !known.preloaded && names.preloaded(written) ? known : undefined;
}
