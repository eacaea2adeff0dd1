// A call that is written as in another library: what to write for it here, by the parameters of the function there.
import { firstBound, writePorted } from "../ported.ts";
import { fill, isSentence } from "../templates.ts";
import type { Words } from "../words.ts";

/**
 * What to write for a call, in words; undefined where the table has nothing for it.
 * @param name of a function, or of a method with a dot before it: ".clamp"
 * @param self what the method belongs to
 */
export function adviceOnCall(name: string, values: readonly string[], words: Words, self?: string): string | undefined {
  const found = firstBound(words.ported.get(name) ?? [], { values, named: [] }, self);
  if (!found || found.ported.write.startsWith("@")) return undefined;
  const { ported, bound } = found;
  const text = writePorted(ported, bound.values, code => inMethods(code, words));
  if (isSentence(text)) return text;
  const said = bound.remarks.map(remark => ` ${remark[0]!.toUpperCase()}${remark.slice(1)}.`);
  return `Write ${text} instead.${said.join("")}`;
}

/** A value whose methods are called: a list is made into one. */
export const inMethods = (code: string, { ofList }: Pick<Words, "ofList">): string =>
  /^\[.*\]$/s.test(code) ? fill(ofList, "", [code]) : code;
