// What a cell throws may have no stack, or one that was made elsewhere: the place is noted.
import type { CellTree } from "./cell-tree.ts";
import { passTo } from "./syntax.ts";

/** `throw x` becomes `throw $$0cell.thrown(x, line, column)`. */
export function noteThrown({ nodes, placeOf, edits, frame }: CellTree): void {
  for (const node of nodes)
    if (node.type === "ThrowStatement") passTo(edits, node.argument, `${frame.cell}.thrown`, placeOf(node.start));
}
