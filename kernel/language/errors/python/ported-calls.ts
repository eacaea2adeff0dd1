// A call of another library's function in a program of Python's, written by that function's own parameters.
import {
  asFunction,
  type Found,
  firstBound,
  type Given,
  neededBy,
  type Ported,
  spelledPorted,
  writePorted,
} from "../ported.ts";
import { isSentence } from "../templates.ts";
import { type Called, callOf, callOfMade, type Meanings } from "./given.ts";
import { level, member, type Written } from "./written.ts";

/** Undefined where nothing is told of this function, or of such a call. */
export function portedCall(path: readonly string[], given: Given, meanings: Meanings): Called | undefined {
  const all = meanings.ported(path);
  if (!all) return undefined;
  const found = firstBound(all, given);
  if (!found && all.some(({ parameters }) => parameters.some(({ pattern }) => pattern))) return undefined;
  if (!found) return { written: member("…"), hint: `Write ${all.map(spelledPorted).join(" or ")}.` };
  const called = calledOf(found, meanings);
  if (called.call || !/^\p{Lu}/u.test(path.at(-1)!)) return called;
  return { ...called, call: given => callOfMade(called.written.text, given, meanings) };
}

/** The same of a method, whose value is `$self`. */
export function portedMethod(object: string, name: string, given: Given, meanings: Meanings): Called | undefined {
  const found = firstBound(meanings.ported([`.${name}`]) ?? [], given, object);
  return found && calledOf(found, meanings);
}

/** A call of an object of another library's class. */
export function portedObject(ported: Ported, object: string, given: Given, meanings: Meanings): Called {
  const found = firstBound([ported], given, object);
  if (!found) return { written: callOf(object, given, meanings) };
  return calledOf(found, meanings);
}

function calledOf({ ported, bound }: Found, meanings: Meanings): Called {
  const [, made] = /^@([\w.]+)$/.exec(ported.write) ?? [];
  const targets = made === undefined ? undefined : meanings.ported([made]);
  if (!targets) {
    const text = writePorted(ported, bound.values, meanings.withMethods);
    if (isSentence(text)) return { written: member("…"), hint: text };
    return { written: writtenAs(text), remarks: bound.remarks };
  }
  // An object that is a function: what it was made with are its options.
  const options = [...bound.values].map(([name, value]) => ({ name, value }));
  const call = (given: Given): Called => {
    const found = firstBound(targets, { values: given.values, named: [...options, ...given.named] });
    const remarks = [...bound.remarks, ...(found?.bound.remarks ?? [])];
    return found ? { ...calledOf(found, meanings), remarks } : { written: member("…") };
  };
  const free = neededBy(targets.at(-1)!);
  const whole = call({ values: free, named: [] });
  const { text, isName } = asFunction(whole.written.text, free);
  const written = isName ? member(text) : { text, level: level.lowest };
  return { ...whole, written, call };
}

const writtenAs = (text: string): Written => (/^-?\w+ [-+*/]/.test(text) ? { text, level: level.sum } : member(text));
