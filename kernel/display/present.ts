// A value as a MIME bundle: by its own display method where it has one, else by a readable inspection.
//
// `Symbol.for("Jupyter.display")` is the convention of Deno's kernel, so values show themselves there too; `$display`
// is the same method under a plain name. Whatever such a method does, the cell goes on: what it threw is said in the output.
import { types } from "node:util";
import type { Presentation } from "../protocol/mime.ts";
import { toPresentation } from "./bundle.ts";
import { describeThrown, inspect } from "./inspect.ts";
import { offered, offeredTogether, withOffered } from "./offered.ts";

const displaySymbol = Symbol.for("Jupyter.display");

/** `undefined` has nothing to show. Only a display method that is asynchronous makes the answer a promise. */
export function present(value: unknown): Presentation | undefined | Promise<Presentation> {
  if (value === undefined) return undefined;
  try {
    const method = displayMethod(value);
    if (!method) return presentOffered(value) ?? presentPlainly(value);
    const returned = method.call(value);
    return isThenable(returned)
      ? Promise.resolve(returned).then(
          later => complete(value, later),
          error => failed(value, error),
        )
      : complete(value, returned);
  } catch (error) {
    return failed(value, error);
  }
}

/** By what a value of another library offers, alone or in a list or object. Whatever goes wrong with it, it is inspected instead. */
function presentOffered(value: unknown): Presentation | undefined {
  try {
    const data = offered(value) ?? offeredTogether(value);
    if (data) return { data, metadata: {} };
    const inspected = inspect(withOffered(value));
    return { data: { "text/plain": inspected + pendingNote(value, inspected) }, metadata: {} };
  } catch {
    return undefined;
  }
}

/** An `await` that was forgotten shows in nothing else. */
const pendingNote = (value: unknown, inspected: string): string =>
  types.isPromise(value) && /<pending>/.test(inspected)
    ? "\nThis is still running: put await before it, to wait for it and to see its value."
    : "";

/** By its inspection, whatever methods it has. */
export function presentPlainly(value: unknown): Presentation {
  return { data: { "text/plain": inspect(value) }, metadata: {} };
}

function displayMethod(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  const candidate = value as { [displaySymbol]?: unknown; $display?: unknown };
  for (const method of [candidate[displaySymbol], candidate.$display])
    if (typeof method === "function") return method as () => unknown;
  return undefined;
}

/** Every bundle has a text/plain, which is what a terminal and `unrolled run` print. */
function complete(value: unknown, returned: unknown): Presentation {
  try {
    const { data, metadata } = toPresentation(returned);
    return { data: "text/plain" in data ? data : { ...data, "text/plain": inspect(value) }, metadata };
  } catch (error) {
    return failed(value, error);
  }
}

function failed(value: unknown, error: unknown): Presentation {
  const text = `${inspect(value)}\n(its display method failed: ${describeThrown(error)})`;
  return { data: { "text/plain": text }, metadata: {} };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
