// Comparisons that ask something else than what they look like.
import type { NoteKind } from "./note.ts";
import { isList, type Node, type Nodes } from "./tree.ts";

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
  if (!isInBlock(node, nodes)) return undefined;
  const { left, right } = node.expression;
  return `${nodes.text(node.expression)} compares, and nothing uses the answer. To set ${nodes.text(left)} write ${nodes.text(left)} = ${nodes.text(right)}`;
};

/** The last line of a function is another's: see values.ts. */
const isInBlock = ({ parent, end }: Node, nodes: Nodes) =>
  nodes.is(parent, "IfStatement") ||
  (nodes.is(parent, "Block") &&
    !(/Function|Method/.test(kindOf(parent.parent, nodes)) && parent.statements?.at(-1)?.end === end));

const kindOf = ({ kind }: Node, { tree }: Nodes) => String(tree.kinds[kind]);

export const notesOnComparisons: readonly NoteKind[] = [ofObjects, ofComparisons, unused];
