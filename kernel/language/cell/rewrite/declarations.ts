// What a cell declares at its top level is kept in slots.
import type { AnyNode, ModuleDeclaration, Statement, VariableDeclaration } from "acorn";
import type { CellTree } from "./cell-tree.ts";
import { boundNames, isAnonymous, isNamed, nameAs } from "./syntax.ts";

/** `const a = 1` becomes `($$a.v = 1)`; a `var` of a block is the notebook's, too. */
export function rewriteDeclarations(cell: CellTree): void {
  for (const statement of cell.program.body) rewriteDeclaration(cell, declarationOf(statement));
  for (const node of cell.nodes)
    if (node.type === "VariableDeclaration" && node.kind === "var" && isCellLevel(cell, node)) rewriteVar(cell, node);
}

/** Of `export const a = 1`, what is exported. */
function declarationOf(statement: Statement | ModuleDeclaration): AnyNode {
  const isExport = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
  return (isExport && statement.declaration) || statement;
}

function rewriteDeclaration(cell: CellTree, declaration: AnyNode): void {
  const { declares, edits, frame } = cell;
  if (declaration.type === "VariableDeclaration") {
    if (declaration.kind !== "var") rewriteVariables(cell, declaration);
    return;
  }
  if (!isNamed(declaration)) return;
  const { name } = declaration.id;
  const id = declares.get(name);
  if (id === undefined) return;
  if (declaration.type === "FunctionDeclaration") frame.beginWithFunction(`${frame.value(name, id)} = ${name};`);
  else edits.wrap(declaration, `${frame.value(name, id)} = `, "");
}

/** Not inside a function: a `var` there is the function's own. */
function isCellLevel({ parents }: CellTree, node: AnyNode): boolean {
  for (let at = parents.get(node); at; at = parents.get(at))
    if (/Function|^(StaticBlock|PropertyDefinition)$/.test(at.type)) return false;
  return true;
}

function rewriteVar(cell: CellTree, declaration: VariableDeclaration): void {
  const { declares, edits, frame, parents } = cell;
  for (const name of declaration.declarations.flatMap(({ id }) => boundNames(id))) {
    const id = declares.get(name);
    if (id !== undefined) frame.beginWithVariable(`${frame.value(name, id)} = void 0;`);
  }
  const parent = parents.get(declaration);
  const isLoopTarget =
    (parent?.type === "ForInStatement" || parent?.type === "ForOfStatement") && parent.left === declaration;
  if (isLoopTarget) edits.remove(declaration.start, declaration.declarations[0]!.start);
  else rewriteVariables(cell, declaration);
}

/** `let a = 1, b` becomes `(a = 1, b = void 0)`, and references are replaced by slots, as everywhere. */
function rewriteVariables({ declares, edits, frame }: CellTree, statement: VariableDeclaration): void {
  const { declarations, kind } = statement;
  const names = declarations.flatMap(({ id }) => boundNames(id));
  // Local to the cell's function stay what `using` declares, which ends with the cell, and helpers that the compiler added.
  if (!names.every(name => declares.has(name)) || names.length === 0) return;
  const { start } = declarations[0]!;
  const { end } = declarations.at(-1)!;
  edits.replace(statement.start, start, "(");
  edits.wrap({ start, end }, "", ")");
  for (const { id, init } of declarations) {
    if (id.type !== "Identifier") continue;
    if (init) {
      if (isAnonymous(init)) nameAs(edits, id.name, init);
    } else if (kind === "var") edits.replace(id.start, id.end, "void 0");
    else edits.replace(id.start, id.end, `${frame.value(id.name, declares.get(id.name)!)} = void 0`);
  }
}
