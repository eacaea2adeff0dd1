// How modules are found in the cells' process: as Node finds them, and besides
//
// - a file that was edited since it was loaded is loaded anew when a cell imports it again, and so is every file between
//   the cell and the edited one: its URL gets the number of the edition, because Node loads each URL once;
// - the extension may be left out or be `.js` for `.ts`, as the compiler allows it, in cells and files beside the notebook;
// - some names stand for modules of the kernel's own.
//
// Packages in node_modules are Node's alone.
import { statSync } from "node:fs";
import { createRequire, type RegisterHooksOptions, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

type Resolve = NonNullable<RegisterHooksOptions["resolve"]>;
type Resolved = ReturnType<Resolve>;

/** A file as it was when a cell last had it loaded. */
interface Edition {
  number: number;
  /** Undefined where something that the file imports was not found: then it is tried again in any case. */
  stamp: string | undefined;
  imports: Set<string>;
}

export interface ModulesOptions {
  /** Whether a URL is that of a cell. */
  isCell(url: string): boolean;
  /** URLs of the kernel's own modules, by the names under which cells and files beside the notebook import them. */
  served: { readonly [specifier: string]: string };
}

export class Modules {
  readonly #options: ModulesOptions;
  #served: ModulesOptions["served"] = {};
  readonly #editions = new Map<string, Edition>();
  /** Who asks, where it is not this module itself. */
  #asker: string | undefined;

  constructor(options: ModulesOptions) {
    this.#options = options;
  }

  /** @param preloaded the specifiers of what is preloaded: cells mean the same, wherever the notebook lies */
  install(preloaded: readonly string[]): void {
    const urls = preloaded.map(specifier => [specifier, import.meta.resolve(specifier)]);
    this.#served = { ...Object.fromEntries(urls), ...this.#options.served };
    registerHooks({
      resolve: (specifier, context, next) => {
        const parentURL = this.#asker ?? context.parentURL;
        return this.#resolve(specifier, { ...context, parentURL }, next);
      },
    });
  }

  /** `import.meta.resolve` of the module with this URL. */
  resolve(specifier: string, parentURL: string): string {
    this.#asker = parentURL;
    try {
      return import.meta.resolve(specifier);
    } finally {
      this.#asker = undefined;
    }
  }

  readonly #resolve: Resolve = (specifier, context, next) => {
    const parent = context.parentURL ?? "";
    const isCell = this.#options.isCell(parent);
    const importer = pathOf(parent);
    if (!isCell && !(importer && this.#editions.has(importer))) return next(specifier, context);

    // `require` is asked for paths.
    const isRequired = context.conditions.includes("require");
    const own = Object.hasOwn(this.#served, specifier) ? this.#served[specifier] : undefined;
    if (own !== undefined) return next(isRequired ? fileURLToPath(own) : own, context);
    let found: Resolved;
    try {
      found = findFile(specifier, attempt => next(attempt, context));
    } catch (error) {
      const edition = importer && this.#editions.get(importer);
      if (edition) edition.stamp = undefined;
      throw error;
    }
    const path = pathOf(found.url);
    if (path === undefined) return found;
    if (isCell) this.#renew(path);
    else this.#editions.get(importer!)!.imports.add(path);
    const { number } = this.#edition(path);
    return number === 1 || isRequired
      ? found
      : { ...found, url: `${found.url}${found.url.includes("?") ? "&" : "?"}edition=${number}` };
  };

  #edition(path: string): Edition {
    let edition = this.#editions.get(path);
    if (!edition) {
      edition = { number: 1, stamp: stampOf(path), imports: new Set() };
      this.#editions.set(path, edition);
    }
    return edition;
  }

  /** New editions of whatever has been edited among this file and all that it imports, and of what imports these. */
  #renew(path: string): void {
    const reached = new Set([path]);
    for (const file of reached) for (const imported of this.#edition(file).imports) reached.add(imported);
    const edited = new Set([...reached].filter(file => this.#edition(file).stamp !== stampOf(file)));
    for (let before = -1; before !== edited.size; ) {
      before = edited.size;
      for (const file of reached)
        if ([...this.#edition(file).imports].some(imported => edited.has(imported))) edited.add(file);
    }
    const { cache } = createRequire(import.meta.url);
    for (const file of edited) {
      this.#editions.set(file, { number: this.#edition(file).number + 1, stamp: stampOf(file), imports: new Set() });
      delete cache[file];
    }
  }
}

/** The compiler, which resolves as bundlers do, takes these for one another. */
const endings = [".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
const inTypeScript: { [ending: string]: string } = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };

function findFile(specifier: string, find: (specifier: string) => Resolved): Resolved {
  try {
    return find(specifier);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing =
      code === "ERR_MODULE_NOT_FOUND" || code === "ERR_UNSUPPORTED_DIR_IMPORT" || code === "MODULE_NOT_FOUND";
    if (!isMissing || !/^\.{0,2}\//.test(specifier)) throw error;
    const [ending = ""] = /\.[cm]?js$/.exec(specifier) ?? [];
    const others = ending
      ? [specifier.slice(0, -ending.length) + inTypeScript[ending]]
      : endings.map(ending => specifier + ending);
    for (const other of others)
      try {
        return find(other);
      } catch {
        // The next may be there; if none is, what was asked for is what is missing.
      }
    throw error;
  }
}

/** The path of a file that is neither in a package nor the kernel's own affair. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return undefined;
  return fileURLToPath(url.replace(/[?#].*$/s, ""));
}

function stampOf(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${mtimeNs} ${size}`;
}
