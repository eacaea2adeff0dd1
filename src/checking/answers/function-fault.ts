// What all answers that are functions share.
import { describeAnswer, isClass } from "../describe.ts";

/** Why a value is no function that could be an answer. */
export function functionFault(value: unknown): string | undefined {
  if (isClass(value)) return "expected a function, but got a class: write a function that makes and uses it";
  if (typeof value === "function") return undefined;
  return `expected a function, by its name and without parentheses: check(step), and not check(step(x)). It got ${describeAnswer(value)}`;
}
