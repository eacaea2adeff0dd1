// A code cell without its solutions: what a declaration is called stays, what it is goes.
import type { AnyNode } from "acorn";
import { boundNames } from "../../../kernel/language/cell/rewrite/syntax.ts";
import { type CodeTree, parseCode, type Span } from "./code-tree.ts";
import { indentOf, MarkError, type Region, regionsOf, replaceRegions } from "./marks.ts";

const blank = "____";

/** A solution and what is around it. */
interface Solution extends Span {
  source: string;
  code: CodeTree;
  /** What its mark's line begins with. */
  indent: string;
  /** Its mark's, from 1. */
  line: number;
}

/**
 * In the place of a solution
 * - each declaration of it keeps its left side, where it stands at the cell's top, or where its block goes on and may need
 *   the name: `const answer = ____`, `function step(x: Tensor): Tensor { return ____ }`;
 * - otherwise stands `return ____` in a function,
 * - and `____` anywhere else.
 *
 * @throws MarkError where a mark or the text inside is not as it should be
 */
export function blankCode(source: string): string {
  const lines = source.split("\n");
  const regions = regionsOf(lines, word => `// ${word}`);
  const starts = lineStarts(lines);
  const code = parseCode(source);
  return replaceRegions(lines, regions, region => {
    const { begin, end } = region;
    const indent = indentOf(lines[begin]!);
    const span = { start: starts[begin]! + lines[begin]!.trimEnd().length, end: starts[end]! };
    requireComments(region, span, code, indentOf(lines[end]!));
    return insteadOf({ ...span, source, code, indent, line: begin + 1 })
      .map(line => indent + line)
      .join("\n");
  });
}

/** Where each line begins. */
function lineStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map(line => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

/** A mark inside of a text is text. */
function requireComments({ begin, end }: Region, span: Span, { comments }: CodeTree, endIndent: string): void {
  const why = "this mark stands inside of a text or a comment: put it on a line of its own between statements";
  if (!comments.some(comment => comment.end === span.start)) throw new MarkError(begin + 1, why);
  if (!comments.some(comment => comment.start === span.end + endIndent.length)) throw new MarkError(end + 1, why);
}

/** The lines that a student gets, without the indent. */
function insteadOf(solution: Solution): string[] {
  const { code, start, end, line } = solution;
  const { statements, isFunction, isTop, isClass } = code.blockAround(solution);
  if (isClass) throw new MarkError(line, "a class's members are expected to stay: put the marks into their bodies");
  // Part of an expression: a comma behind it belongs to what is around.
  if (!statements) return [/,\s*$/.test(code.javascript.slice(start, end)) ? `${blank},` : blank];

  const inside = statements.filter(statement => statement.end > start && statement.start < end);
  if (inside.some(statement => statement.start < start || statement.end > end))
    throw new MarkError(line, "whole statements are expected between the marks, but one goes on outside of them");
  refuseTypes(solution, inside);
  const goesOn = statements.some(statement => statement.start >= end);
  const kept = isTop || goesOn ? inside.flatMap(statement => leftSides(solution, statement)) : [];
  if (kept.length > 0) return kept.flatMap(part => part.split("\n"));
  return [isFunction ? `return ${blank}` : blank];
}

/** Types would be lost: no statement of the JavaScript has them. */
function refuseTypes({ source, code, start, end, line }: Solution, statements: readonly AnyNode[]): void {
  const parts = [...statements, ...code.comments].filter(part => part.start >= start && part.end <= end);
  const isRead = (at: number) => parts.some(part => at >= part.start && at < endWithType(source, code, part.end));
  const rest = source
    .slice(start, end)
    .split("")
    .filter((_, at) => !isRead(start + at))
    .join("");
  if (/[^\s;]/.test(rest))
    throw new MarkError(line, `types are expected outside of the marks, but got ${rest.trim().split("\n")[0]}`);
}

/** What stays of a declaration; nothing of another statement. */
function leftSides(solution: Solution, statement: AnyNode): string[] {
  const { source, code, indent, line } = solution;
  if (statement.type === "ExportNamedDeclaration" && statement.declaration)
    return leftSides(solution, statement.declaration).map(part => `export ${part}`);
  if (statement.type === "ClassDeclaration")
    throw new MarkError(line, "a class is expected to stay: put the marks into its methods");
  if (statement.type === "FunctionDeclaration") {
    const heading = source.slice(statement.start, statement.body.start);
    return [`${withoutIndent(heading, indent)}{\n  return ${blank}\n}`];
  }
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.map(({ id, init, start, end }) => {
    if (id.type !== "Identifier")
      return `${statement.kind} ${boundNames(id)
        .map(name => `${name} = ${blank}`)
        .join(", ")}`;
    const leftEnd = init ? code.javascript.indexOf("=", id.end) : endWithType(source, code, end);
    const left = withoutIndent(source.slice(start, leftEnd).trimEnd(), indent);
    return `${statement.kind} ${left}${init ? ` = ${blank}` : ""}`;
  });
}

/** Behind a name's type, where that is the last of a declaration: the tree's own end is before it. */
function endWithType(source: string, { javascript }: CodeTree, end: number): number {
  const blanks = /^ */.exec(javascript.slice(end))![0].length;
  return end + source.slice(end, end + blanks).trimEnd().length;
}

const withoutIndent = (text: string, indent: string): string => text.replaceAll(`\n${indent}`, "\n");
