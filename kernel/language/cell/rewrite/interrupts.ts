// Where a cell can be stopped: at each turn of its loops, and while it awaits.
import type { CellTree } from "./cell-tree.ts";
import { passTo } from "./syntax.ts";

/** Every loop polls the interrupt flag first. */
export function interruptLoops({ nodes, edits, frame }: CellTree): void {
  const poll = `if (${frame.flag}[0] !== 0) ${frame.cell}.stop();`;
  for (const node of nodes)
    switch (node.type) {
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement": {
        const { type, start, end } = node.body;
        if (type === "BlockStatement") edits.wrap({ start: start + 1, end: end - 1 }, poll, "");
        else edits.wrap(node.body, `{ ${poll} `, " }");
      }
    }
}

/** Every await, also that of a `for await`, is of a promise that an interrupt rejects. */
export function interruptAwaits({ nodes, placeOf, edits, frame }: CellTree): void {
  for (const node of nodes)
    if (node.type === "AwaitExpression")
      passTo(edits, node.argument, `${frame.cell}.wait`, placeOf(node.argument.start));
    else if (node.type === "ForOfStatement" && node.await)
      passTo(edits, node.right, `${frame.cell}.iterate`, placeOf(node.right.start));
}
