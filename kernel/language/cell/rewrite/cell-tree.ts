// What every pass of the rewriting is given: the cell's syntax tree, what its names are, and where its edits go.
import { type AnyNode, Parser, type Program } from "acorn";
import type { SlotId } from "../names.ts";
import type { Edits } from "./edits.ts";
import type { Frame } from "./frame.ts";

/** A cell under way to its function. */
export interface CellTree {
  javascript: string;
  program: Program;
  /** All nodes, outer before inner. */
  nodes: readonly AnyNode[];
  parents: ReadonlyMap<AnyNode, AnyNode>;
  /** Slots of the names that the cell declares at its top level. */
  declares: ReadonlyMap<string, SlotId>;
  /** Slots of the earlier names that it may read, and whether they are constants. */
  reads: ReadonlyMap<string, { slot: SlotId; isConstant: boolean }>;
  /** Of the declared names, imports of what their module may assign to again. */
  live: ReadonlySet<string>;
  /** The place in the cell's own text that an offset of the JavaScript comes from, as arguments: "3, 7". */
  placeOf(offset: number): string;
  edits: Edits;
  frame: Frame;
}

/** Throws a SyntaxError where the text is no JavaScript. */
export function parseCell(javascript: string): Program {
  return CellParser.parse(javascript, { ecmaVersion: "latest", sourceType: "module", ranges: true });
}

/** A cell may export what an earlier one declared, and types, of which nothing is left; the compiler has checked both. */
const CellParser = Parser.extend(
  Base =>
    class extends Base {
      checkLocalExport() {}
    },
);
