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
import { readFileSync, statSync } from "node:fs";
import { createRequire, type RegisterHooksOptions, registerHooks, stripTypeScriptTypes } from "node:module";
import { normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { findModule } from "./find-module.ts";
import { interopModule, jsonModule } from "./foreign-module.ts";
import type { CompiledFile } from "./messages.ts";
import { isEsModule } from "./module-format.ts";

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
  /** TypeScript files as JavaScript, by their paths. */
  readonly #compiled = new Map<string, CompiledFile>();
  /** Source maps of what was loaded, by its URL and by its path. */
  readonly #maps = new Map<string, string>();
  /** Who asks, where it is not this module itself. */
  #asker: string | undefined;

  constructor(options: ModulesOptions) {
    this.#options = options;
  }

  /** The files that a cell imports: to be loaded in the place of the TypeScript on the disk. */
  add(files: readonly CompiledFile[]): void {
    for (const file of files) this.#compiled.set(normalize(file.path), file);
  }

  /** From a module to its own text, by the name that stack traces give it; none where it runs as it is written. */
  mapOf(file: string): string | undefined {
    return this.#maps.get(file);
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
      found = findModule(specifier, { importer: parent, isCell, isRequired }, attempt => next(attempt, context));
    } catch (error) {
      const edition = importer && this.#editions.get(importer);
      if (edition) edition.stamp = undefined;
      throw error;
    }
    const path = pathOf(found.url);
    if (path === undefined) {
      // Cells do the same by themselves: see interop.ts of the language.
      const isForeign = !isCell && !isRequired && isTypeScript.test(importer!) && isCommonJs(found);
      if (isForeign) return { ...found, url: withMark(found.url, foreign) };
      return isRequired ? found : withJson(found, context.importAttributes);
    }
    if (isCell) this.#renew(path);
    else this.#editions.get(importer!)!.imports.add(path);
    const { number } = this.#edition(path);
    return number === 1 || isRequired ? found : { ...found, url: withMark(found.url, `edition=${number}`) };
  };

  readonly #load: Load = (url, context, next) => {
    if (url.endsWith(foreign)) return moduleOf(interopModule(fileURLToPath(withoutMarks(url))));
    const path = pathOf(url);
    if (path === undefined || !this.#editions.has(path)) return next(url, context);
    const isRequired = context.conditions.includes("require");
    if (path.endsWith(".json") && !isRequired && context.importAttributes.type === undefined)
      return moduleOf(jsonModule(readFileSync(path, "utf8")));
    if (!isScript.test(path)) return next(url, context);
    const source = isTypeScript.test(path) ? this.#toJavaScript(path, url) : readFileSync(path, "utf8");
    const format = isEsModule(path, source) ? "module" : "commonjs";
    return { format, source, shortCircuit: true };
  };

  #toJavaScript(path: string, url: string): string {
    const compiled = this.#compiled.get(path);
    // A cell that imports it by a computed name comes without it.
    if (compiled?.stamp !== stampOf(path)) return withoutTypes(path);
    for (const name of [url, path]) this.#maps.set(name, compiled.map);
    return compiled.code;
  }

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

function withoutTypes(path: string): string {
  try {
    return stripTypeScriptTypes(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") throw error;
    const [what] = (error as Error).message.split("\n");
    throw new SyntaxError(`${what}, and ${path} is imported by a computed name. Import it by a name in quotes.`);
  }
}

const isScript = /\.[cm]?[jt]s$/;
const isTypeScript = /\.[cm]?ts$/;

/** In the URL of a CommonJS module: it is given to a TypeScript file as its types say. */
const foreign = "unrolled-interop";

const withMark = (url: string, mark: string): string => `${url}${url.includes("?") ? "&" : "?"}${mark}`;
const withoutMarks = (url: string): string => url.replace(/[?#].*$/s, "");

const moduleOf = (source: string) => ({ format: "module", source, shortCircuit: true });

/** Node leaves it open where the package does not say. */
function isCommonJs({ format, url }: Resolved): boolean {
  if (format || !url.startsWith("file:")) return format === "commonjs";
  const path = fileURLToPath(withoutMarks(url));
  return /\.c?js$/.test(path) && !isEsModule(path, readFileSync(path, "utf8"));
}

/** A package's JSON, which Node wants to be told: the compiler does not. */
function withJson(found: Resolved, attributes: NodeJS.Dict<string>): Resolved {
  if (!found.url.endsWith(".json") || attributes.type !== undefined) return found;
  return { ...found, importAttributes: { ...attributes, type: "json" } };
}

/** The path of a file that is neither in a package nor the kernel's own affair. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return undefined;
  return fileURLToPath(withoutMarks(url));
}

function stampOf(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${mtimeNs} ${size}`;
}
