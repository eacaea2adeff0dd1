// Values that are not there yet, or that nothing gives.
import type { NoteKind } from "./note.ts";
import { isPromise, type Node, type Nodes } from "./tree.ts";

/** `console.log(p)`, `${p}`, `"a" + p` of a promise; the same of a call that gives nothing. */
const printed: NoteKind = (node, nodes) => {
  for (const value of printedBy(node, nodes)) {
    if (!nodes.isNamed(value)) continue;
    const [type, text] = [nodes.type(value), nodes.text(value)];
    if (isPromise(type)) return `'${text}' is a promise, and its value comes later. To wait for it write await ${text}`;
    if (/^Promise<.*>\[\]$/s.test(type))
      return `'${text}' holds promises, and their values come later. To wait for all write await Promise.all(${text})`;
    if (nodes.is(value, "PropertyAccessExpression") && isFunctionType(type) && !/^[A-Z]/.test(nodes.text(value.name)))
      return `'${text}' is a function, and is not called. To call it write ${text}(${takesNothing(type) ? "" : "…"})`;
    if (type !== "void") continue;
    const alone = nodes.is(node, "CallExpression") ? `. Leave console.log out: ${text}` : "";
    return `${text} gives no value back, so that here is undefined${alone}`;
  }
  return undefined;
};

function printedBy(node: Node, nodes: Nodes): readonly (Node | undefined)[] {
  if (nodes.is(node, "TemplateSpan")) return [node.expression];
  if (nodes.is(node, "CallExpression"))
    return nodes.text(node.expression) === "console.log" ? (node.arguments ?? []) : [];
  if (!nodes.isOperation(node, "+")) return [];
  const isText = (side: Node) => nodes.is(side, "StringLiteral", "NoSubstitutionTemplateLiteral", "TemplateExpression");
  if (isText(node.left)) return [node.right];
  return isText(node.right) ? [node.left] : [];
}

/** `const m = model.add(…)` of what gives nothing. */
const nothing: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "VariableDeclaration") || !nodes.is(node.initializer, "CallExpression")) return undefined;
  if (nodes.type(node.initializer) !== "void") return undefined;
  const [name, call] = [nodes.text(node.name), nodes.text(node.initializer.expression)];
  return `'${name}' is undefined: ${call}() gives no value back. It stands alone, without '${name} ='`;
};

/** `model.summary`, without its call. */
const notCalled: NoteKind = (node, nodes) => {
  const method = nodes.is(node, "ExpressionStatement") ? node.expression : undefined;
  if (!nodes.is(method, "PropertyAccessExpression")) return undefined;
  const type = nodes.type(method);
  if (!isFunctionType(type) || /^[A-Z]/.test(nodes.text(method.name))) return undefined;
  return `'${nodes.text(method)}' is a function, and is not called. To call it write ${nodes.text(method)}(${takesNothing(type) ? "" : "…"})`;
};

const isFunctionType = (type: string) => /^(?:<.*>)?\(.*\) => |^\{ (?:<.*>)?\(/s.test(type);
const takesNothing = (type: string) => /^(?:<.*>)?\(\)/.test(type);

/** `x => { x * 2 }`: what stands in braces is given back by `return` only. */
const withoutReturn: NoteKind = (node, nodes) => {
  const isFunction = nodes.is(node, "ArrowFunction", "FunctionExpression", "FunctionDeclaration", "MethodDeclaration");
  const last = isFunction && nodes.is(node.body, "Block") ? node.body.statements?.at(-1) : undefined;
  if (!nodes.is(last, "ExpressionStatement") || !isOnlyValue(last.expression, nodes)) return undefined;
  const value = nodes.text(last.expression);
  const isShort = nodes.is(node, "ArrowFunction") && node.body?.statements?.length === 1;
  return `In braces a function gives back only what 'return' says: return ${value}${isShort ? `, or leave out the braces: … => ${value}` : ""}`;
};

/** Computed for nothing, if it is not given back. */
function isOnlyValue(node: Node | undefined, nodes: Nodes): boolean {
  if (nodes.is(node, "BinaryExpression"))
    return /^(?:[-+*/%<>]|\*\*|[<>]=|[=!]==?)$/.test(nodes.text(node.operatorToken));
  return nodes.is(node, "Identifier", "NumericLiteral", "TemplateExpression", "ArrayLiteralExpression");
}

/** `"loss ${loss}"` and `"loss {loss}"`: only a template has values in it. */
const noTemplate: NoteKind = (node, nodes, names) => {
  if (!nodes.is(node, "StringLiteral")) return undefined;
  const text = nodes.text(node).slice(1, -1);
  const [, dollar = "", name = ""] = /(\$?)\{\s*([\p{ID_Start}_][\p{ID_Continue}$]*)[^{}]*\}/u.exec(text) ?? [];
  if (name === "" || text.includes("`") || text.includes("\\")) return undefined;
  // Without '$' it is Python's, and only where the name is one of the notebook's.
  if (dollar === "" && names.get(name)?.preloaded !== false) return undefined;
  const written = text.replaceAll(/\$?\{/g, "${");
  return `A text in quotes stands as it is. With values in it write \`${written}\``;
};

export const notesOnValues: readonly NoteKind[] = [noTemplate, printed, nothing, notCalled, withoutReturn];
