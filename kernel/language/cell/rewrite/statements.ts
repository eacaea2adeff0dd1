// Statements as parts of a function's body.
import type { CellTree } from "./cell-tree.ts";
import { statementsOf } from "./syntax.ts";

/** Those that end by a line's end get a semicolon: what follows may begin with a parenthesis now. */
export function endStatements({ nodes, javascript, edits }: CellTree): void {
  for (const statement of nodes.flatMap(statementsOf))
    if (javascript[statement.end - 1] !== ";") edits.wrap(statement, "", ";");
}

/** The compiler writes "use strict", and no such directive can stand in a function with such parameters. */
export function removeStrict({ program, edits }: CellTree): void {
  for (const statement of program.body)
    if (statement.type === "ExpressionStatement" && statement.directive === "use strict")
      edits.remove(statement.start, statement.end);
}
