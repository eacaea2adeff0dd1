// Which of a compiler's complaints come of a type that was left out: a first-year student may leave types out.
//
// TypeScript then puts a type of its own in the gap, and some of those take nothing: `{ loss: [] }` holds a list of `never`,
// `{}` has no property, the values of a `{}` and what a `catch` caught are `unknown`. Who writes such a type means it.
import type { Diagnostic } from "../cell/diagnostic.ts";

type Complaint = Pick<Diagnostic, "code" | "message">;

/** "… implicitly has an 'any' type". `noImplicitAny` is on all the same: without it `const losses = []` takes nothing. */
const implicitAny = new Set([
  7005, 7006, 7008, 7009, 7010, 7011, 7013, 7015, 7016, 7017, 7018, 7019, 7020, 7022, 7023, 7024, 7031, 7032, 7033,
  7034, 7039, 7050, 7051, 7052, 7053, 7055, 7057,
]);

/** Not assignable, no such property, no such operator, not iterable, is unknown, no overload. */
const fits = new Set([2322, 2339, 2345, 2365, 2488, 2571, 2769, 18046]);

/** A number as the key of a class or interface has no meaning: `x[0]` of a tensor would be undefined without a word. */
const numberOfNamed = /^Element .* expression of type '(?:number|-?\d+)' can't be used to index type '\p{Lu}[^']*'/u;

/** What is given is unknown; that a function elsewhere in the message takes an unknown is no excuse. */
const ofUnknown = /^(?:.*call\. )?(?:Argument of t|T)ype '[^']*\bunknown\b|\bo[fn] type 'unknown'|\btypes .*'unknown'/;

/** @param cell the text of the cell, which may name such a type itself */
export function isHarmless({ code, message }: Complaint, cell = ""): boolean {
  if (implicitAny.has(code)) return !numberOfNamed.test(message);
  if (!fits.has(code)) return false;
  return (
    /on type '\{\}'/.test(message) ||
    (!/\bnever\b/.test(cell) && /\btype '[^']*\bnever\b/.test(message)) ||
    (!/\bunknown\b/.test(cell) && ofUnknown.test(message))
  );
}
