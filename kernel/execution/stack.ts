// Stack traces in the cells' own lines and columns.
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { basename, dirname, isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { types } from "node:util";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { type Frame, foldFrames, listFrames } from "./fold-frames.ts";
import type { Place } from "./messages.ts";
import { inSources } from "./source-maps.ts";

interface CellSource {
  id: number;
  label: string;
  map: string;
  trace?: TraceMap;
}

/** An error's stack, as it was written. */
interface Stack {
  /** Places in cells, the innermost first. */
  places: Place[];
  head: string;
  folded: string[];
  /** Whether a person's own lines are among them. */
  isOwn: boolean;
  text: string;
}

/** What is known of modules that are no cells. Each is named as stack traces name it: by its URL or its path. */
export interface StackModules {
  /** From a module to its own text; undefined where it runs as it is written. */
  mapOf(file: string): string | undefined;
  /** Whether it lies beside the notebook. */
  isOwn(file: string): boolean;
}

/** Where a value was thrown, or a cell awaited what was rejected, or left it to itself. */
export interface Passed extends Place {
  how: "thrown" | "awaited" | "left";
}

const kernelFolder = fileURLToPath(new URL("..", import.meta.url));

/** How many frames V8 writes down: a library calls itself some tens of times before a cell's own line comes. */
const mostFrames = 200;

export class CellStacks {
  /** By the file name that the cell's script runs under. */
  readonly #cells = new Map<string, CellSource>();
  readonly #stacks = new WeakMap<object, Stack>();
  /** Where an error, or another value that was thrown, passed through cells, the innermost first. */
  readonly #passed = new WeakMap<object, Passed[]>();
  /** The same of the last text or number that was thrown. */
  #lastPrimitive: { value: unknown; passed: Passed[] } = { value: undefined, passed: [] };
  readonly #modules: StackModules;
  readonly #traces = new Map<string, TraceMap>();
  readonly #libraries = new Map<string, string>();

  constructor(modules: StackModules) {
    this.#modules = modules;
  }

  add(fileName: string, source: CellSource): void {
    this.#cells.set(fileName, source);
  }

  /** A cell throws the value here, or awaits here what is rejected with it: its stack may not say so. */
  pass(value: unknown, passed: Passed): void {
    const list = this.#passedOf(value) ?? [];
    if (typeof value === "object" && value !== null) this.#passed.set(value, list);
    else if (list !== this.#lastPrimitive.passed) this.#lastPrimitive = { value, passed: list };
    // One that is thrown again and again, in a loop, has its first places.
    if (list.length < 20 && !list.some(place => isSame(place, passed))) list.push(passed);
  }

  /**
   * Where in a cell it was thrown. Where its stack does not lead through the cell that runs, because it was rejected
   * elsewhere: where that cell awaits or throws it.
   */
  placeOf(error: unknown, running?: number): Place | undefined {
    const frames = this.#framesOf(error);
    const passed = this.#passedOf(error) ?? [];
    const own = frames.some(({ cell }) => cell === running) ? undefined : passed.find(({ cell }) => cell === running);
    const place = own ?? frames[0] ?? passed[0];
    return place && { cell: place.cell, line: place.line, column: place.column };
  }

  /** Whether frames of libraries are all that its stack has: folded, they are one line. */
  isForeign(error: unknown): boolean {
    this.#framesOf(error);
    return typeof error === "object" && error !== null && this.#stacks.get(error)?.isOwn === false;
  }

  /** Lines for the places that an error passed and its stack does not name. */
  passedLines(error: unknown): string[] {
    const frames = this.#framesOf(error);
    const labels = new Map([...this.#cells.values()].map(({ id, label }) => [id, label]));
    return (this.#passedOf(error) ?? [])
      .filter(({ cell, line }) => !frames.some(frame => frame.cell === cell && frame.line === line))
      .map(
        ({ cell, line, column, how }) =>
          `    at ${how === "awaited" ? "async " : ""}${labels.get(cell)}:${line}:${column}`,
      );
  }

  /** It was told: a module that failed fails again with the same error, in another cell. */
  forgetPassed(error: unknown): void {
    if (typeof error === "object" && error !== null) this.#passed.delete(error);
    else this.#lastPrimitive = { value: undefined, passed: [] };
  }

  /** An error's stack with these lines in it, before those of libraries. */
  stackWith(error: Error, passed: readonly string[]): string {
    const stack = String(error.stack);
    const written = this.#stacks.get(error);
    if (stack !== written?.text) return [stack, ...passed].join("\n");
    const { head, folded, isOwn } = written;
    return [head, ...(isOwn ? [...folded, ...passed] : [...passed, ...folded])].join("\n");
  }

  /** Make `error.stack` speak of cells everywhere: in tracebacks, in console.log(error), in a student's own code. */
  install(): void {
    Error.stackTraceLimit = mostFrames;
    Error.prepareStackTrace = (error, sites) => {
      const frames = sites.map(site => this.#frameOf(site)).filter(frame => frame !== undefined);
      const folded = foldFrames(frames);
      const isOwn = frames.some(({ kind }) => kind === "cell" || kind === "own");
      const head = headline(error);
      const text = [head, ...(isOwn ? folded : listFrames(frames))].join("\n");
      if (!this.#stacks.has(error))
        this.#stacks.set(error, { places: frames.flatMap(({ place }) => place ?? []), head, folded, isOwn, text });
      return text;
    };
  }

  #passedOf(value: unknown): Passed[] | undefined {
    if (typeof value === "object" && value !== null) return this.#passed.get(value);
    return Object.is(value, this.#lastPrimitive.value) ? this.#lastPrimitive.passed : undefined;
  }

  #framesOf(error: unknown): readonly Place[] {
    if (typeof error !== "object" || error === null) return [];
    try {
      // The stack is written when it is first read.
      void (error as { stack?: unknown }).stack;
    } catch {} // a getter of the value's own
    return this.#stacks.get(error)?.places ?? [];
  }

  /** Undefined for the kernel's own. */
  #frameOf(site: NodeJS.CallSite): (Frame & { place?: Place }) | undefined {
    const file = site.getFileName() ?? "";
    const cell = this.#cells.get(file);
    if (cell) {
      const place = this.#locate(cell, site);
      // Before the cell's first line, where its imports are awaited: it tells the place itself.
      if (!place) return undefined;
      const at = `${cell.label}:${place.line}:${place.column}`;
      // The cell itself is an anonymous function of ours.
      const name = site.isAsync() && !site.getFunctionName() ? undefined : describe(site);
      return { kind: "cell", place, text: name ? `${name} (${at})` : at };
    }
    if (isKernel(file)) return undefined;
    if (file === "") return { kind: "native", text: String(site) };
    const library = this.#libraryOf(file);
    return library === undefined
      ? { kind: "own", text: this.#inFile(file, site) }
      : { kind: "library", text: inSources(String(site)), library };
  }

  #libraryOf(file: string): string | undefined {
    if (file.startsWith("node:")) return "Node.js";
    const isFile = file.startsWith("file:") || isAbsolute(file);
    if (!isFile || this.#modules.isOwn(file)) return undefined;
    const known = this.#libraries.get(file) ?? libraryAt(pathOf(file));
    this.#libraries.set(file, known);
    return known;
  }

  /** Of a file beside the notebook, in its own lines and columns. */
  #inFile(file: string, site: NodeJS.CallSite): string {
    const map = this.#modules.mapOf(file);
    if (map === undefined) return String(site).replace(/[?&]edition=\d+/, "");
    const trace = this.#traces.get(map) ?? new TraceMap(map);
    this.#traces.set(map, trace);
    const { line, column } = original(trace, site) ?? { line: 1, column: 1 };
    const name = describe(site);
    const at = `${pathOf(file)}:${line}:${column}`;
    return name ? `${name} (${at})` : at;
  }

  #locate(cell: CellSource, site: NodeJS.CallSite): Place | undefined {
    cell.trace ??= new TraceMap(cell.map);
    const found = original(cell.trace, site);
    return found && { cell: cell.id, ...found };
  }
}

const isSame = (a: Place, b: Place): boolean => a.cell === b.cell && a.line === b.line && a.column === b.column;

/** Where a call stands in the text that it was compiled from, counted from 1; undefined where that text has no such place. */
function original(trace: TraceMap, site: NodeJS.CallSite): { line: number; column: number } | undefined {
  const [line, column] = [site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1];
  const found = originalPositionFor(trace, { line, column: column - 1 });
  return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
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
 * `$$o.v.m`, or the cell's value (language/cell/rewrite/).
 */
export function asWritten(name: string): string {
  return name.replace(/^\${2,}\d\w*\.value\.?/, "").replace(/\${2,}([\p{ID_Start}_][\p{ID_Continue}$]*)\.v\b/gu, "$1");
}

const pathOf = (file: string): string =>
  file.startsWith("file:") ? fileURLToPath(file.replace(/[?#].*$/s, "")) : file;

function isKernel(file: string): boolean {
  return file.startsWith("node:internal/") || (file !== "" && pathOf(file).startsWith(kernelFolder));
}

/** The name of the package that a file belongs to. */
function libraryAt(path: string): string {
  const installed = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1];
  if (installed !== undefined) return installed.replaceAll("\\", "/");
  try {
    const manifest = findPackageJSON(path, path);
    const { name } = JSON.parse(readFileSync(manifest!, "utf8")) as { name?: unknown };
    if (typeof name === "string") return name;
  } catch {} // in no package
  return basename(dirname(path));
}

function headline(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

/** Whether it can be looked at without running code of a proxy's. */
export const isPlainError = (value: unknown): value is Error => types.isNativeError(value) && !types.isProxy(value);
