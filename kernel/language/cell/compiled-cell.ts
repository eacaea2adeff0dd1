// A cell as the engine hands it on: what runs, and what later cells see of it.
import type { Known, SlotId } from "./names.ts";

/** A cell ready to run: `code` is one async function expression, see rewrite/rewrite.ts. */
export interface CompiledCell {
  /** Unique in the session; also the script's name in stack traces. */
  id: number;
  code: string;
  /** Source map (version 3, JSON) from `code` to the cell's own text. */
  map: string;
  /** Every top-level name that the cell reads or declares, with the slot it lives in. */
  slots: Record<string, SlotId>;
  exports: CellExports;
  /** The TypeScript files beside the notebook that it imports, directly or not. */
  files: CompiledFile[];
}

/** A TypeScript file as JavaScript. */
export interface CompiledFile {
  /** Absolute. */
  path: string;
  /** When and how long the file was: see stampOf. */
  stamp: string;
  code: string;
  /** Source map (version 3, JSON) to the file's own text. */
  map: string;
}

/** What later cells see of a cell. */
export interface CellExports {
  declared: Known[];
  /** The text of its declaration file. */
  declarations: string;
  /** It has types for all cells under no name, which later programs must load. */
  augments: boolean;
}

/** All that an engine must know of a cell to check later ones. */
export type CommittedCell = Pick<CompiledCell, "id" | "exports">;
