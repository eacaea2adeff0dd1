// ____ stands where an answer goes. It type-checks anywhere, so an exercise runs before it is attempted.
import { jupyterDisplay, nodeInspect } from "../display/index.ts";

class Blank {
  /** In a formula it gives NaN, so that nothing throws and check() can say what is left to do. */
  [Symbol.toPrimitive](hint: string): number | string {
    return hint === "string" ? "____" : Number.NaN;
  }
  [jupyterDisplay]() {
    return { "text/plain": "____" };
  }
  [nodeInspect](): string {
    return "____";
  }
}

/** Replace this with your answer. */
// biome-ignore lint/suspicious/noExplicitAny: it must type-check wherever a value may stand
export const ____: any = Object.freeze(new Blank());

/** Whether an answer is blank, or a list with a blank in it. */
export const isBlank = (value: unknown): boolean => holdsBlank(value, new Set());

/** @param seen lists that were looked into: one may hold itself */
function holdsBlank(value: unknown, seen: Set<unknown>): boolean {
  if (value instanceof Blank) return true;
  if (!Array.isArray(value) || seen.has(value)) return false;
  seen.add(value);
  return value.some(item => holdsBlank(item, seen));
}
