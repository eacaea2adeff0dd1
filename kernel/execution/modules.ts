// How modules are found and loaded in the cells' process: as Node does, and besides
//
// - TypeScript beside the notebook comes compiled with the cell that imports it, so that all of TypeScript works there;
//   a module is an ES module or CommonJS by what it says, whatever its folder's package.json says;
// - a file that was edited since it was loaded is loaded anew when a cell imports it again, and so is every file between
//   the cell and the edited one: its URL gets the number of the edition, because Node loads each URL once;
// - what may be left out of a path or be written otherwise, as the compiler allows it: see find-module.ts;
// - some names stand for modules of the kernel's own.
//
// What modules of packages import is Node's alone.
import { readFileSync } from "node:fs";
import { createRequire, type RegisterHooksOptions, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { findModule } from "./find-module.ts";
import { foreignModule } from "./foreign-module.ts";
import type { CompiledFile } from "./messages.ts";
import { isEsModule } from "./module-format.ts";
import { isScript, isTypeScript, ModuleSources, stampOf } from "./module-sources.ts";

type Load = NonNullable<RegisterHooksOptions["load"]>;
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
  readonly #sources = new ModuleSources();
  /** Who asks, where it is not this module itself. */
  #asker: string | undefined;

  constructor(options: ModulesOptions) {
    this.#options = options;
  }

  /** The files that a cell imports: to be loaded in the place of the TypeScript on the disk. */
  add(files: readonly CompiledFile[]): void {
    this.#sources.add(files);
  }

  /** From a module to its own text, by the name that stack traces give it; none where it runs as it is written. */
  mapOf(file: string): string | undefined {
    return this.#sources.mapOf(file);
  }

  /** Whether a file lies beside the notebook. @param file its URL or its path */
  isOwn(file: string): boolean {
    return this.#editions.has(file.startsWith("file:") ? fileURLToPath(withoutMarks(file)) : file);
  }

  /** @param preloaded the specifiers of what is preloaded: cells mean the same, wherever the notebook lies */
  install(preloaded: readonly string[]): void {
    const urls = preloaded.map(specifier => [specifier, import.meta.resolve(specifier)]);
    this.#served = { ...Object.fromEntries(urls), ...this.#options.served };
    registerHooks({
      load: this.#load,
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
      return withoutMarks(import.meta.resolve(specifier));
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
      found = findModule(specifier, { importer: parent, isCell, isRequired }, attempt => next(attempt, context));
    } catch (error) {
      const edition = importer && this.#editions.get(importer);
      if (edition) edition.stamp = undefined;
      throw error;
    }
    const path = pathOf(found.url);
    if (path !== undefined) {
      if (isCell) this.#renew(path);
      else this.#editions.get(importer!)!.imports.add(path);
    }
    if (isRequired) return found;
    const marks: string[] = [];
    if (path !== undefined && this.#edition(path).number > 1) marks.push(`edition=${this.#edition(path).number}`);
    const isTyped = isCell || isTypeScript.test(importer!);
    if (isTyped && context.importAttributes.type === undefined && this.#isForeign(found, path)) marks.push(foreign);
    return { ...found, url: withMarks(found.url, marks) };
  };

  /** Whether Node would give it otherwise than its types say. */
  #isForeign({ url, format }: Resolved, path: string | undefined): boolean {
    if (!url.startsWith("file:")) return false;
    if (/\.json$/.test(withoutMarks(url))) return true;
    if (path !== undefined) return isScript.test(path) && !this.#sources.read(path).isEsModule;
    // Node leaves it open where the package does not say.
    const file = fileURLToPath(withoutMarks(url));
    return format ? format === "commonjs" : /\.c?js$/.test(file) && !isEsModule(file, readFileSync(file, "utf8"));
  }

  readonly #load: Load = (url, context, next) => {
    if (url.endsWith(foreign)) return moduleOf(foreignModule(fileURLToPath(withoutMarks(url))));
    const path = pathOf(url);
    if (path === undefined || !this.#editions.has(path) || !isScript.test(path)) return next(url, context);
    const { source, isEsModule } = this.#sources.read(path, url);
    return { format: isEsModule ? "module" : "commonjs", source, shortCircuit: true };
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

/** In the URL of a module that is given as its types say. */
const foreign = "unrolled-interop";

const withMarks = (url: string, marks: string[]): string =>
  marks.length === 0 ? url : `${url}${url.includes("?") ? "&" : "?"}${marks.join("&")}`;
const withoutMarks = (url: string): string => url.replace(/[?#].*$/s, "");

const moduleOf = (source: string) => ({ format: "module", source, shortCircuit: true });

/** The path of a file that is neither in a package nor the kernel's own affair. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return undefined;
  return fileURLToPath(withoutMarks(url));
}
