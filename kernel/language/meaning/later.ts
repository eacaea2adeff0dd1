// What is begun and not waited for: promises, and generators that nobody loops over.
import type { NoteKind } from "./note.ts";
import { isPromise, lastOf } from "./tree.ts";

/** `model.fit(…)` of a promise, with lines behind it. */
const notAwaited: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "ExpressionStatement") || !nodes.is(node.expression, "CallExpression")) return undefined;
  // The last line's value shows itself, and says so.
  const { statements = [] } = nodes.tree.root;
  if (node.parent === nodes.tree.root && lastOf(statements, nodes)?.end === node.end) return undefined;
  if (!isPromise(nodes.type(node.expression))) return undefined;
  const call = nodes.text(node.expression.expression);
  if (/^Promise\b/.test(call)) return undefined;
  return `${call}(…) goes on while the next lines run. To wait for it write await before it: await ${call}(…)`;
};

/** `const history = model.fit(…)`, with the name nowhere else in the cell. */
const keptPromise: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "VariableDeclaration") || !nodes.is(node.name, "Identifier")) return undefined;
  const call = node.initializer;
  // Of a method: a function of one's own may be awaited later.
  if (!nodes.is(call, "CallExpression") || !nodes.is(call.expression, "PropertyAccessExpression")) return undefined;
  const [name, called] = [nodes.text(node.name), nodes.text(call.expression)];
  if (/^Promise\b/.test(called) || !isPromise(nodes.type(call))) return undefined;
  const word = new RegExp(String.raw`(?<![\p{ID_Continue}$.])${RegExp.escape(name)}(?![\p{ID_Continue}$])`, "gu");
  const { root, from } = nodes.tree;
  const own = (root.statements ?? []).filter(one => one.end > from && !nodes.is(one, "ExportDeclaration"));
  const count =
    own
      .map(one => nodes.text(one))
      .join("\n")
      .match(word)?.length ?? 0;
  if (count > 1) return undefined;
  return `'${name}' is a promise: ${called}(…) goes on while the next lines run. To wait for its value write await before it: ${name} = await ${called}(…)`;
};

/** `train(…)` and `await train(…)`: a generator does nothing by itself. */
const notLooped: NoteKind = (node, nodes) => {
  const isAwaited = nodes.is(node, "AwaitExpression");
  const call = isAwaited || nodes.is(node, "ExpressionStatement") ? node.expression : undefined;
  if (!nodes.is(call, "CallExpression") || !nodes.has(call, "next", "return", "throw")) return undefined;
  const isAsync = /^(?:Async|\w*Steps\b)/.test(nodes.type(call)) || isAwaited;
  const called = nodes.text(call.expression);
  const loop = isAsync ? "for await" : "for";
  return `${called}(…) has not begun: it makes one step each time a loop asks for it${isAwaited ? ", and 'await' asks for none" : ""}. Write ${loop} (const step of ${called}(…)) { … }`;
};

export const notesOnLater: readonly NoteKind[] = [notAwaited, keptPromise, notLooped];
