// TypeScript files beside the notebook that a cell imports: checked and compiled with it, as if they were cells.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import remapping from "@jridgewell/remapping";
import { needsLowering, type Transpiled } from "./cell/cell-text.ts";
import type { CompiledFile } from "./cell/compiled-cell.ts";
import type { Diagnostic } from "./cell/diagnostic.ts";
import { stampOf } from "./edited-files.ts";

/** A notebook has a few cells that import files. */
const mostRemembered = 20;

/** What is asked of a compiler's program. Paths are absolute, with slashes. */
export interface FileProgram {
  /** The files that a file imports, also those of packages. */
  importsOf(path: string): string[];
  /** Errors of syntax and of types, in offsets of the files' own texts. */
  errorsOf(paths: string[]): { path: string; error: Diagnostic }[];
  /** A file's JavaScript, of the newest kind, and its source map: without what is only types, also where they are exported. */
  emit(path: string): { javascript: string; map: string };
}

/** Checks and compiles the files that cells import. Where an error or a stamp did not change, it asks no compiler. */
export class LocalFiles {
  readonly #folder: string;
  readonly #transpile: (text: string) => Transpiled;
  /** Files without an error, by what they were then. */
  readonly #correct = new Map<string, string>();
  /** By the files and what they were then, the oldest first. */
  readonly #compiled = new Map<string, CompiledFile[]>();

  /** @param transpile from decorators, which no Node runs, to JavaScript without */
  constructor(folder: string, transpile: (text: string) => Transpiled) {
    this.#folder = folder;
    this.#transpile = transpile;
  }

  /** The TypeScript files that this one imports, directly or not. */
  reachedFrom(path: string, program: FileProgram): string[] {
    const reached = new Set<string>([path]);
    for (const file of reached)
      for (const imported of program.importsOf(file))
        if (isLocal.test(imported) && !imported.includes("/node_modules/") && stampOf(imported) !== undefined)
          reached.add(imported);
    reached.delete(path);
    return [...reached];
  }

  /** The errors in these files. A file's types depend on what it imports, so all are checked again where one was edited. */
  check(paths: string[], program: FileProgram): Diagnostic[] {
    const stamps = new Map(paths.map(path => [path, stampOf(path) ?? ""]));
    if (paths.every(path => this.#correct.get(path) === stamps.get(path))) return [];
    const errors = program.errorsOf(paths);
    for (const path of paths) this.#correct.delete(path);
    if (errors.length === 0) for (const [path, stamp] of stamps) this.#correct.set(path, stamp);
    return errors.map(({ path, error }) => ({
      ...error,
      file: { name: relative(this.#folder, path), text: read(path) },
    }));
  }

  /** These files as JavaScript. They have no errors. What is left of one depends on what it imports: on which names are types. */
  compile(paths: string[], program: FileProgram): CompiledFile[] {
    const files = paths.filter(path => !isDeclaration.test(path)).map(path => ({ path, stamp: stampOf(path) ?? "" }));
    const key = JSON.stringify(files);
    const before = this.#compiled.get(key);
    if (before) return before;
    const compiled = files.map(file => ({ ...file, ...this.#lower(program.emit(file.path)) }));
    this.#compiled.set(key, compiled);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > mostRemembered) this.#compiled.delete(oldest!);
    return compiled;
  }

  #lower({ javascript, map }: { javascript: string; map: string }): { code: string; map: string } {
    if (!needsLowering(javascript)) return { code: javascript, map };
    const lowered = this.#transpile(javascript);
    return { code: lowered.javascript, map: joined(lowered.map, map) };
  }
}

function joined(map: string | undefined, before: string): string {
  if (map === undefined) return before;
  return remapping(JSON.parse(map), (_, { depth }) => (depth === 1 ? JSON.parse(before) : null)).toString();
}

const isLocal = /\.[cm]?ts$/;
const isDeclaration = /\.d\.[cm]?ts$/;

/** As compilers count its offsets. */
const read = (path: string): string => readFileSync(path, "utf8").replace(/^\uFEFF/, "");
