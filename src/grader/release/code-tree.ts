// The syntax of a code cell, as far as a solution's place needs it: its comments, and the block that a place lies in.
import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, type Program, parse } from "acorn";
import { statementsOf, walk } from "../../../kernel/language/cell/rewrite/syntax.ts";
import { MarkError } from "./marks.ts";

export interface Span {
  start: number;
  end: number;
}

export interface Block {
  /** Undefined where the place is a part of an expression. */
  statements: readonly AnyNode[] | undefined;
  /** Whether it is a function's, or inside of one. */
  isFunction: boolean;
  /** Whether it is the cell itself. */
  isTop: boolean;
  /** Whether it holds the members of a class. */
  isClass: boolean;
}

export interface CodeTree {
  /** The cell without its types: white space stands in their place, so that every offset is the cell's own. */
  javascript: string;
  comments: readonly Span[];
  /** The innermost that holds the whole place. */
  blockAround(place: Span): Block;
}

/** @throws MarkError where the text is no TypeScript, or needs more than its types taken away (an enum) */
export function parseCode(source: string): CodeTree {
  const comments: Span[] = [];
  const javascript = withoutTypes(source);
  const program = parseJavaScript(javascript, comments);
  const { nodes, parents } = walk(program);
  const blockAround = ({ start, end }: Span): Block => {
    const around = nodes.findLast(node => node.start <= start && node.end >= end) ?? program;
    let outer: AnyNode | undefined = around;
    while (outer && !/Function/.test(outer.type)) outer = parents.get(outer);
    const hasStatements = around.type === "Program" || around.type === "SwitchCase" || /Block/.test(around.type);
    return {
      statements: hasStatements ? statementsOf(around) : undefined,
      isFunction: outer !== undefined,
      isTop: around === program,
      isClass: around.type === "ClassBody",
    };
  };
  return { javascript, comments, blockAround };
}

/** @throws MarkError as `parseCode` does */
export function parseProgram(source: string): { program: Program; javascript: string } {
  const javascript = withoutTypes(source);
  return { program: parseJavaScript(javascript, []), javascript };
}

function parseJavaScript(javascript: string, comments: Span[]): Program {
  try {
    return parse(javascript, {
      ecmaVersion: "latest",
      sourceType: "module",
      onComment: (_block, _text, start, end) => comments.push({ start, end }),
    });
  } catch (error) {
    const { loc, message } = error as SyntaxError & { loc?: { line: number } };
    throw new MarkError(loc?.line ?? 1, `the cell cannot be read: ${message}`);
  }
}

/**
 * Node takes types away by writing white space over them; it warns that its function is new, once.
 * @throws MarkError where the text is no TypeScript, or needs more than its types taken away (an enum)
 */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } catch (error) {
    throw new MarkError(1, `the cell cannot be read: ${(error as Error).message}`);
  } finally {
    process.emitWarning = emitWarning;
  }
}
