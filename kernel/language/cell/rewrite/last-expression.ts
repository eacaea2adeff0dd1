// The cell's value is that of its last expression.
import type { CellTree } from "./cell-tree.ts";
import { isEmptyExport } from "./syntax.ts";

/** `f(x)` at the end becomes `$$0cell.value = (f(x))`. */
export function captureLastExpression({ program, edits, frame }: CellTree): void {
  const last = program.body.findLast(statement => statement.type !== "EmptyStatement" && !isEmptyExport(statement));
  if (last?.type !== "ExpressionStatement" || last.directive === "use strict") return;
  // From where the statement begins: the expression may stand in parentheses.
  edits.wrap({ start: last.start, end: last.expression.end }, `${frame.cell}.value = (`, ")");
}
