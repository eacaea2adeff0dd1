// Questions about acorn's syntax tree that the rewriting asks.
import type {
  AnyNode,
  ClassDeclaration,
  FunctionDeclaration,
  Identifier,
  ModuleDeclaration,
  Program,
  Statement,
} from "acorn";
import type { Edits } from "./edits.ts";

/** All nodes, outer before inner, and each one's parent. Iterative: deep nesting cannot overflow the stack. */
export function walk(root: Program): { nodes: AnyNode[]; parents: Map<AnyNode, AnyNode> } {
  const nodes: AnyNode[] = [];
  const parents = new Map<AnyNode, AnyNode>();
  const stack: AnyNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    for (const child of Object.values(node).flat()) {
      if (typeof child?.type !== "string") continue;
      parents.set(child, node);
      stack.push(child);
    }
  }
  return { nodes: nodes.sort((a, b) => a.start - b.start || b.end - a.end), parents };
}

/** The statements of a list that the node is, each ended by its own end or its line's. */
export function statementsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === "Program" || node.type === "BlockStatement" || node.type === "StaticBlock") return node.body;
  return node.type === "SwitchCase" ? node.consequent : [];
}

/** `{ name }` in a literal or a pattern: the name is both key and value. */
export function isShorthand(node: AnyNode | undefined): boolean {
  return node?.type === "Property" && node.shorthand;
}

/** The `name` of `name = default` in a pattern. */
export function isDefault(node: AnyNode, parent: AnyNode | undefined): boolean {
  return parent?.type === "AssignmentPattern" && parent.left === node;
}

/** The `f` of `f(x)` and of a tagged template. */
export function isCallee(node: AnyNode, parent: AnyNode | undefined): boolean {
  return (
    (parent?.type === "CallExpression" && parent.callee === node) ||
    (parent?.type === "TaggedTemplateExpression" && parent.tag === node)
  );
}

/** A call's parenthesis, which is where V8 says that such a call stands: mapped with the name, it stands where the name does. */
export function openingAt(javascript: string, offset: number): string {
  const opening = /\s*\(/y;
  opening.lastIndex = offset;
  return opening.exec(javascript)?.[0] ?? "";
}

/** `export {}` and `export { a }`. */
export function isEmptyExport(statement: Statement | ModuleDeclaration): boolean {
  return statement.type === "ExportNamedDeclaration" && !statement.declaration;
}

/** A function or class that takes its name from what it is assigned to. */
export function isAnonymous(node: AnyNode): boolean {
  return (
    node.type === "ArrowFunctionExpression" ||
    ((node.type === "FunctionExpression" || node.type === "ClassExpression") && !node.id)
  );
}

/** An assignment to a member does not name an anonymous function; a property of that name does. */
export function nameAs(edits: Edits, name: string, anonymous: AnyNode): void {
  edits.wrap(anonymous, `({ ${name}: `, ` }).${name}`);
}

/** An expression becomes the first argument of a call; `rest` are the others. */
export function passTo(edits: Edits, expression: AnyNode, callee: string, rest: string): void {
  const isList = expression.type === "SequenceExpression";
  edits.wrap(expression, `${callee}(${isList ? "(" : ""}`, `${isList ? ")" : ""}, ${rest})`);
}

/** A function or class declaration with a name: an `export default` may have none. */
export function isNamed(node: AnyNode): node is (FunctionDeclaration | ClassDeclaration) & { id: Identifier } {
  return (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id !== null;
}

/** The anonymous function that an assignment to `node` names: the right side of `node = …` and of a default. */
export function namedBy(node: AnyNode, parent: AnyNode | undefined): AnyNode | undefined {
  const assigns =
    (parent?.type === "AssignmentExpression" && /^(=|\|\|=|&&=|\?\?=)$/.test(parent.operator)) ||
    parent?.type === "AssignmentPattern";
  return assigns && parent.left === node && isAnonymous(parent.right) ? parent.right : undefined;
}

/** The names that a binding pattern declares, in order. */
export function boundNames(pattern: AnyNode): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap(p => boundNames(p.type === "Property" ? p.value : p.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(element => (element ? boundNames(element) : []));
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** The member of its module that an import names; a namespace is the module itself. */
export function importedName(specifier: AnyNode): string | undefined {
  if (specifier.type === "ImportNamespaceSpecifier") return undefined;
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type !== "ImportSpecifier") throw new Error(`not an import specifier: ${specifier.type}`);
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : String(imported.value);
}
