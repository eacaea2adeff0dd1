// Conditions that say nothing: a value whose type says of itself that it is true in every condition.
//
// A type says so by a property `noCondition` whose type is the sentence to tell. A verdict does: `if (q1.check(8))` would be
// true for a wrong answer. Both compilers' trees and checkers have these names in common.
import type { Diagnostic } from "./cell/diagnostic.ts";

interface Node {
  kind: number;
  pos: number;
  end: number;
  expression?: Node;
  condition?: Node;
  left?: Node;
  right?: Node;
  operatorToken?: Node;
  operator?: number;
  operand?: Node;
  arguments?: readonly Node[];
}

interface Symbol {
  name: string;
}

interface Type {
  getProperty(name: string): Symbol | undefined;
}

export interface Tree {
  root: Node;
  forEachChild(node: Node, visit: (child: Node) => void): void;
  textOf(node: Node): string;
  /** The compiler's numbers of kinds, by their names. */
  kinds: { [name: string]: number | string };
  checker: { getTypeAtLocation(node: Node): Type; getTypeOfSymbol(symbol: Symbol): unknown };
  /** Where the cell's text begins. */
  from: number;
}

/**
 * Whether to look at all, told by the words of a text: a cell without a condition needs no tree, nor any cell before one has
 * named a method whose values are none.
 */
export class ConditionWatch {
  readonly #methods: RegExp | undefined;
  #named = false;

  /** @param methods the names of such methods */
  constructor(methods: readonly string[]) {
    if (methods.length > 0) this.#methods = new RegExp(`\\b(?:${methods.join("|")})\\b`);
  }

  looksAt(text: string): boolean {
    this.#named ||= this.#methods?.test(text) ?? false;
    return this.#named && /\b(?:if|while|for|Boolean)\b|&&|\|\||\?|!/.test(text);
  }
}

/** TypeScript's own number for a condition that is always true. */
const alwaysTrue = 2801;

export function unfitConditions(tree: Tree): Diagnostic[] {
  const { checker, textOf } = tree;
  return conditionsOf(tree).flatMap(node => {
    const property = checker.getTypeAtLocation(node).getProperty("noCondition");
    const sentence = property && (checker.getTypeOfSymbol(property) as { value?: unknown }).value;
    if (typeof sentence !== "string") return [];
    const length = textOf(node).trimStart().length;
    return [{ code: alwaysTrue, message: sentence, start: node.end - length, end: node.end }];
  });
}

/** The expressions that are asked whether they are true and may be objects: names, members, calls, awaited or not. */
function conditionsOf({ root, forEachChild, textOf, kinds, from }: Tree): Node[] {
  const found: Node[] = [];
  const is = (node: Node | undefined, ...names: string[]) =>
    node !== undefined && names.some(name => kinds[name] === node.kind);
  const isLogical = (node: Node) =>
    is(node, "BinaryExpression") && is(node.operatorToken, "AmpersandAmpersandToken", "BarBarToken");
  const isNot = (node: Node) => is(node, "PrefixUnaryExpression") && node.operator === kinds.ExclamationToken;

  /** What decides of a condition. */
  function ask(node: Node | undefined): void {
    if (node === undefined || node.end <= from) return;
    if (is(node, "ParenthesizedExpression")) ask(node.expression);
    else if (isNot(node)) ask(node.operand);
    else if (isLogical(node))
      ask(node.right); // its left side is asked wherever it stands
    else if (is(node, "Identifier", "PropertyAccessExpression", "CallExpression", "AwaitExpression")) found.push(node);
  }

  function visit(node: Node): void {
    if (is(node, "IfStatement", "WhileStatement", "DoStatement")) ask(node.expression);
    else if (is(node, "ForStatement", "ConditionalExpression")) ask(node.condition);
    else if (isLogical(node)) ask(node.left);
    else if (isNot(node)) ask(node.operand);
    else if (is(node, "CallExpression") && textOf(node.expression!).trim() === "Boolean") ask(node.arguments?.[0]);
    forEachChild(node, visit);
  }
  visit(root);
  return [...new Set(found)];
}
