// A cell's text as the module that is compiled in its place.
//
// A first line for the shell (`#!`) and a byte order mark become blank, at the same length. A cell that is one object
// literal, `{ a: 1 }`, is that object, as in Node's REPL, and not a block with a label.
import remapping from "@jridgewell/remapping";
import { type BlockStatement, type Program, parse, type Statement } from "acorn";
import MagicString from "magic-string";
import type { Diagnostic } from "./diagnostic.ts";
import { parseJavaScript } from "./javascript.ts";

/** A text as JavaScript, or why it is none. */
export interface Transpiled {
  javascript: string;
  /** Its syntax tree, where the text is JavaScript already. */
  program?: Program;
  /** Source map (version 3, JSON) to the text; none where that is the text itself. */
  map?: string;
  /** Syntax errors; the other fields are of use only without any. */
  errors: Diagnostic[];
}

/** Node runs all of the newest JavaScript but decorators and `accessor`; lowering `using` with them would only obscure it. */
export const needsLowering = (text: string): boolean => /@[\p{ID_Start}(]|\baccessor\b/u.test(text);

/** A compiler's output without its last line, which names the source map. */
export const withoutMapLine = (output: string): string => output.replace(/\/\/# sourceMappingURL=.*\s*$/, "");

/** A cell's text as it is compiled. */
export interface CellModule extends Transpiled {
  text: string;
  /** How much stands before the cell's own text. */
  before: number;
}

/** `transpile` is asked for what is no JavaScript yet, and names its errors of syntax; what is JavaScript has none. */
export function asModule(source: string, transpile: (text: string) => Transpiled): CellModule {
  const text = source.replace(/^\uFEFF/, " ").replace(/^#!/, "//");
  const toJavaScript = (text: string): Transpiled => {
    const program = parseJavaScript(text);
    return program ? { javascript: text, program, errors: [] } : transpile(text);
  };
  const plain = { text, before: 0, ...toJavaScript(text) };
  if (!opensWithBrace.test(text) || /;\s*$/.test(text)) return plain;
  const wrapped = `(${text}\n)`;
  const object = toJavaScript(wrapped);
  if (object.errors.length > 0 || (plain.errors.length === 0 && !readsAsObject(plain.javascript))) return plain;
  return { text: wrapped, before: 1, ...object, map: unwrap(text, object.map) };
}

/** Behind nothing but space and comments. */
const opensWithBrace = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*\{/;

/** `{}`, `{ a }` and `{ a: 1 }` are meant as objects, though they are blocks, too; `{ f(x) }` is meant as a block. */
function readsAsObject(block: string): boolean {
  const statement = parseBlock(block);
  return !statement || statement.body.every(statement => statement.type === "LabeledStatement" || isNames(statement));
}

/** Undefined for `{ x: { x: 1 } }`, where a label would stand in one of its own name. */
function parseBlock(text: string): BlockStatement | undefined {
  try {
    return parse(text, { ecmaVersion: "latest", sourceType: "module" }).body[0] as BlockStatement;
  } catch {
    return undefined;
  }
}

function isNames(statement: Statement): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const { expression } = statement;
  const parts = expression.type === "SequenceExpression" ? expression.expressions : [expression];
  return parts.every(part => part.type === "Identifier");
}

function unwrap(text: string, map: string | undefined): string {
  const wrapping = new MagicString(text).prepend("(").append("\n)");
  const toText = wrapping.generateMap({ hires: "boundary", source: "text" });
  if (map === undefined) return toText.toString();
  return remapping(JSON.parse(map), source => (source === "text" ? null : (toText as never))).toString();
}
