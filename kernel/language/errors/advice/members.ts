// A property or method that the value does not have: the one that was meant, or the function that does it.

import { argumentsAt } from "../arguments.ts";
import { unknownMembers } from "../codes.ts";
import { nearest, sameLetters } from "../nearest.ts";
import type { Place } from "../places.ts";
import { fillOrLeaveOpen, spelled } from "../templates.ts";
import type { Words } from "../words.ts";
import { type Advice, type Adviser, objectBefore, textAt, type WrongCell, withStep } from "../wrong-cell.ts";
import { fromTable, said } from "./names.ts";
import { comparedAt } from "./operators.ts";
import { otherMembers } from "./other-members.ts";
import { adviceOnCall } from "./ported-calls.ts";

export const adviseOnMembers: Adviser = (complaint, cell) => {
  if (!unknownMembers.has(complaint.code)) return undefined;
  const { text, types, words, names } = cell;
  const message = complaint.message.replace(/ Did you mean .*$/s, "");
  const written = textAt(cell, complaint);
  const [, type = ""] = /on type '(.*)'/.exec(message) ?? [];
  const object = objectBefore(text, complaint.start);
  if (types && !object) {
    // `const { hiden } = …`
    const [, pattern, value] = /^([^{}]*\}\s*=\s*)(.*?)\s*;?\s*(?:\n|$)/.exec(text.slice(complaint.end)) ?? [];
    if (pattern === undefined || value === undefined) return undefined;
    const start = complaint.end + pattern.length;
    const near = nearest(written, types.membersOf({ start, end: start + value.length }));
    const members = types.membersOf({ start, end: start + value.length });
    if (near) return { message: `${message} Did you mean '${near}'?` };
    return listed(written, members.length <= mostNamed ? "{ }" : type, members);
  }
  if (!types || !object) return undefined;
  // `(x == y).mean()`, where values are compared number by number.
  const compared = type === "boolean" ? comparedAt(object, cell, types) : undefined;
  if (compared) return compared;
  if (type.startsWith("Promise<")) return withStep({ ...complaint, message }, "Did you forget to use 'await'?");
  const members = types.membersOf(object);
  const step = (next: string) => ({ message: `${message} ${next}` });
  const meant = sameLetters(written, members);
  if (meant) return step(`Did you mean '${meant}'?`);
  const isGivenValue = /^\s*=(?!=)/.test(text.slice(complaint.end));
  const [, property] = /^\$0\.([\w$]+)$/.exec(words.members.get(written) ?? "") ?? [];
  if (isGivenValue && property !== undefined && members.includes(property))
    return step(`It is called '${property}' here.`);
  const set = isGivenValue ? insteadOfSetting(complaint, object, type, cell) : undefined;
  if (set !== undefined) return step(said(set, members));
  if (isGivenValue && type.startsWith("{")) return step(`Give the object '${written}' where it is made.`);
  if (/\bthis$/.test(textAt(cell, object))) return step(`Declare it in the class: '${written}' on a line of its own.`);
  const isCalled = /^\s*\(/.test(text.slice(complaint.end));
  const of = textAt(cell, object);
  if (/^(new )?(<.*>)?\(.*\) => /.test(type) && !isFunctionMember(written))
    return step(`'${of}' is a function: call it, ${of}(…)${/\.$/.test(of) ? "" : `.${written}`}`);
  const given = isCalled ? argumentsAt(text, text.indexOf("(", complaint.end))?.values : undefined;
  const asCalled = given && !isOfLanguage(type) && adviceOnCall(`.${written}`, given, words, { self: of });
  if (asCalled) return step(asCalled);
  // What a value of this type is for says more than a name that is near.
  const ofType = words.given.get(type);
  const told = wordFor(written, type, words);
  // What a tensor has instead, a value of another class may not have.
  const [, instead] = /^\$0\.([\w$]+)/.exec(told ?? "") ?? [];
  const isThere = instead !== undefined && members.includes(instead);
  if (ofType !== undefined && !isGivenValue && !isThere) return step(ofType);
  const word = instead === undefined || isThere ? told : undefined;
  if (word !== undefined && !isOfLanguage(type))
    return word === "$0"
      ? step("Nothing takes its place: leave it out.")
      : step(said(filled(word, of, given), members));
  if (written === "then" || written === "catch")
    return step("The value is there at once: neither .then nor await is needed.");
  const plain = otherMembers(written, members, given?.length ?? 0);
  if (plain !== undefined) return step(said(filled(plain, of, given), members));
  const fn = [...names.all()].find(({ name, kind }) => kind !== "type" && sameLetters(written, [name]));
  if (isCalled && fn && !isOfLanguage(type))
    return step(`It is a function here: ${fn.name}(${[of, ...(given ?? [])].join(", ")})`);
  if (words.absent.has(written) && !isOfLanguage(type))
    return step("Other libraries have it; nothing here does the same.");
  const near = nearest(written, members) ?? withLastLetter(written, members);
  return near ? step(`Did you mean '${near}'?`) : listed(written, type, members);
};

