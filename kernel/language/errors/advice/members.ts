// A property or method that the value does not have: the one that was meant, or the function that does it.
import { unknownMembers } from "../codes.ts";
import { nearest, sameLetters } from "../nearest.ts";
import { type Adviser, argumentsAt, objectBefore, textAt, withStep } from "../wrong-cell.ts";
import { said } from "./names.ts";
import { otherMembers } from "./other-members.ts";

export const adviseOnMembers: Adviser = (complaint, cell) => {
  if (!unknownMembers.has(complaint.code)) return undefined;
  const { text, types, words, names } = cell;
  const message = complaint.message.replace(/ Did you mean .*$/s, "");
  const written = textAt(cell, complaint);
  const [, type = ""] = /on type '(.*)'/.exec(message) ?? [];
  const object = objectBefore(text, complaint.start);
  if (!types || !object) return undefined;
  if (type.startsWith("Promise<")) return withStep({ ...complaint, message }, "Did you forget to use 'await'?");
  const members = types.membersOf(object);
  const step = (next: string) => ({ message: `${message} ${next}` });
  const meant = sameLetters(written, members);
  if (meant) return step(`Did you mean '${meant}'?`);
  if (/^\s*=(?!=)/.test(text.slice(complaint.end)) && type.startsWith("{"))
    return step(`Give the object '${written}' where it is made.`);
  if (/\bthis$/.test(textAt(cell, object))) return step(`Declare it in the class: '${written}' on a line of its own.`);
  const isCalled = /^\s*\(/.test(text.slice(complaint.end));
  const of = textAt(cell, object);
  if (/^(new )?(<.*>)?\(.*\) => /.test(type) && !isFunctionMember(written))
    return step(`'${of}' is a function: call it, ${of}(…)${/\.$/.test(of) ? "" : `.${written}`}`);
  const word = words.members.get(written);
  if (word !== undefined && !isOfLanguage(type))
    return step(said(ofObject(word, of, text.slice(complaint.end)), members));
  const plain = otherMembers[written];
  if (plain && members.includes(plain.needs)) return step(`Write ${plain.write.replaceAll("x.", `${of}.`)} instead.`);
  const fn = [...names.all()].find(({ name, kind }) => kind !== "type" && sameLetters(written, [name]));
  if (isCalled && fn && !isOfLanguage(type)) return step(`It is a function here: ${fn.name}(${of})`);
  const near = nearest(written, members);
  return near ? step(`Did you mean '${near}'?`) : undefined;
};

/** `x.reshape(shape)` of a table, of this object and with the arguments that are there. */
function ofObject(word: string, object: string, after: string): string {
  const [, method] = /^x\.([\w$]+)\(.*\)$/.exec(word) ?? [];
  const given = /^\s*\(/.test(after) ? argumentsAt(after, after.indexOf("(")) : undefined;
  if (method !== undefined && given && given.values.length > 0)
    return `${object}.${method}(${given.values.join(", ")})`;
  return word.replace(/\bx\b/g, object);
}

const isFunctionMember = (name: string) => ["apply", "call", "bind", "name", "length"].includes(name);

/** A list, text or number of JavaScript's own: no library's. */
const isOfLanguage = (type: string) => /\[\]$|^(string|number|boolean|bigint|".*"|\d.*|Math|Console)$/.test(type);
