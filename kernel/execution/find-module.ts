// Where a module is that a cell or a file beside the notebook imports. The compiler resolves as bundlers do: it takes
// what Node wants written out, or otherwise. What Node itself finds goes first.
import { readFileSync } from "node:fs";
import { createRequire, findPackageJSON, type RegisterHooksOptions } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export type Resolved = ReturnType<NonNullable<RegisterHooksOptions["resolve"]>>;

export interface Importer {
  /** The URL of who imports. */
  importer: string;
  isCell: boolean;
  /** By `require`. */
  isRequired: boolean;
}

/** @param find as Node does; throws where it finds nothing */
export function findModule(specifier: string, by: Importer, find: (specifier: string) => Resolved): Resolved {
  try {
    return find(specifier);
  } catch (error) {
    if (!isMissing(error)) throw error;
    for (const other of othersFor(specifier, by))
      try {
        return find(other);
      } catch {
        // The next may be there.
      }
    throw explained(error, specifier, by);
  }
}

function isMissing(error: unknown): error is Error & { code: string } {
  const { code } = error as { code?: unknown };
  return code === "ERR_MODULE_NOT_FOUND" || code === "ERR_UNSUPPORTED_DIR_IMPORT" || code === "MODULE_NOT_FOUND";
}

const endings = [".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
const inTypeScript: { [ending: string]: string } = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };

function othersFor(specifier: string, { importer, isRequired }: Importer): string[] {
  if (isPath(specifier)) {
    const [ending = ""] = /\.[cm]?js$/.exec(specifier) ?? [];
    if (ending) return [specifier.slice(0, -ending.length) + inTypeScript[ending]];
    const folder = specifier.replace(/\/$/, "");
    return endings.map(ending => folder + ending);
  }
  // `require` knows all of this.
  if (isRequired || specifier.includes(":")) return [];
  return [asRequired(specifier, importer), byModuleField(specifier, importer)].filter(found => found !== undefined);
}

/** `lodash/debounce` for `lodash/debounce.js`, a folder for its index: in packages that do not list what they export. */
function asRequired(specifier: string, importer: string): string | undefined {
  try {
    return pathToFileURL(createRequire(importer).resolve(specifier)).href;
  } catch {
    return undefined;
  }
}

/** Of packages that are made for bundlers alone. */
function byModuleField(name: string, importer: string): string | undefined {
  try {
    const file = findPackageJSON(name, importer);
    const { module } = JSON.parse(readFileSync(file!, "utf8")) as { module?: unknown };
    return typeof module === "string" ? pathToFileURL(join(file!, "..", module)).href : undefined;
  } catch {
    return undefined;
  }
}

const isPath = (specifier: string): boolean => /^\.{0,2}\/|^\.{1,2}$/.test(specifier);

/** Node's error names files of the kernel's that nobody has written. */
function explained(error: Error & { code: string }, specifier: string, { importer, isCell }: Importer): Error {
  // It holds the kernel's own files.
  if (isCell) delete (error as { requireStack?: unknown }).requireStack;
  const where = isCell ? "" : `, imported by ${fileURLToPath(importer.replace(/[?#].*$/s, ""))}`;
  error.message = isPath(specifier)
    ? `Cannot find module '${specifier}'${where}`
    : `Cannot find package '${specifier}'${where}. It is not installed in the notebook's folder.`;
  return error;
}
