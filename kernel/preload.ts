// What is preloaded: packages by their names, and folders of one's own by their paths.
import { readFileSync, statSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What a folder is entered by, the first that is there. */
const entries = ["index.ts", "index.js"];

/** Whether a name means a place on the disk and no package. */
export const isPath = (specifier: string): boolean =>
  /^(\.{1,2}([\\/]|$)|file:)/.test(specifier) || isAbsolute(specifier);

/**
 * A package's name as it stands; a folder or file (a path, relative to `cwd`, or a `file:` URL) as the absolute path of the
 * module that is loaded.
 * @throws Error where there is no such folder, or nothing in it to load
 */
export function resolvePreload(specifier: string, cwd: string): string {
  if (!isPath(specifier)) return specifier;
  const path = resolve(cwd, specifier.startsWith("file:") ? fileURLToPath(specifier) : specifier);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  const expected = `cannot preload ${specifier}: expected a folder with ${entries.join(" or ")}`;
  if (!found) throw new Error(`${expected}, but ${path} is not there. Name the folder that holds it`);
  const entry = entries.map(name => join(path, name)).find(file => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (entry === undefined) throw new Error(`${expected}, but ${path} has neither. Name the folder that holds it`);
  return entry;
}

/**
 * The doors of the preloaded packages, by the specifiers that import them, each with the file of its types. Whoever imports
 * one of them, wherever the notebook or a preloaded folder lies, means the package that is preloaded.
 */
export function preloadedDoors(preload: readonly string[]): { [specifier: string]: string } {
  const doors: { [specifier: string]: string } = {};
  for (const name of new Set(preload.filter(specifier => !isPath(specifier)).map(packageName))) {
    const manifest = manifestOf(name);
    if (manifest === undefined) continue;
    const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports?: unknown };
    if (typeof exports !== "object" || exports === null) continue;
    for (const [subpath, target] of Object.entries(exports)) {
      const types = typesOf(target);
      if (subpath.startsWith(".") && types) doors[name + subpath.slice(1)] = join(dirname(manifest), types);
    }
  }
  return doors;
}

/** The methods of preloaded packages whose values are no conditions, as their package.json says: `"notebook": { "noCondition": … }`. */
export function noConditions(preload: readonly string[]): string[] {
  const names = new Set(preload.filter(specifier => !isPath(specifier)).map(packageName));
  return [...names].flatMap(name => {
    const manifest = manifestOf(name);
    if (manifest === undefined) return [];
    return notebookIn(manifest).noCondition ?? [];
  });
}

/** What a package tells notebooks, under "notebook" of its package.json; files are named from its folder. */
interface NotebookSection {
  /** The table of the names that its doors export. */
  names?: string;
  /** The table of other libraries' names. */
  words?: string;
  /** Methods whose values are no conditions. */
  noCondition?: string[];
  /** Names that are imported when a cell first names them; session/on-demand.ts says how. */
  onDemand?: { [name: string]: { module: string; called: string; install: string } };
}

export const notebookIn = (manifest: string): NotebookSection =>
  (JSON.parse(readFileSync(manifest, "utf8")) as { notebook?: NotebookSection }).notebook ?? {};

/** "unrolled" of "unrolled/checking". */
export const packageName = (specifier: string): string =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** The path of a package's package.json, where it is there. */
export function manifestOf(name: string): string | undefined {
  try {
    return findPackageJSON(name, import.meta.url);
  } catch {
    return undefined; // whoever loads it says that it is not there
  }
}

function typesOf(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null) return undefined;
  const { types, ...conditions } = target as { [condition: string]: unknown };
  return typeof types === "string" ? types : (typesOf(conditions.import) ?? typesOf(conditions.default));
}
