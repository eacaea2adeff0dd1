// What a language engine does for a session: check a cell, turn it into a runnable function, help while typing.
//
// An engine is synchronous and knows no running code. It keeps the types of what earlier cells declared; the values
// live in the execution, in slots that both sides name alike.
import type { MimeBundle } from "../protocol/mime.ts";
import type { Known } from "./cell/names.ts";
import type { Supervision } from "./thread/supervision.ts";

/** Where a name's value lives. A re-declaration with another type gets a new slot, so old closures keep the old one. */
export type SlotId = string;

/** A cell ready to run: `code` is one async function expression, see rewrite.ts. */
export interface CompiledCell {
  /** Unique in the session; also the script's name in stack traces. */
  id: number;
  code: string;
  /** Source map (version 3, JSON) from `code` to the cell's own text. */
  map: string;
  /** Every top-level name that the cell reads or declares, with the slot it lives in. */
  slots: Record<string, SlotId>;
  exports: CellExports;
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

/** One complaint of the compiler, in UTF-16 offsets of the cell's text. */
export interface Diagnostic {
  /** TypeScript's error number: 2322 in TS2322. */
  code: number;
  message: string;
  start: number;
  end: number;
}

export type Prepared = { status: "ok"; cell: CompiledCell } | { status: "error"; diagnostics: Diagnostic[] };

export interface CompletionItem {
  text: string;
  /** "function", "class", "property", "variable", "keyword", … for the completion popup. */
  type?: string;
}

/** The text between `start` and `end` is what an item replaces (UTF-16 offsets of the cell's text). */
export interface Completions {
  items: CompletionItem[];
  start: number;
  end: number;
}

export type Completeness = { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

/** The compiler could not answer, because the cell asks too much of it. Nothing is lost, and other cells compile. */
export class CompilerFailure extends Error {
  static {
    CompilerFailure.prototype.name = "CompilerFailure";
  }
}

/** "native" stands on TypeScript 7's compiler, "tslab" on tslab's converter and TypeScript 6 (optional peers). */
export type EngineKind = (typeof engineKinds)[number];
export const engineKinds = ["native", "tslab"] as const;

/** The engine that a command line's --engine names. */
export function engineNamed(name: string): EngineKind {
  const kind = engineKinds.find(kind => kind === name);
  if (!kind) throw new Error(`--engine expects one of ${engineKinds.join(", ")}, but got "${name}"`);
  return kind;
}

export interface Engine {
  /** Check and compile a cell; throws a CompilerFailure where that is too much. Nothing is declared until `commit`. */
  prepare(text: string): Prepared;
  /** Keep what the cell declared for the cells after it: also when the cell threw halfway. */
  commit(cell: CommittedCell): void;
  complete(text: string, offset: number): Completions;
  /** What the name at the offset is; at level 1 also the text that declares it. */
  inspect(text: string, offset: number, level?: 0 | 1): MimeBundle | undefined;
  isComplete(text: string): Completeness;
  /** Forget what the cells declared, because the process that held their values is gone; preloaded names stay. */
  forget(): void;
  close(): void;
}

export interface EngineOptions {
  /** Folder from which a cell's imports are resolved. */
  cwd: string;
  /** Packages whose exports are in scope in every cell, resolved from the kernel's own package. */
  preload: string[];
  /** The kernel's own names: `names` are the members of the interface `type` that `module` exports. */
  builtins: { module: string; type: string; names: string[] };
  /** Modules that the kernel itself serves to cells, by the names they are imported by. */
  served?: { [specifier: string]: string };
  /** How many cells another engine, whose place this one takes, has compiled: numbers go on from there. */
  cellsBefore?: number;
  /** Where somebody in another thread waits for this engine, and may give a question up. */
  supervision?: Supervision;
}
