// Comparisons that ask something else than what they look like.
import type { NoteKind } from "./note.ts";
import { isList, lastOf, type Node, type Nodes } from "./tree.ts";

const equal = ["==", "==="];
const unequal = ["!=", "!=="];

/** `u1 == u2`: whether both are one object. */
const ofObjects: NoteKind = (node, nodes, names) => {
  if (!nodes.isOperation(node, ...equal, ...unequal)) return undefined;
  const { left, right } = node;
  if (!nodes.isNamed(left) || !nodes.isNamed(right)) return undefined;
  const [a, b, operator] = [nodes.text(left), nodes.text(right), nodes.text(node.operatorToken)];
  const compare = equal.includes(operator) ? "equal" : "notEqual";
  if (nodes.has(left, "shape", "item") && nodes.has(right, "shape", "item"))
    return names.get(compare)
      ? `${a} ${operator} ${b} asks whether both are one and the same object. To compare their numbers write ${compare}(${a}, ${b})`
      : undefined;
  if (!isList(nodes.type(left)) || !isList(nodes.type(right))) return undefined;
  const each = `${a}.length === ${b}.length && ${a}.every((x, i) => x === ${b}[i])`;
  return `${a} ${operator} ${b} asks whether both are one and the same list. To compare their elements write ${equal.includes(operator) ? each : `!(${each})`}`;
};

/** `{ … } == { … }`, told by the types: of two plain objects. */
const ofPlainObjects: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, ...equal, ...unequal)) return undefined;
  const { left, right } = node;
  if (!nodes.is(left, "Identifier") || !nodes.is(right, "Identifier")) return undefined;
  if (![left, right].every(side => /^\{.*\}$/s.test(nodes.type(side)))) return undefined;
  const [a, b, operator] = [nodes.text(left), nodes.text(right), nodes.text(node.operatorToken)];
  return `${a} ${operator} ${b} asks whether both are one and the same object. To compare what they hold, compare their members: ${a}.name ${operator} ${b}.name`;
};

/** `0.1 + 0.2 == 0.3` */
const ofFractions: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, ...equal, ...unequal)) return undefined;
  const { left, right } = node;
  const isComputed = (side: Node) => nodes.isOperation(side, "+", "-", "*", "/");
  const isFraction = (side: Node) => /^-?\d*\.\d+$/.test(nodes.text(side));
  if (!(isComputed(left) && isFraction(right)) && !(isFraction(left) && isComputed(right))) return undefined;
  const [a, b, operator] = [nodes.text(left), nodes.text(right), nodes.text(node.operatorToken)];
  return `Fractions are rounded, so that 0.1 + 0.2 is 0.30000000000000004. Instead of ${operator} write Math.abs(${a} - ${isComputed(right) ? `(${b})` : b}) ${equal.includes(operator) ? "<" : ">="} 1e-9`;
};

/** `[[1, 2]].includes([1, 2])`: a list that is made here is in no other. */
const ofMadeLists: NoteKind = (node, nodes) => {
  const method = nodes.is(node, "CallExpression") ? node.expression : undefined;
  if (!nodes.is(method, "PropertyAccessExpression")) return undefined;
  const name = nodes.text(method.name);
  if (!/^(?:includes|indexOf|lastIndexOf)$/.test(name)) return undefined;
  const [value] = node.arguments ?? [];
  if (!nodes.is(value, "ArrayLiteralExpression", "ObjectLiteralExpression")) return undefined;
  const list = nodes.text(method.expression);
  return nodes.is(value, "ArrayLiteralExpression")
    ? `${name}() asks for one and the same list, and a list that is made here is another one. To compare elements write ${list}.${name === "includes" ? "some" : "findIndex"}(x => String(x) === String(${nodes.text(value)}))`
    : `${name}() asks for one and the same object, and an object that is made here is another one. To compare members write ${list}.${name === "includes" ? "some" : "findIndex"}(x => x.name === …)`;
};

/** `a == b == c`: the first answer is compared with c. */
const ofComparisons: NoteKind = (node, nodes) => {
  const all = [...equal, ...unequal];
  if (!nodes.isOperation(node, ...all) || !nodes.isOperation(node.left, ...all, "<", ">", "<=", ">=")) return undefined;
  const [first, middle, last] = [node.left, node.left.right, node.right].map(part => nodes.text(part));
  return `${nodes.text(node)} compares the answer of ${first} with ${last}. For both comparisons write ${first} && ${middle} ${nodes.text(node.operatorToken)} ${last}`;
};

/** `{ x == 5 }`, alone in its line: nothing uses the answer. */
const unused: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "ExpressionStatement") || !nodes.isOperation(node.expression, ...equal)) return undefined;
  if (!isInBlock(node, nodes) && !isBeforeOthers(node, nodes)) return undefined;
  const { left, right } = node.expression;
  return `${nodes.text(node.expression)} compares, and nothing uses the answer. To set ${nodes.text(left)} write ${nodes.text(left)} = ${nodes.text(right)}`;
};

/** The last line of a function is another's: see values.ts. */
const isInBlock = ({ parent, end }: Node, nodes: Nodes) =>
  nodes.is(parent, "IfStatement") ||
  (nodes.is(parent, "Block") &&
    !(/Function|Method/.test(kindOf(parent.parent, nodes)) && parent.statements?.at(-1)?.end === end));

/** At the top level only the last line's value shows. */
const isBeforeOthers = ({ parent, end }: Node, nodes: Nodes) =>
  parent === nodes.tree.root && lastOf(nodes.tree.root.statements ?? [], nodes)?.end !== end;

const kindOf = ({ kind }: Node, { tree }: Nodes) => String(tree.kinds[kind]);

export const notesOnComparisons: readonly NoteKind[] = [
  ofObjects,
  ofPlainObjects,
  ofFractions,
  ofMadeLists,
  ofComparisons,
  unused,
];
