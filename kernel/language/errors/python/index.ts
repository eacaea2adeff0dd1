// Python in a cell that does not compile: said once, with the same in TypeScript.

import type { Diagnostic } from "../../cell/diagnostic.ts";
import { meantBy, optionName } from "../advice/names.ts";
import { inMethods } from "../advice/ported-calls.ts";
import { unknownMembers, unknownNames } from "../codes.ts";
import { sameLetters } from "../nearest.ts";
import { fill } from "../templates.ts";
import { wordAt } from "../words.ts";
import { callAround, lineOf, type Reader, type WrongCell } from "../wrong-cell.ts";
import type { Meanings } from "./given.ts";
import { type Line, translate } from "./program.ts";
import type { Import, Statement } from "./statements.ts";

/** Values of an operator that do not fit it, or that are never equal; the left side of a comma that nobody uses. */
const operands = new Set([2361, 2362, 2363, 2365, 2367, 2638, 2695]);

/** "'Dense' only refers to a type". */
const onlyType = 2693;

/** `f(epochs=2)` of a name that is in scope: TypeScript reads that it is given a value. */
const isNamedArgument = (start: number, text: string) =>
  /[(,]\s*$/.test(text.slice(0, start)) &&
  /^[\p{ID_Continue}$]+\s*=(?![=>])/u.test(text.slice(start)) &&
  callAround(text, start) !== undefined;

/** What a line of Python never has. */
const typescriptOnly = /^[ \t]*(?:(?:const|let|var|function|export|interface)\b|\/\/)|=>|===|!==/m;

/** A longer program is not written out. */
const mostLines = 40;

export const readPython: Reader = cell => {
  const { text, complaints, words, types } = cell;
  const complained = new Set(complaints.map(({ start }) => lineOf(text, start) - 1));
  const isTypeScript = typescriptOnly.test(text);
  // What nobody complains of is TypeScript. Of an error of syntax the compiler says nothing about what lines mean.
  const stays = ({ first, last, tokens, statement }: Line) =>
    tokens?.length !== 0 &&
    !statement?.opens &&
    !statement?.continues &&
    ![...complained].some(line => line >= first && line <= last) &&
    (types !== undefined || (isTypeScript && statement?.isPython === false && !statement.isNamedArguments));
  const { lines, typescript } = translate(text, meaningsIn(cell), stays);
  // Where there is no error of syntax, only some complaints can come of Python.
  const comesOfPython = ({ code, message, start }: Diagnostic) =>
    types === undefined ||
    unknownNames.has(code) ||
    code === onlyType ||
    unknownMembers.has(code) ||
    operands.has(code) ||
    isNamedArgument(start, text) ||
    /'object'\.$/.test(message);
  const wrong = new Set(complaints.filter(comesOfPython).map(({ start }) => lineOf(text, start) - 1));
  // What is wrong with `import math` the compiler finds in the next line.
  const isWrong = ({ first, last, statement }: Line) =>
    [...wrong].some(line => line >= first && line <= (statement?.imports ? last + 1 : last));
  const [python] = lines.filter(line => (line.statement?.isPython || isComment(line)) && isWrong(line));
  if (!python) return undefined;
  const place = placeOf(text, python);
  const { statement } = python;
  if (statement?.imports)
    return { message: importWords(statement.imports, words), place, alone: true, ...instead(typescript) };
  if (!statement) return { message: `A comment begins with '//' here: // ${python.comment}`, place, alone: true };
  const said = statement.isWhole ? statement.typescript.trim() : "";
  const message =
    statement.isNamedArguments && said !== ""
      ? `Named arguments are written as an object: ${said}${statement.remark ? ` // ${statement.remark}` : ""}`
      : `This is Python. ${statement.hint || inTypeScript(statement, said)}`;
  return {
    message,
    place,
    alone: true,
    ...instead(typescript === said || typescript === `${said}  // ${statement.remark}` ? undefined : typescript),
  };
};

function inTypeScript({ isWhole, opens, closes = "}", remark }: Statement, said: string): string {
  if (!isWhole) return "This kernel speaks TypeScript, which has no such line.";
  if (said === "") return "In TypeScript there is nothing to write: leave the line out.";
  return `In TypeScript: ${said}${opens ? ` … ${closes}` : ""}${remark ? ` // ${remark}` : ""}`;
}

const isComment = ({ tokens, comment }: Line) => tokens?.length === 0 && comment !== undefined;

const instead = (typescript: string | undefined) =>
  typescript !== undefined && typescript !== "" && typescript.split("\n").length <= mostLines
    ? { instead: typescript }
    : {};

function placeOf(text: string, { first, last }: Line): { start: number; end: number } {
  const lines = text.split("\n");
  const before = lines.slice(0, first).reduce((sum, { length }) => sum + length + 1, 0);
  const start = before + lines[first]!.length - lines[first]!.trimStart().length;
  const end =
    lines
      .slice(first, last + 1)
      .join("\n")
      .trimEnd().length + before;
  return { start, end };
}

function importWords({ module, instead }: Import, { modules, inScope }: WrongCell["words"]): string {
  const [top] = module.split(".");
  if (modules.has(top!) || modules.has(module))
    return `Nothing is to be imported: ${inScope.join(", ")} and the rest are in scope. Leave the line out.`;
  if (instead !== undefined) return `Nothing is to be imported: ${instead}. Leave the line out.`;
  return `This is Python's import, and Python's packages are not here. Leave the line out.`;
}

function meaningsIn({
  text,
  types,
  names,
  declared,
  words,
}: WrongCell): Omit<Meanings, "isClass" | "isObject" | "leaveUntold"> {
  const known = [...names.all()].filter(({ kind }) => kind !== "type").map(({ name }) => name);
  // A class that another library has may be exported here as a type alone.
  const isOthers = (name: string) =>
    /^\p{Lu}/u.test(name) && words.names.has(name) && names.get(name)?.preloaded === true;
  const isKnown = (name: string) =>
    declared.has(name) || (names.get(name) !== undefined && !isOthers(name)) || name === "console" || name === "Math";
  const placeOf = (code: string) => {
    const found = code === "" ? null : new RegExp(`(?<![\\w$.])${RegExp.escape(code)}(?![\\w$])`).exec(text);
    return found ? { start: found.index, end: found.index + code.length } : undefined;
  };
  const membersOf = (code: string) => {
    const place = placeOf(code);
    return (place && types?.membersOf(place)) ?? [];
  };
  return {
    isKnown,
    isVariable: name => names.get(name)?.kind === "let",
    called(path) {
      if (path.length > 1) return meantBy(path, words.names, known);
      const [name = ""] = path;
      return isKnown(name) ? undefined : (words.names.get(name) ?? sameLetters(name, known));
    },
    objectCall: path => wordAt(path, words.objects),
    ported: path => wordAt(path, words.ported),
    isPrefix: name => !isKnown(name) && (words.prefixes.has(name) || words.modules.has(name)),
    option(name, value) {
      const word = words.options.get(`${name}=${value}`) ?? words.options.get(name);
      return word !== undefined && /\s/.test(word) ? word : optionName(name, words);
    },
    byPlace: called => [...(words.byPlace.get(called) ?? []), ...(words.byPlace.get("*") ?? [])],
    method(name, of = "") {
      const place = placeOf(of);
      return words.members.get(`${place && types?.typeOf(place)}.${name}`) ?? words.members.get(name);
    },
    isAwaited: method => words.awaited.has(method),
    isUncalled: name => words.uncalled.has(name),
    membersOf,
    withMethods: code => (membersOf(code).includes("push") ? fill(words.ofList, "", [code]) : inMethods(code, words)),
    callMethod: words.call,
  };
}
