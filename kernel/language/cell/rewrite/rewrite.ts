// Turns a cell's JavaScript into one async function whose top-level names live in slots.
//
// `const f = (x) => x + n` becomes `$$f.v = ({ f: (x) => x + $$n.v }).f`: a name is one object for all cells, so that
// closures see later assignments from other cells, and a loop over it runs at the speed of a field. The function is
//
//     "use strict"; (async function ({ n: $$n, f: $$f }, $$0cell, $$0flag) { … $$0cell.value = (last expression); })
//
// Every loop polls the interrupt flag and every await can be rejected by an interrupt.
import remapping from "@jridgewell/remapping";
import type { Program } from "acorn";
import type { SlotId } from "../names.ts";
import { type CellTree, parseCell } from "./cell-tree.ts";
import { rewriteDeclarations } from "./declarations.ts";
import { Edits } from "./edits.ts";
import { rewriteExports } from "./exports.ts";
import { Frame } from "./frame.ts";
import { rewriteImports } from "./imports.ts";
import { interruptAwaits, interruptLoops } from "./interrupts.ts";
import { captureLastExpression } from "./last-expression.ts";
import { noteLeft } from "./left.ts";
import { placesIn } from "./places.ts";
import { replaceImportMeta, replaceReferences } from "./replace-references.ts";
import { endStatements, removeStrict } from "./statements.ts";
import { walk } from "./syntax.ts";
import { noteThrown } from "./thrown.ts";

/** A checked cell as JavaScript, and what its names are. */
export interface RewriteInput extends Pick<CellTree, "declares" | "reads" | "live"> {
  /** The cell as JavaScript (an ES module), and its source map to the cell's text; none where it is that text. */
  javascript: string;
  /** Its syntax tree, where there is one already. */
  program?: Program | undefined;
  map?: string | undefined;
}

/** The function that a cell runs as. */
export interface Rewritten {
  code: string;
  /** Source map (version 3, JSON) to the cell's own text. */
  map: string;
  /** Every slot that the code uses, by its name. */
  slots: Record<string, SlotId>;
}

/** The passes, each with one question. None depends on another: see Edits. */
const passes: readonly ((cell: CellTree) => void)[] = [
  endStatements,
  removeStrict,
  captureLastExpression,
  rewriteExports,
  rewriteDeclarations,
  rewriteImports,
  interruptLoops,
  interruptAwaits,
  noteThrown,
  noteLeft,
  replaceImportMeta,
  replaceReferences,
];

/** Throws a SyntaxError where the text is no JavaScript. */
export function rewrite({ javascript, program = parseCell(javascript), map, ...names }: RewriteInput): Rewritten {
  const edits = new Edits(javascript);
  const frame = new Frame(javascript);
  const placeOf = placesIn(javascript, map);
  const cell = { javascript, program, ...walk(program), ...names, placeOf, edits, frame };
  for (const pass of passes) pass(cell);
  const { code, map: toJavaScript } = edits.finish(frame.opening, frame.closing, "cell.js");
  const toCell = map ? remapping(toJavaScript as never, source => (source === "cell.js" ? map : null)) : toJavaScript;
  return { code, map: toCell.toString(), slots: frame.slots };
}
