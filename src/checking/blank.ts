// ____ stands where an answer goes. It type-checks anywhere, so an exercise runs before it is attempted.
import { jupyterDisplay, nodeInspect } from "../display/index.ts";

const jupyterValue: unique symbol = Symbol.for("Jupyter.value") as never;

/** What it is called where it travels between processes as a value. */
export const blankValueType = "unrolled.blank";

class Blank {
  /** In a formula it gives NaN, so that nothing throws and check() can say what is left to do. */
  [Symbol.toPrimitive](hint: string): number | string {
    return hint === "string" ? "____" : Number.NaN;
  }
  /** Between processes it is a blank, too, and not an object that cannot travel. */
  [jupyterValue]() {
    return { type: blankValueType };
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

/** Whether an answer is blank, or a list with a blank in it, however deep. A value that cannot be read is none. */
export function isBlank(value: unknown): boolean {
  const left: unknown[] = [value];
  const seen = new Set<unknown>(); // a list may hold itself
  try {
    while (left.length > 0) {
      const next = left.pop();
      if (next instanceof Blank) return true;
      if (!Array.isArray(next) || seen.has(next)) continue;
      seen.add(next);
      for (const item of next) left.push(item);
    }
    return false;
  } catch {
    return false;
  }
}