/** What the table has for a member: of this type (`Optimizer.save`), of any, or of any type that lacks it (`*.save`). */
function wordFor(written: string, type: string, { members }: Words): string | undefined {
  const ofType = `${type.replace(/<.*>$/s, "")}.${written}`;
  return (
    members.get(ofType) ??
    fromTable(ofType, members) ??
    members.get(written) ??
    fromTable(written, members) ??
    members.get(`*.${written}`)
  );
}

/** A property that is set and may only be read. */
export const adviseOnReadonly: Adviser = (complaint, cell) => {
  const object = complaint.code === readonly ? objectBefore(cell.text, complaint.start) : undefined;
  const type = object && cell.types?.typeOf(object);
  const set = type && insteadOfSetting(complaint, object, type, cell);
  return set ? withStep(complaint, said(set, [])) : undefined;
};

/** What to write in the place of `p.requiresGrad = false`: what the table has for `requiresGrad=` of this type. */
function insteadOfSetting(member: Place, object: Place, type: string, cell: WrongCell): string | undefined {
  const [, value] = /^\s*=\s*([^\n;]*[^\n;\s])/.exec(cell.text.slice(member.end)) ?? [];
  const word = value && wordFor(`${textAt(cell, member)}=`, type, cell.words);
  return word ? filled(word, textAt(cell, object), [value]) : undefined;
}

/** "Cannot assign to 'x' because it is a read-only property." */
const readonly = 2540;

/** `ad` of what has `add`: so short a word is recognized where it only lacks its last letter. */
function withLastLetter(written: string, members: readonly string[]): string | undefined {
  const found = members.filter(name => name.length === written.length + 1 && name.startsWith(written));
  return found.length === 1 ? found[0] : undefined;
}

/** So many are told. */
const mostListed = 24;
/** And of an object whose type has a name. */
const mostNamed = 8;

/** Of an object whose type has no name, what it has is told. */
function listed(written: string, type: string, members: readonly string[]): Advice | undefined {
  // What was numbered is told in its order: q2 before q10.
  const names = members.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return !/^\{ .*\}$/s.test(type) || names.length === 0 || names.length > mostListed
    ? undefined
    : { message: `There is no '${written}' here: there are ${names.join(", ")}.` };
}

/** A template, of this object and with the arguments that are there. */
const filled = (template: string, object: string, given: readonly string[] = []) =>
  given.length > 0 ? fillOrLeaveOpen(template, object, given) : spelled(template.replaceAll("$0", object));

const isFunctionMember = (name: string) => ["apply", "call", "bind", "name", "length"].includes(name);

/** A list, text or number of JavaScript's own: no library's. */
const isOfLanguage = (type: string) => /\[\]$|^(string|number|boolean|bigint|".*"|\d.*|Math|Console)$/.test(type);
