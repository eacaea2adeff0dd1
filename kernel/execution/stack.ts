// Stack traces in the cells' own lines and columns.
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Place } from "./messages.ts";
import { inSources } from "./source-maps.ts";

interface CellSource {
  id: number;
  label: string;
  map: string;
  trace?: TraceMap;
}

const kernelFolder = fileURLToPath(new URL("..", import.meta.url));

export class CellStacks {
  /** By the file name that the cell's script runs under. */
  readonly #cells = new Map<string, CellSource>();
  /** Where an error was thrown in a cell: its topmost frame there. */
  readonly #places = new WeakMap<object, Place>();
  readonly #mapOf: (file: string) => string | undefined;
  readonly #traces = new Map<string, TraceMap>();

  /** @param mapOf the source map of a module, if it has one */
  constructor(mapOf: (file: string) => string | undefined) {
    this.#mapOf = mapOf;
  }

  add(fileName: string, source: CellSource): void {
    this.#cells.set(fileName, source);
  }

  placeOf(error: unknown): Place | undefined {
    if (typeof error !== "object" || error === null) return undefined;
    try {
      // The stack is written when it is first read.
      void (error as { stack?: unknown }).stack;
    } catch {} // a getter of the value's own
    return this.#places.get(error);
  }

  /** Make `error.stack` speak of cells everywhere: in tracebacks, in console.log(error), in a student's own code. */
  install(): void {
    Error.prepareStackTrace = (error, sites) => {
      const lines: string[] = [];
      // What lies below a cell is how the kernel came to run it.
      let end: number | undefined;
      for (const site of sites) {
        const file = site.getFileName() ?? "";
        const cell = this.#cells.get(file);
        if (cell) {
          const at = this.#locate(cell, site);
          if (!this.#places.has(error)) this.#places.set(error, at);
          const place = `${cell.label}:${at.line}:${at.column}`;
          // The cell itself is an anonymous function of ours.
          const name = site.isAsync() && !site.getFunctionName() ? undefined : describe(site);
          lines.push(name ? `    at ${name} (${place})` : `    at ${place}`);
          end = lines.length;
        } else if (!isKernel(file)) lines.push(`    at ${this.#inFile(file, site)}`);
      }
      return [headline(error), ...lines.slice(0, end)].join("\n");
    };
  }

  /** Of a file beside the notebook, in its own lines and columns. */
  #inFile(file: string, site: NodeJS.CallSite): string {
    const map = this.#mapOf(file);
    if (map === undefined) return inSources(String(site).replace(/[?&]edition=\d+/, ""));
    const trace = this.#traces.get(map) ?? new TraceMap(map);
    this.#traces.set(map, trace);
    const { line, column } = original(trace, site);
    const path = file.startsWith("file:") ? fileURLToPath(file.replace(/\?.*$/s, "")) : file;
    const name = describe(site);
    return name ? `${name} (${path}:${line}:${column})` : `${path}:${line}:${column}`;
  }

  #locate(cell: CellSource, site: NodeJS.CallSite): Place {
    cell.trace ??= new TraceMap(cell.map);
    return { cell: cell.id, ...original(cell.trace, site) };
  }
}

/** Where a call stands in the text that it was compiled from, counted from 1. */
function original(trace: TraceMap, site: NodeJS.CallSite): { line: number; column: number } {
  const [line, column] = [site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1];
  const found = originalPositionFor(trace, { line, column: column - 1 });
  return { line: found.line ?? 1, column: (found.column ?? 0) + 1 };
}

function describe(site: NodeJS.CallSite): string | undefined {
  const name = asWritten(site.getFunctionName() ?? "");
  if (name === "") return undefined;
  const type = site.isToplevel() || site.isConstructor() ? undefined : site.getTypeName();
  const method = type && !name.startsWith(`${type}.`) && type !== "Object" ? `${type}.${name}` : name;
  return `${site.isAsync() ? "async " : ""}${site.isConstructor() ? "new " : ""}${method}`;
}

/**
 * V8 names a function after what it is assigned to, and in its complaints what it complains of: here that may be a slot,
 * `$$o.v.m`, or the cell's value (rewrite.ts).
 */
export function asWritten(name: string): string {
  return name.replace(/^\${2,}\d\w*\.value\.?/, "").replace(/\${2,}([\p{ID_Start}_][\p{ID_Continue}$]*)\.v\b/gu, "$1");
}

function isKernel(file: string): boolean {
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return path.startsWith(kernelFolder) || file.startsWith("node:internal/");
}

function headline(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
