// What a language engine does for a session: check a cell, turn it into a runnable function, help while typing.
//
// An engine is synchronous and knows no running code. It keeps the types of what earlier cells declared; the values
// live in the execution, in slots that both sides name alike.
import type { MimeBundle } from "../protocol/mime.ts";
import type { CommittedCell, CompiledCell } from "./cell/compiled-cell.ts";
import type { Diagnostic } from "./cell/diagnostic.ts";
import type { Completeness } from "./help/completeness.ts";
import type { Completions } from "./help/completions.ts";
import type { Note } from "./meaning/note.ts";
import type { Supervision } from "./supervision.ts";

export type { CommittedCell, CompiledCell } from "./cell/compiled-cell.ts";
export { CompilerFailure } from "./cell/compiler-failure.ts";
export type { Diagnostic } from "./cell/diagnostic.ts";
export type { Completeness } from "./help/completeness.ts";
export type { Completions } from "./help/completions.ts";
export type { Note } from "./meaning/note.ts";

/** A cell that is ready to run, or its errors. */
export type Prepared = { status: "ok"; cell: CompiledCell } | { status: "error"; diagnostics: Diagnostic[] };

/** "native" stands on TypeScript 7's compiler, "tslab" on tslab's converter and TypeScript 6 (optional peers). */
export type EngineKind = (typeof engineKinds)[number];
export const engineKinds = ["native", "tslab"] as const;

/** The engine that a command line's --engine names. */
export function engineNamed(name: string): EngineKind {
  const kind = engineKinds.find(kind => kind === name);
  if (!kind) throw new Error(`--engine expects one of ${engineKinds.join(", ")}, but got "${name}"`);
  return kind;
}

/** Both engines, also behind a guard. Methods throw a CompilerFailure where the compiler cannot answer. */
export interface Engine {
  /** Check and compile a cell; throws a CompilerFailure where that is too much. Nothing is declared until `commit`. */
  prepare(text: string): Prepared;
  /** What is worth a word in the cell prepared last, if it has no errors; to be asked next, before anything else. */
  notes(): Note[];
  /** Keep what the cell declared for the cells after it: also when the cell threw halfway. */
  commit(cell: CommittedCell): void;
  complete(text: string, offset: number): Completions;
  /** What the name at the offset is; at level 1 also the text that declares it. */
  inspect(text: string, offset: number, level?: 0 | 1): MimeBundle | undefined;
  isComplete(text: string): Completeness;
  /**
   * A cell that runs whatever its types are: nothing of it is checked, no file beside the notebook is compiled with it, and it
   * is not to be committed.
   */
  prepareUnchecked(text: string): Prepared;
  /** Forget what the cells declared, because the process that held their values is gone; preloaded names stay. */
  forget(): void;
  /** As a new engine: for another notebook, and nothing of this one is left. */
  renew(): void;
  close(): void;
}

/** What an engine must know of the notebook and of the kernel. */
export interface EngineOptions {
  /** Folder from which a cell's imports are resolved. */
  cwd: string;
  /** Whose exports are in scope in every cell: packages, resolved from the kernel's own, and modules by absolute paths. */
  preload: string[];
  /** Names that these must export: the last of them is told where one is missing. */
  required?: readonly string[];
  /** The kernel's own names: `names` are the members of the interface `type` that `module` exports. */
  builtins: { module: string; type: string; names: string[] };
  /** Modules that the kernel itself serves to cells, by the names they are imported by. */
  served?: { [specifier: string]: string };
  /** It serves one notebook after the other (`renew`), and remembers cells that it has checked for another. */
  servesMany?: boolean;
  /** How many cells another engine, whose place this one takes, has compiled: numbers go on from there. */
  cellsBefore?: number;
  /** By which another thread, which waits for this engine, gives a question up. */
  supervision?: Supervision;
}
