// A value as readable text of bounded size, without colours: what text/plain holds when nothing better is known.
import { inspect as nodeInspect } from "node:util";

const MAX_LENGTH = 100_000;

const OPTIONS = {
  colors: false,
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 100,
} as const;

/** Never throws: a custom inspection that does is named in the text, beside what can be shown without it. */
export function inspect(value: unknown): string {
  let text: string;
  try {
    text = nodeInspect(value, OPTIONS);
  } catch (error) {
    text = inspectPlainly(value, error);
  }
  return text.length <= MAX_LENGTH
    ? text
    : `${text.slice(0, MAX_LENGTH)}\n… ${text.length - MAX_LENGTH} more characters`;
}

function inspectPlainly(value: unknown, error: unknown): string {
  const note = `(showing it threw ${describeThrown(error)})`;
  try {
    return `${nodeInspect(value, { ...OPTIONS, customInspect: false })}\n${note}`;
  } catch {
    return `[${typeof value}] ${note}`;
  }
}

/** "TypeError: x is not a function", for whatever was thrown; never throws itself. */
export function describeThrown(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : nodeInspect(thrown, { depth: 0 });
  } catch {
    return "something that cannot be shown";
  }
}
