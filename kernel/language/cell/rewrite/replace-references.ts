// Names that live in slots are read and written there, and what a cell asks of its own file is answered by its context.
import type { Identifier } from "acorn";
import type { CellTree } from "./cell-tree.ts";
import { type Meaning, referencesIn } from "./references.ts";
import { isCallee, isDefault, isShorthand, nameAs, namedBy, openingAt } from "./syntax.ts";

/** `a` becomes `$$a.v`, and a call `a()` becomes `(0, $$a.v)()`. */
export function replaceReferences(cell: CellTree): void {
  for (const [identifier, meaning] of referencesIn(cell.program, cell))
    replaceReference(cell, identifier, targetOf(cell, meaning));
}

/** `import.meta` */
export function replaceImportMeta({ nodes, edits, frame }: CellTree): void {
  for (const node of nodes)
    if (node.type === "MetaProperty" && node.meta.name === "import")
      edits.replace(node.start, node.end, `${frame.cell}.meta`);
}

/** What stands for a name. */
function targetOf({ declares, reads, frame }: CellTree, { kind, name }: Meaning): string {
  if (kind === "constant") return `${frame.cell}.constant.v`;
  if (kind === "file") return `${frame.cell}.${name}`;
  return frame.value(name, kind === "declared" ? declares.get(name)! : reads.get(name)!.slot);
}

function replaceReference({ javascript, parents, edits }: CellTree, node: Identifier, target: string): void {
  const parent = parents.get(node);
  if (parent?.type === "ExportSpecifier") return;
  if (isShorthand(parent) || (isDefault(node, parent) && isShorthand(parents.get(parent!))))
    edits.replace(node.start, node.end, `${node.name}: ${target}`);
  // A call through a member would pass the slot as `this`.
  else if (isCallee(node, parent)) {
    const opening = openingAt(javascript, node.end);
    edits.replace(node.start, node.end + opening.length, `(0, ${target})${opening}`);
  } else edits.replace(node.start, node.end, target);
  const anonymous = namedBy(node, parent);
  if (anonymous) nameAs(edits, node.name, anonymous);
}
