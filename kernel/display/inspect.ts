// A value as readable text of bounded size, without colors: what text/plain holds when nothing better is known.
import { inspect as nodeInspect } from "node:util";

const maxLength = 100_000;

const inspectOptions = {
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
    text = nodeInspect(value, inspectOptions);
  } catch (error) {
    text = inspectPlainly(value, error);
  }
  return bounded(text);
}

/** What a front end can still draw, and the rest as its length. */
export function bounded(text: string): string {
  const more = text.length - maxLength;
  return more <= 0 ? text : `${text.slice(0, maxLength)}\n… ${more} more characters`;
}

function inspectPlainly(value: unknown, error: unknown): string {
  const note = `(showing it threw ${describeThrown(error)})`;
  try {
    return `${nodeInspect(value, { ...inspectOptions, customInspect: false })}\n${note}`;
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

/** Its stack, where it has one, else what it is; never throws itself. */
export function describeWithStack(thrown: unknown): string {
  try {
    if (thrown instanceof Error && thrown.stack) return String(thrown.stack);
  } catch {} // a proxy, or a getter of its own
  return describeThrown(thrown);
}
