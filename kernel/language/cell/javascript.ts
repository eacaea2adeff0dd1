// Most cells are JavaScript: nothing is to be erased, and the compiler need only check them.
import { type Program, parse } from "acorn";

/**
 * The syntax tree of a text that is JavaScript, and means the same to TypeScript; else undefined.
 *
 * What only TypeScript knows is a syntax error in JavaScript, but for type arguments: `f<T>(x)` are two comparisons there.
 * TypeScript takes them for type arguments where a `(`, a template or a new line follows.
 */
export function parseJavaScript(text: string): Program | undefined {
  const less = text.indexOf("<");
  if (less >= 0 && closesTypeArguments.test(text.slice(less))) return undefined;
  try {
    return parse(text, { ecmaVersion: "latest", sourceType: "module", ranges: true });
  } catch {
    return undefined;
  }
}

/** A `>` that is no arrow's, also where a comment follows: what is behind that is not looked for. */
const closesTypeArguments = /[^=]>\s*[(`/\n\r\u2028\u2029]/;

/** Whether no statement declares a name: neither at the top level nor, as only `var` does, from further inside. */
export function declaresNothing({ body }: Program, text: string): boolean {
  return !/\bvar\b/.test(text) && !body.some(({ type }) => type.endsWith("Declaration"));
}
