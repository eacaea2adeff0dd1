// A cell's imports: each module is awaited first, and every name that it brings gets its slot.
import type { ImportDeclaration } from "acorn";
import type { CellTree } from "./cell-tree.ts";
import { expectNames, liveBinding } from "./imported.ts";
import { importedName } from "./syntax.ts";

/** `import a from "m"` becomes, at the beginning, an awaited `import("m")` and `$$a.v = …`. */
export function rewriteImports(cell: CellTree): void {
  for (const statement of cell.program.body) if (statement.type === "ImportDeclaration") rewriteImport(cell, statement);
}

function rewriteImport({ declares, live, placeOf, edits, frame }: CellTree, statement: ImportDeclaration): void {
  edits.remove(statement.start, statement.end);
  const names = statement.specifiers.flatMap(specifier => {
    const { name } = specifier.local;
    const id = declares.get(name);
    return id === undefined ? [] : [{ name, id, member: importedName(specifier) }];
  });
  // An import of types alone loads nothing.
  if (names.length === 0 && statement.specifiers.length > 0) return;
  const source = statement.source.raw!;
  const imported = frame.nameModule();
  const wanted = names.flatMap(({ member }) => member ?? []);
  const asDefault = names.find(({ member }) => member === "default")?.name;
  const expected = [source, JSON.stringify(wanted), ...(asDefault === undefined ? [] : [JSON.stringify(asDefault)])];
  const loaded = `import(${source}).then(members => ${expectNames}(members, ${expected.join(", ")}))`;
  const module = `await ${frame.cell}.wait(${loaded}, ${placeOf(statement.source.start)})`;
  const gives = names.map(({ name, id, member }) => {
    const value = member === undefined ? imported : `${imported}[${JSON.stringify(member)}]`;
    return live.has(name) ? liveBinding(frame.slot(name, id), value) : `${frame.value(name, id)} = ${value};`;
  });
  frame.beginWithImport([`const ${imported} = ${module};`, ...gives].join(" "));
}
