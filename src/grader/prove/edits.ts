// The small mistakes: for each kind of node of the syntax tree, what may stand in its place.
import type { AnyNode, Identifier, MemberExpression } from "acorn";
import { childrenOf } from "./tree.ts";

/** A part of the text, and what stands in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const binary: { readonly [operator: string]: readonly string[] } = {
  "+": ["-"],
  "-": ["+"],
  "*": ["+", "/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "<": ["<=", ">="],
  "<=": ["<"],
  ">": [">=", "<="],
  ">=": [">"],
  "===": ["!=="],
  "!==": ["==="],
};

const assignment: { readonly [operator: string]: readonly string[] } = {
  "+=": ["=", "-="],
  "-=": ["=", "+="],
  "*=": ["=", "+="],
  "/=": ["=", "*="],
};

/** All edits of a function: those of its parts, in the order of the text. */
export function editsOf(tree: AnyNode, text: string): Edit[] {
  const names = namesIn(tree);
  const edits: Edit[] = [];
  const visit = (node: AnyNode, parent: AnyNode | undefined) => {
    edits.push(...editsAt(node, parent, { text, names }));
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(tree, undefined);
  return edits;
}

interface Around {
  readonly text: string;
  /** The names that the function declares: its arguments and variables. */
  readonly names: ReadonlySet<string>;
}

function editsAt(node: AnyNode, parent: AnyNode | undefined, { text, names }: Around): Edit[] {
  const of = (part: AnyNode) => text.slice(part.start, part.end);
  const become = (...texts: string[]) => texts.map(text => ({ start: node.start, end: node.end, text }));
  switch (node.type) {
    case "BinaryExpression": {
      const [left, right] = [of(node.left), of(node.right)];
      const others = (binary[node.operator] ?? []).map(operator => `(${left} ${operator} ${right})`);
      // A summand or a factor forgotten: the bias, the carried state, the derivative.
      const parts = ["+", "-", "*", "/"].includes(node.operator) ? [left, right] : [];
      return become(...others, ...parts);
    }
    case "AssignmentExpression":
      return become(
        ...(assignment[node.operator] ?? []).map(operator => `${of(node.left)} ${operator} ${of(node.right)}`),
      );
    case "LogicalExpression": {
      const [left, right] = [of(node.left), of(node.right)];
      return become(`(${left} ${node.operator === "&&" ? "||" : "&&"} ${right})`, left, right);
    }
    case "ConditionalExpression":
      return become(of(node.consequent), of(node.alternate));
    case "IfStatement":
      return [
        { start: node.test.start, end: node.test.end, text: "false" },
        { start: node.test.start, end: node.test.end, text: "true" },
      ];
    case "UnaryExpression":
      return node.operator === "-" || node.operator === "!" ? become(`(${of(node.argument)})`) : [];
    case "Literal":
      if (typeof node.value !== "number") return [];
      // Off by one; of a fraction another one.
      return Number.isInteger(node.value)
        ? become(`${node.value + 1}`, ...(node.value > 0 ? [`${node.value - 1}`] : []))
        : become(`${node.value * 2}`, "1");
    case "CallExpression": {
      const args = node.arguments.map(of);
      // A squashing function forgotten, an argument taken for the whole, two arguments swapped.
      const isFunction = node.callee.type === "Identifier" || /^Math\b/.test(of(node.callee));
      const instead = isFunction ? args.map(argument => `(${argument})`) : methodDropped(node.callee, of);
      const swapped = args.length === 2 ? [`${of(node.callee)}(${args[1]}, ${args[0]})`] : [];
      return become(...instead, ...swapped);
    }
    case "MemberExpression":
      return become(...indexEdits(node, of));
    case "ExpressionStatement":
      return parent?.type === "BlockStatement" ? become(";") : [];
    case "SpreadElement":
      return [];
    case "Identifier":
      return isRead(node, parent) && names.has(node.name)
        ? become(...[...names].filter(name => name !== node.name))
        : [];
    default:
      return [];
  }
}

/** Methods that give something of the same kind as they are called on: without them the rest goes on. */
const droppable = /^(toReversed|reverse|slice|map|filter|toSorted|sort|flat|concat|with)$/;

const methodDropped = (callee: AnyNode, of: (node: AnyNode) => string): string[] =>
  callee.type === "MemberExpression" && callee.property.type === "Identifier" && droppable.test(callee.property.name)
    ? [of(callee.object)]
    : [];

/** W[i][j] becomes W[j][i]; x[t] becomes x[t - 1] and x[t + 1]. */
function indexEdits(node: MemberExpression, of: (node: AnyNode) => string): string[] {
  if (!node.computed) return [];
  const { object, property } = node;
  const swapped =
    object.type === "MemberExpression" && object.computed
      ? [`${of(object.object)}[${of(property)}][${of(object.property)}]`]
      : [];
  const beside =
    property.type === "Literal" ? [] : [`${of(object)}[${of(property)} - 1]`, `${of(object)}[${of(property)} + 1]`];
  return [...swapped, ...beside];
}

/** The names that a function declares. */
function namesIn(node: AnyNode, names = new Set<string>()): Set<string> {
  const declared =
    node.type === "VariableDeclarator"
      ? [node.id]
      : node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression"
        ? node.params
        : [];
  for (const pattern of declared) for (const name of boundBy(pattern)) names.add(name);
  for (const child of childrenOf(node)) namesIn(child, names);
  return names;
}

function boundBy(pattern: AnyNode): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "AssignmentPattern") return boundBy(pattern.left);
  if (pattern.type === "Property") return boundBy(pattern.value as AnyNode);
  return childrenOf(pattern).flatMap(boundBy);
}

/** Whether a name stands for its value: no declaration, no property's name, no target of an assignment. */
function isRead(node: Identifier, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node && !parent.shorthand;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
      return parent.right === node;
    case "CallExpression":
      return parent.callee !== node;
    case "ArrowFunctionExpression":
      return parent.body === node;
    case "BinaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "UnaryExpression":
    case "ReturnStatement":
    case "SpreadElement":
    case "ArrayExpression":
    case "TemplateLiteral":
      return true;
    default:
      return false;
  }
}
