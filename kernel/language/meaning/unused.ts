// Results that a line makes and nothing takes.
import type { NoteKind } from "./note.ts";
import { isList, lastOf, type Node, type Nodes } from "./tree.ts";

const ofLists = /^(?:concat|slice|map|filter|flat|flatMap|toSorted|toReversed|toSpliced|with|join)$/;
const ofTexts =
  /^(?:to(?:Upper|Lower)Case|trim(?:Start|End)?|replace(?:All)?|slice|concat|repeat|pad(?:Start|End)|split)$/;

/** `s.toUpperCase()`, `u.add(1)`, `xs.concat([4])`, with lines behind it: what it is called on stays as it is. */
const notTaken: NoteKind = (node, nodes) => {
  const call = nodes.is(node, "ExpressionStatement") ? node.expression : undefined;
  if (!nodes.is(call, "CallExpression") || !nodes.is(call.expression, "PropertyAccessExpression")) return undefined;
  const { tree } = nodes;
  if (
    node.parent === tree.root
      ? lastOf(tree.root.statements ?? [], nodes)?.end === node.end
      : !isInLoopOrBranch(node, nodes)
  )
    return undefined;
  const method = call.expression;
  const value = method.expression!;
  if (!nodes.is(value, "Identifier")) return undefined;
  const [text, name] = [nodes.text(value), nodes.text(method.name)];
  const isNew =
    (ofTexts.test(name) && /^(?:string|".*")$/s.test(nodes.type(value))) ||
    (ofLists.test(name) && isList(nodes.type(value))) ||
    (isArithmetic.test(name) && nodes.has(value, "shape", "item") && nodes.has(call, "shape", "item"));
  if (!isNew) return undefined;
  return `${text}.${name}(…) gives a new value, and '${text}' stays as it is. To keep the new one write const result = ${nodes.text(call)}`;
};

const isArithmetic =
  /^(?:add|sub|mul|div|pow|neg|matmul|reshape|transpose|sum|mean|exp|log|sqrt|abs|square|tanh|sigmoid|relu)$/;

const isInLoopOrBranch = ({ parent }: Node, nodes: Nodes) =>
  nodes.is(parent, "Block") &&
  nodes.is(parent.parent, "ForStatement", "ForOfStatement", "WhileStatement", "IfStatement");

/** `xs.forEach(x => x * 2)` */
const forNothing: NoteKind = (node, nodes) => {
  const method = nodes.is(node, "CallExpression") ? node.expression : undefined;
  if (!nodes.is(method, "PropertyAccessExpression") || nodes.text(method.name) !== "forEach") return undefined;
  const [each] = node.arguments ?? [];
  if (!nodes.is(each, "ArrowFunction") || !nodes.isOperation(each.body, "+", "-", "*", "/", "**", "%"))
    return undefined;
  const list = nodes.text(method.expression);
  return `forEach() gives nothing back, and nothing takes ${nodes.text(each.body)}. For a list of the results write ${list}.map(${nodes.text(each)})`;
};

/** `for (…);` and `while (…);`: what stands behind is no part of the loop. */
const emptyBody: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "ForStatement", "WhileStatement")) return undefined;
  if (!nodes.is(node.statement, "EmptyStatement")) return undefined;
  const [, head = "for (…)"] = /^((?:for|while)\s*\(.*\))\s*;$/s.exec(nodes.text(node)) ?? [];
  // A call in it does the work: `while (performance.now() < end);`
  if (/[\p{ID_Continue}$\])]\s*\(/u.test(head.replace(/^(?:for|while)\s*/, ""))) return undefined;
  return `The ';' behind ${head} is all that the loop repeats. Leave it out, and write { … } around what the loop repeats`;
};

/** `for (let i = 0; i <= xs.length; i++)`, with `xs[i]` in it */
const oneTooFar: NoteKind = (node, nodes) => {
  const condition = nodes.is(node, "ForStatement") ? node.condition : undefined;
  if (!nodes.isOperation(condition, "<=") || !nodes.is(condition.right, "PropertyAccessExpression")) return undefined;
  if (nodes.text(condition.right.name) !== "length") return undefined;
  const [name, list] = [nodes.text(condition.left), nodes.text(condition.right.expression)];
  if (!nodes.text(node.statement).includes(`${list}[${name}]`)) return undefined;
  return `The last place of ${list} is ${list}.length - 1, and ${list}[${list}.length] is undefined. Write ${name} < ${list}.length`;
};

export const notesOnUnused: readonly NoteKind[] = [notTaken, forNothing, emptyBody, oneTooFar];
