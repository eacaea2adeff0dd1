// A promise that a cell does not wait for may be rejected later, with a stack that ends in a library: the place is noted.
import type { AnyNode, CallExpression } from "acorn";
import type { CellTree } from "./cell-tree.ts";
import { passTo } from "./syntax.ts";

/**
 * `f(x)` that is a statement, or the value of a name, becomes `$$0cell.left(f(x), line, column)`. Only at the top level:
 * it costs a loop nothing.
 */
export function noteLeft({ program, placeOf, edits, frame }: CellTree): void {
  for (const statement of program.body)
    for (const call of callsOf(statement)) passTo(edits, call, `${frame.cell}.left`, placeOf(call.start));
}

function callsOf(statement: AnyNode): CallExpression[] {
  const isCall = (node: AnyNode | null | undefined) => node?.type === "CallExpression";
  if (statement.type === "VariableDeclaration")
    return statement.declarations.map(({ init }) => init).filter(isCall) as CallExpression[];
  if (statement.type !== "ExpressionStatement") return [];
  const { expression } = statement;
  return [expression.type === "AssignmentExpression" ? expression.right : expression].filter(
    isCall,
  ) as CallExpression[];
}
