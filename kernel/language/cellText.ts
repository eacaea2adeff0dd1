// A cell's text as the module that is compiled in its place.
//
// A first line for the shell (`#!`) and a byte order mark become blank, at the same length. A cell that is one object
// literal, `{ a: 1 }`, is that object, as in Node's REPL, and not a block with a label.
import remapping from "@jridgewell/remapping";
import { type BlockStatement, parse, type Statement } from "acorn";
import MagicString from "magic-string";
import type { Diagnostic } from "./engine.ts";

export interface Transpiled {
  javascript: string;
  /** Source map (version 3, JSON) to the text. */
  map: string;
  /** Syntax errors; the other fields are of use only without any. */
  errors: Diagnostic[];
}

export interface CellModule extends Transpiled {
  text: string;
  /** How much stands before the cell's own text. */
  before: number;
}

export function asModule(source: string, transpile: (text: string) => Transpiled): CellModule {
  const text = source.replace(/^\uFEFF/, " ").replace(/^#!/, "//");
  const plain = { text, before: 0, ...transpile(text) };
  if (!opensWithBrace.test(text) || /;\s*$/.test(text)) return plain;
  const wrapped = `(${text}\n)`;
  const object = transpile(wrapped);
  if (object.errors.length > 0 || (plain.errors.length === 0 && !readsAsObject(plain.javascript))) return plain;
  return { text: wrapped, before: 1, ...object, map: unwrap(text, object.map) };
}

/** Behind nothing but space and comments. */
const opensWithBrace = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*\{/;

/** `{}`, `{ a }` and `{ a: 1 }` are blocks, too, but nobody means those; `{ f(x) }` is one that somebody means. */
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

function unwrap(text: string, map: string): string {
  const wrapping = new MagicString(text).prepend("(").append("\n)");
  const toText = wrapping.generateMap({ hires: "boundary", source: "text" });
  return remapping(JSON.parse(map), source => (source === "text" ? null : (toText as never))).toString();
}
