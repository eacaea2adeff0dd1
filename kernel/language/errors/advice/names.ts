// A name that nobody declared: the name that was meant, or what it is called here.

import { argumentsAt } from "../arguments.ts";
import { unknownNames } from "../codes.ts";
import { nearest, sameLetters } from "../nearest.ts";
import type { Place } from "../places.ts";
import { fill, fillOrLeaveOpen, isName, isSentence, isTemplate, spelled } from "../templates.ts";
import { wordAt } from "../words.ts";
import { type Adviser, callAround, startOfOperand, textAt, type WrongCell } from "../wrong-cell.ts";
import { otherMembers } from "./other-members.ts";
import { otherWords, typeWords } from "./other-words.ts";
import { adviceOnCall } from "./ported-calls.ts";

export const adviseOnNames: Adviser = (complaint, cell) => {
  if (!unknownNames.has(complaint.code)) return undefined;
  const written = textAt(cell, complaint);
  if (!/^[\p{ID_Continue}$]+$/u.test(written)) return undefined;
  const found = `Cannot find name '${written}'.`;
  if (complaint.file && !Object.hasOwn(Math, written))
    return { message: `${found} A file sees nothing of cells, and nothing is in scope by itself: import it there.` };
  // `for (i in range(3))`, as a whole.
  const [, count] = /^\s+(?:in|of)\s+range\(([^,()]+)\)/.exec(cell.text.slice(complaint.end)) ?? [];
  if (count !== undefined)
    return { message: `Count so: for (let ${written} = 0; ${written} < ${count}; ${written}++) { … }`, alone: true };
  // `help(lstn)`: of the name within is told.
  const asked = written === "help" && complaintWithin(complaint.end, cell);
  if (asked) return { message: "" };
  const step = nextStep(written, complaint, cell);
  return { message: `${found} ${step}` };
};

/** Another unknown name, alone in the parentheses that open here. */
const complaintWithin = (opening: number, { text, complaints }: WrongCell) =>
  complaints.some(
    ({ code, start, end }) =>
      unknownNames.has(code) && text.slice(opening, start).trim() === "(" && /^\s*\)/.test(text.slice(end)),
  );

/** Said of a name whose cell did not compile. */
export const refused = "(The cell that declares it had an error, and was not run.)";

const onlyType = 2693;
/** "The right-hand side of an 'instanceof' expression must be …" */
const noClass = 2359;

/** `Console.log(1)`: a type's name, where a value's is near. */
export const adviseOnTypes: Adviser = (complaint, cell) => {
  if (complaint.code !== onlyType && complaint.code !== noClass) return undefined;
  const written = textAt(cell, complaint);
  if (complaint.code === noClass) {
    const all = [...cell.names.all()].map(({ name }) => name).filter(name => /^\p{Lu}/u.test(name));
    const meant = sameLetters(written, all);
    return meant === undefined ? undefined : { message: `'${written}' is no class. ${didYouMean(meant)}` };
  }
  // A class of which only the type is exported is a class by its kind, so its own name is left out.
  const values = [...cell.names.all()].filter(({ kind, name }) => kind !== "type" && name !== written);
  const known = values.map(({ name }) => name);
  const ofOthers = cell.words.names.get(written);
  if (ofOthers !== undefined && known.includes(ofOthers))
    return { message: `'${written}' is a type. ${didYouMean(ofOthers)}` };
  const meant = sameLetters(written, [...known, ...Object.getOwnPropertyNames(globalThis)]);
  if (meant !== undefined && meant !== written) return { message: `'${written}' is a type. ${didYouMean(meant)}` };
  const word = ofOthers ?? otherWords[written];
  return word === undefined ? undefined : { message: `'${written}' is a type, and no value. ${said(word, known)}` };
};

