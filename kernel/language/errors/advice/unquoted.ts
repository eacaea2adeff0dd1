// A text without its quotes, as an argument: `assignment(counting)`, `student(ana)`.
import { unknownNames } from "../codes.ts";
import { nearest } from "../nearest.ts";
import { type Adviser, callAround, lineOf, type Reader, textAt, type WrongCell } from "../wrong-cell.ts";

/** Names and dashes. */
const bare = /^[\p{ID_Start}_$][\p{ID_Continue}$]*(?:-[\p{ID_Continue}$]+)*$/u;

export const adviseOnUnquoted: Adviser = (complaint, cell) => {
  const isName = unknownNames.has(complaint.code);
  if (!isName || complaint.file || !bare.test(textAt(cell, complaint))) return undefined;
  const call = callAround(cell.text, complaint.start);
  const place = call && placeOfArgument(complaint.start, call, cell);
  if (!place || !bare.test(place.written)) return undefined;
  const { written, index } = place;
  // Each part of it is to be unknown, else it is a difference of what is there.
  const [first = written] = written.split("-");
  if (cell.names.get(first) || cell.declared.has(first)) return undefined;
  const types = cell.types?.parametersOf(call.callee).map(parameters => parameters[index]?.type ?? "") ?? [];
  const texts = types.flatMap(type => [...type.matchAll(/"([^"]*)"/g)].map(([, text]) => text!));
  const rewritten = (text: string) =>
    `${textAt(cell, call.callee)}(${call.values.with(index, `"${text}"`).join(", ")})`;
  const meant = texts.find(text => text === written) ?? nearest(written, texts);
  if (meant !== undefined)
    return { message: `The name is a text, and stands in quotes: ${rewritten(meant)}`, alone: true };
  if (texts.length > 0 && types.every(isTexts))
    return { message: `A text is wanted here, in quotes: ${listed(texts)}.`, alone: true };
  const own = [...cell.names.all()].filter(({ preloaded }) => !preloaded).map(({ name }) => name);
  const isNew = nearest(written, own) === undefined;
  if (!isNew || types.length === 0 || !types.every(mayBeText)) return undefined;
  return { message: `Cannot find name '${written}'. A text stands in quotes: ${rewritten(written)}`, alone: true };
};

/** `assignment counting`: a preloaded name, and another word, alone in their line. */
export const readUnquoted: Reader = ({ text, complaints: [first], names }) => {
  if (!first) return undefined;
  const line = text.split("\n")[lineOf(text, first.start) - 1]!;
  const [, callee = "", word = ""] =
    /^\s*([\p{ID_Start}_$][\p{ID_Continue}$]*)[ \t]+([\p{L}\d_-]+)\s*;?\s*$/u.exec(line) ?? [];
  if (!bare.test(word) || names.preloaded(callee) === undefined) return undefined;
  return { message: `A call has parentheses: ${callee}(${names.get(word) ? word : `"${word}"`})`, alone: true };
};

const mayBeText = (type: string) => /^(?:(?:number|undefined) \| )*string(?: \| (?:number|undefined))*$/.test(type);

/** Nothing but texts may stand there. */
const isTexts = (type: string) => /^"[^"]*"(?: \| "[^"]*")*$/.test(type);

const listed = (texts: readonly string[]) => [...new Set(texts)].map(text => `"${text}"`).join(", ");

function placeOfArgument(
  start: number,
  { callee, values }: { callee: { end: number }; values: string[] },
  { text }: WrongCell,
): { written: string; index: number } | undefined {
  let at = callee.end;
  for (const [index, written] of values.entries()) {
    const from = text.indexOf(written, at);
    at = from + written.length;
    if (from <= start && start < at) return { written, index };
  }
  return undefined;
}
