// Conditions that say nothing: a value whose type says of itself that it is true in every condition.
//
// An assignment of a constant, `if (k = 5)`, is one without any type, and `4 in [4, 5]` looks for an index, as no program wants it.
//
// A type says so by a property `noCondition` whose type is the sentence to tell. A verdict does: `if (q1.check(8))` would be
// true for a wrong answer. Both compilers' trees and checkers have these names in common.
import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Node, Tree } from "./tree.ts";

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
    const isNeeded = this.wouldLookAt(text);
    this.#named ||= this.#methods?.test(text) ?? false;
    return isNeeded;
  }

  /** The same, and nothing comes of it for later texts. */
  wouldLookAt(text: string): boolean {
    if (/\b(?:if|while)\s*\(\s*[^\s=!<>()]+\s*=(?![=>])|\bin\s*\[|[^\s;,([{=]\s*\n\s*\[/.test(text)) return true;
    const isNamed = this.#named || (this.#methods?.test(text) ?? false);
    return isNamed && /\b(?:if|while|for|Boolean|assert|every|some|filter|find\w*)\b|&&|\|\||\?|!/.test(text);
  }
}

/** TypeScript's own numbers: for a condition that is always true, for what 'in' cannot look into, and for what is no index. */
const alwaysTrue = 2801;
const notToLookInto = 2361;
const notToIndexBy = 2538;

export function unfitConditions(tree: Tree): Diagnostic[] {
  return [...unfitByType(tree), ...unfitByForm(tree)].toSorted((a, b) => a.start - b.start);
}

/** `if (k = 5)` and `4 in [4, 5]`. */
function unfitByForm({ root, forEachChild, textOf, kinds, from }: Tree): Diagnostic[] {
  const found: Diagnostic[] = [];
  const is = (node: Node | undefined, ...names: string[]) =>
    node !== undefined && names.some(name => kinds[name] === node.kind);
  const constants = ["NumericLiteral", "StringLiteral", "TrueKeyword", "FalseKeyword", "NullKeyword"];
  const isConstant = (node: Node | undefined): boolean =>
    is(node, ...constants) || (is(node, "PrefixUnaryExpression") && isConstant(node?.operand));
  const written = (node: Node | undefined) => textOf(node!).trim();
  const tell = (node: Node, code: number, message: string) =>
    found.push({ code, message, start: node.end - textOf(node).trimStart().length, end: node.end });

  /** A line that begins with `[a, b]` behind one without ';' was read as its index. */
  function tellOfJoined(node: Node): void {
    const { expression: value, argumentExpression: index } = node;
    if (!is(index, "BinaryExpression") || !is(index?.operatorToken, "CommaToken")) return;
    const line = written(value);
    if (!/^\s*\n/.test(textOf(node).slice(textOf(value!).length))) return;
    tell(
      node,
      notToIndexBy,
      `A line that begins with '[' goes on with the line before it, unless that one ends with ';'. Write ';' at its end: ${line.split("\n").at(-1)};`,
    );
  }

  function visit(node: Node): void {
    const condition = is(node, "IfStatement", "WhileStatement", "DoStatement") ? node.expression : undefined;
    const asked = condition && is(condition, "BinaryExpression") ? condition : undefined;
    if (asked && asked.end > from && is(asked.operatorToken, "EqualsToken") && isConstant(asked.right)) {
      const [name, value] = [written(asked.left), written(asked.right)];
      tell(asked, alwaysTrue, `'=' sets ${name} to ${value}. To compare, write ${name} === ${value}`);
    }
    if (is(node, "ElementAccessExpression") && node.end > from) tellOfJoined(node);
    const looks = is(node, "BinaryExpression") && is(node.operatorToken, "InKeyword") && node.end > from;
    if (looks && is(node.right, "ArrayLiteralExpression")) {
      const [value, list] = [written(node.left), written(node.right)];
      tell(node, notToLookInto, `'in' looks for an index in a list. For a value write ${list}.includes(${value})`);
    }
    forEachChild(node, visit);
  }
  visit(root);
  return found;
}

/** Of values whose type says so. */
function unfitByType(tree: Tree): Diagnostic[] {
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
export function conditionsOf({ root, forEachChild, textOf, kinds, from }: Tree): Node[] {
  const found: Node[] = [];
  const is = (node: Node | undefined, ...names: string[]) =>
    node !== undefined && names.some(name => kinds[name] === node.kind);
  const isLogical = (node: Node) =>
    is(node, "BinaryExpression") && is(node.operatorToken, "AmpersandAmpersandToken", "BarBarToken");
  const isNot = (node: Node) => is(node, "PrefixUnaryExpression") && node.operator === kinds.ExclamationToken;

  /** What decides of a condition. */
  function ask(node: Node | undefined): void {
    if (node === undefined || node.end <= from) return;
    if (is(node, "ParenthesizedExpression", "NonNullExpression")) ask(node.expression);
    else if (isNot(node)) ask(node.operand);
    else if (isLogical(node))
      ask(node.right); // its left side is asked wherever it stands
    else if (is(node, "Identifier", "PropertyAccessExpression", "CallExpression", "AwaitExpression")) found.push(node);
  }

  /** `Boolean(x)`, `assert(x)`, `xs.every(x => x)`, `[x].every(Boolean)`. */
  function askInCall({ expression: called, arguments: [first] = [] }: Node): void {
    const name = textOf(called!).trim();
    if (/^(?:Boolean|assert(?:\.ok)?|console\.assert)$/.test(name)) ask(first);
    if (first === undefined || !/\.(?:every|some|filter|find\w*)$/.test(name)) return;
    const list = called!.expression;
    if (is(first, "ArrowFunction")) ask(first.body);
    else if (is(list, "ArrayLiteralExpression") && textOf(first).trim() === "Boolean") list!.elements?.forEach(ask);
  }

  function visit(node: Node): void {
    if (is(node, "IfStatement", "WhileStatement", "DoStatement")) ask(node.expression);
    else if (is(node, "ForStatement", "ConditionalExpression")) ask(node.condition);
    else if (isLogical(node)) ask(node.left);
    else if (isNot(node)) ask(node.operand);
    else if (is(node, "CallExpression")) askInCall(node);
    forEachChild(node, visit);
  }
  visit(root);
  return [...new Set(found)];
}