function nextStep(written: string, { start, end }: { start: number; end: number }, cell: WrongCell): string {
  const { text, names, declared, words } = cell;
  if (names.wasRefused(written)) return refused;
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const asText =
    cell.types?.textsWantedAt({ start, end }).find(text => text === written) ??
    nearest(written, cell.types?.textsWantedAt({ start, end }) ?? []) ??
    sameText(written, { start, end }, cell);
  if (asText) return `Its name is wanted here, in quotes: "${asText}"`;
  if (/(?:^|[\w)\]>?])\s*:\s*$|\bas\s+$|<$/.test(before) && typeWords[written]) return `Write '${typeWords[written]}'.`;
  // A type's name is no value.
  const isType = /(?:^|[\w)\]>?])\s*:\s*$|\bas\s+$|<$|\bextends\s+$|\binstanceof\s+$/.test(before);
  const there = [...names.all()].filter(({ kind }) => isType || kind !== "type");
  const own = [...declared, ...there.filter(({ preloaded }) => !preloaded).map(({ name }) => name)];
  if (/^\s*=(?![=>])/.test(after) && !/:\s*$/.test(before)) {
    // In the parentheses of a call it is Python's way to name an argument.
    const call = /[(,]\s*$/.test(before) && callAround(text, start);
    if (call && !/^(if|while|for|switch|catch)$/.test(textAt(cell, call.callee)))
      return `Named arguments are written as an object: { ${optionName(written, words)}: … }`;
    const meant = sameLetters(written, own);
    const declare = "Declare it: write 'let' or 'const' before it.";
    return meant ? `${didYouMean(meant)} A new variable is declared with 'let' or 'const'.` : declare;
  }
  const [, loop] = (/\bfor\s*(await\s*)?\(\s*$/.test(before) && /^\s+(of|in)\b/.exec(after)) || [];
  if (loop === "of") return "Declare it: write 'let' or 'const' before it.";
  if (loop === "in")
    return `Declare it: write 'const' before it. The values of a list come by 'of': for (const ${written} of …)`;
  if (names.wasLost(written)) return "The kernel was restarted, and all values are gone: run the cells above again.";
  const known = [...own, ...there.map(({ name }) => name)];
  // A class is no value of its name: `optimizer` is no slip for `Optimizer`, but `linear(3, 4)` makes one.
  const isClass = (name: string) => /^\p{Lu}/u.test(name) && /^\p{Ll}/u.test(written) && !isType;
  const call = text[end] === "(" ? argumentsAt(text, end) : undefined;
  const given = call?.values;
  const then = call && text[call.end] === "(" ? argumentsAt(text, call.end)?.values : undefined;
  const ported = given && adviceOnCall(written, given, words, { then });
  if (ported) return ported;
  const meant = sameLetters(
    written,
    known.filter(name => !isClass(name)),
  );
  // Keras's class `Flatten` is a layer, and `flatten` a function.
  const asClass = /^\p{Lu}/u.test(written) && !known.includes(written) ? words.names.get(written) : undefined;
  if (meant && asClass && isName(asClass) && asClass !== meant) return didYouMean(asClass);
  if (meant) return didYouMean(meant);
  if (/^\s*(?:[-+*/%]|\*\*)=/.test(after)) return `Give it a first value: let ${written} = 0`;
  const dotted = fromPrefix(written, after, cell, known);
  if (dotted) return dotted;
  const told = words.names.get(written);
  // `grad(x)`, of which the table says "… w.grad.": it is a property, and no method.
  const method = told?.endsWith(`.${written}.`) ? undefined : asMethod(written, end, cell);
  if (method) return method;
  const word = told ?? otherWords[written] ?? fromTable(written, words.names);
  const plain = given && plainMethod(written, word, given, end, cell);
  if (plain !== undefined) return said(plain, known);
  const nearOwn = word !== undefined && isSentence(word) ? nearest(written, own) : undefined;
  if (nearOwn) return didYouMean(nearOwn);
  if (word === otherWords.print && written !== "print" && given && isUsed(before))
    return `Run the cell that declares it. (To print, write ${word}.)`;
  if (word !== undefined) return said(withArguments(word, given), known);
  const made = given && sameLetters(written, known.filter(isClass));
  if (made) return `It is a class: write new ${made}(${given.join(", ")})`;
  if (Object.hasOwn(Math, written)) return `Write Math.${written}.`;
  const cased = written.length > 3 ? sameLetters(written, Object.keys(otherWords)) : undefined;
  if (cased) return said(otherWords[cased]!, known);
  // Alone after `=` or `:`, it may be a text.
  const isValue = /(?:[^=!<>]=|:)\s*$/.test(before) && /^\s*(?:[;,}\n]|$)/.test(after) && !isType;
  const isAbsent = sameLetters(written, words.absent) !== undefined;
  const inCourse = nearest(written, [...(isAbsent ? own : known), ...namesIn(cell)]);
  if (inCourse) return didYouMean(inCourse);
  if (isAbsent) return "Other libraries have it; nothing here does the same.";
  const near = nearest(written, Object.getOwnPropertyNames(globalThis));
  if (near)
    return isValue
      ? `Is it a text? A text stands in quotes: "${written}". Or did you mean '${near}'?`
      : didYouMean(near);
  // A kernel that a front end has restarted knows nothing of the one before.
  if ([...names.all()].every(({ preloaded }) => preloaded))
    return "No cell has declared it since the kernel started: run the cells above, or check the spelling.";
  const unknown = "No cell has declared it: check the spelling, or run the cell that declares it.";
  return isValue ? `${unknown} Or is it a text? A text stands in quotes: "${written}"` : unknown;
}

