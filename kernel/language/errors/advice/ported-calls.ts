// A call that is written as in another library: what to write for it here, by the parameters of the function there.
import { asFunction, type Found, firstBound, neededBy, type Ported, writePorted } from "../ported.ts";
import { fill, isSentence } from "../templates.ts";
import type { Words } from "../words.ts";

/**
 * What to write for a call, in words; undefined where the table has nothing for it.
 * @param name of a function, or of a method with a dot before it: ".clamp"
 * @param on what a method belongs to, `self`, and what an object that is made here is called with, `then`: `ReLU()(x)`
 */
export function adviceOnCall(
  name: string,
  values: readonly string[],
  words: Words,
  { self, then }: { self?: string | undefined; then?: readonly string[] | undefined } = {},
): string | undefined {
  const found = firstBound(words.ported.get(name) ?? [], { values, named: [] }, self);
  const [, made] = /^@([\w.]+)$/.exec(found?.ported.write ?? "") ?? [];
  if (made !== undefined)
    return adviceOnObject(`${name}(${values.join(", ")})`, found!, words.ported.get(made)!, words, then);
  if (!found) return undefined;
  const text = writtenAs(found, words);
  if (isSentence(text)) return text;
  // Where it stands there already, something else is wrong.
  return text === `${name}(${values.join(", ")})` ? undefined : `Write ${text} instead.${remarksOn(found)}`;
}

/** `CrossEntropyLoss({ ignoreIndex: 0 })`, whose objects are functions: what it was made with are that function's options. */
function adviceOnObject(
  call: string,
  { bound }: Found,
  targets: readonly Ported[],
  words: Words,
  then: readonly string[] | undefined,
): string | undefined {
  const free = neededBy(targets.at(-1)!);
  const named = [...bound.values].map(([name, value]) => ({ name, value }));
  const found = firstBound(targets, { values: then ?? free, named });
  if (!found) return undefined;
  const text = writtenAs(found, words);
  const written = then ? `${text} instead` : `${asFunction(text, free).text} instead of ${call}`;
  return `Write ${written}.${remarksOn(found)}`;
}

const writtenAs = ({ ported, bound }: Found, words: Words): string =>
  writePorted(ported, bound.values, code => inMethods(code, words));

const remarksOn = ({ bound }: Found): string =>
  bound.remarks.map(remark => ` ${remark[0]!.toUpperCase()}${remark.slice(1)}.`).join("");

/** A value whose methods are called: a list is made into one. */
export const inMethods = (code: string, { ofList }: Pick<Words, "ofList">): string =>
  /^\[.*\]$/s.test(code) ? fill(ofList, "", [code]) : code;
