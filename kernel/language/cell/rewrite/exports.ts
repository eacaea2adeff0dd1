// A cell's exports: its declarations stay, the lists go, and what it exports by default is what it shows.
import type { ExportDefaultDeclaration } from "acorn";
import type { CellTree } from "./cell-tree.ts";
import { isAnonymous, isNamed, nameAs } from "./syntax.ts";

/** `export default 1` becomes the cell's value; `export` before a declaration goes. */
export function rewriteExports(cell: CellTree): void {
  const { program, edits, frame, placeOf } = cell;
  for (const statement of program.body)
    switch (statement.type) {
      case "ExportNamedDeclaration":
        edits.remove(statement.start, statement.declaration?.start ?? statement.end);
        break;
      case "ExportDefaultDeclaration":
        rewriteDefault(cell, statement);
        break;
      case "ExportAllDeclaration":
        edits.replace(
          statement.start,
          statement.end,
          `await ${frame.cell}.wait(import(${statement.source.raw}), ${placeOf(statement.source.start)});`,
        );
        break;
    }
}

/** A function or class with a name is declared too: see declarations.ts. */
function rewriteDefault(cell: CellTree, { start, declaration }: ExportDefaultDeclaration): void {
  const { declares, edits, frame } = cell;
  const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  const named = isNamed(declaration) ? declaration.id : undefined;
  const id = named && declares.get(named.name);
  if (named && id !== undefined) {
    edits.remove(start, declaration.start);
    const show = `${frame.cell}.value = ${frame.value(named.name, id)};`;
    if (declaration.type === "FunctionDeclaration") frame.beginWithImport(show);
    else edits.wrap(declaration, "", `; ${show}`);
  } else {
    // A compiler may give a name to what has none.
    if (named) edits.remove(named.start, named.end);
    edits.replace(start, declaration.start, `${frame.cell}.value = `);
    if (isDeclaration || isAnonymous(declaration)) nameAs(edits, "default", declaration);
  }
}