/** Whether what a call gives is used: printing gives nothing, so `await echo(20)` calls a function of one's own. */
const isUsed = (before: string): boolean => /(?:\b(?:await|return)\s+|=>?\s*|[([,:+\-*/]\s*)$/.test(before);

/** What the cell's text calls by name, but for what nobody declared: parameters and local variables are among these. */
function namesIn(cell: WrongCell): Set<string> {
  const found = cell.text.matchAll(/(?<!\.\s*)[\p{ID_Start}$_][\p{ID_Continue}$]*/gu);
  const unknown = cell.complaints
    .filter(({ code }) => unknownNames.has(code))
    .map(complaint => textAt(cell, complaint));
  return new Set(found.map(([name]) => name).filter(name => !unknown.includes(name)));
}

const sameText = (written: string, place: Place, { types }: WrongCell) =>
  types?.textsWantedAt(place).find(text => text === written);

/** How an option of another library is called here. */
export function optionName(name: string, { options }: Pick<WrongCell["words"], "options">): string {
  const word = options.get(name);
  if (word !== undefined && !/\s/.test(word)) return word;
  // What is told of it is no name.
  return name.replace(/(?<=[a-z\d])_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

const didYouMean = (name: string) => `Did you mean '${name}'?`;

/** A word of a table: a name that is in scope, what to write, or a sentence. */
export function said(word: string, known: readonly string[]): string {
  if (known.includes(word)) return didYouMean(word);
  return isSentence(word) ? word : `Write ${word} instead.`;
}

/** A template with the arguments that are there, or with letters in their places. */
function withArguments(word: string, given: readonly string[] | undefined): string {
  if (!isTemplate(word)) return word;
  return given && given.length > 0 ? fillOrLeaveOpen(word, "x", given) : spelled(word);
}

/** `mean(xs)` of a plain list, which has no such method, where the table says `xs.mean()`. */
function plainMethod(
  written: string,
  word: string | undefined,
  given: readonly string[],
  end: number,
  cell: WrongCell,
) {
  const [, method] = /^\$1\.([\w$]+)\(/.exec(word ?? "") ?? [];
  const [first = ""] = given;
  const from = cell.text.indexOf(first, end);
  const members = cell.types?.membersOf({ start: from, end: from + first.length }) ?? [];
  if (method === undefined || members.length === 0 || members.includes(method)) return undefined;
  const template = otherMembers(written, members, 1);
  return template && fill(template, first, given.slice(1));
}

export function fromTable(written: string, table: ReadonlyMap<string, string>): string | undefined {
  // `model` is no slip for a class `Model`.
  const isLower = (name: string) => name[0] === name[0]!.toLowerCase();
  const key = sameLetters(
    written,
    [...table.keys()].filter(name => isLower(name) === isLower(written)),
  );
  return key === undefined ? undefined : table.get(key);
}

/** `np.zeros`, `nn.Linear`, `keras.layers.Dense`: the name behind the last dot stands alone here. */
function fromPrefix(written: string, after: string, { words }: WrongCell, known: string[]): string | undefined {
  if (!words.prefixes.has(written) && !words.modules.has(written)) return undefined;
  const [chain = ""] = /^(?:\s*\.\s*[\p{ID_Continue}$]+)+/u.exec(after) ?? [];
  const path = [written, ...chain.split(".").map(part => part.trim())].filter(Boolean);
  const alone = `Nothing stands before the dot here: ${words.inScope.join(", ")} are in scope by themselves.`;
  const meant = meantBy(path, words.names, known);
  const near = meant === undefined ? nearest(written, known) : undefined;
  if (near !== undefined) return didYouMean(near);
  return meant === undefined
    ? alone
    : `${said(withArguments(meant, undefined), known)} It stands alone, without '${path.slice(0, -1).join(".")}.'.`;
}

/** What a path of another library's is called here. */
export function meantBy(
  path: readonly string[],
  names: ReadonlyMap<string, string>,
  known: readonly string[],
): string | undefined {
  const last = path.at(-1);
  if (last === undefined || path.length < 2) return undefined;
  return wordAt(path, names) ?? sameLetters(last, known) ?? fromTable(last, names);
}

/** `sum(x)` of an `x` that has a method of this name. */
function asMethod(written: string, end: number, cell: WrongCell): string | undefined {
  const { text, types } = cell;
  if (!types || text[end] !== "(") return undefined;
  const given = argumentsAt(text, end);
  let at = end + 1;
  for (const [index, value] of (given?.values ?? []).entries()) {
    const from = text.indexOf(value, at);
    at = from + value.length;
    const member = sameLetters(written, types.membersOf({ start: from, end: at }));
    if (!member || startOfOperand(text, at) !== from) continue;
    const others = given!.values.filter((_, other) => other !== index);
    return `It is a method: ${value}.${member}(${others.join(", ")})`;
  }
  return undefined;
}
