// The virtual modules by which a cell sees earlier ones, laid out so that the compiler can keep its program.
//
// It keeps what it has resolved and bound of every file where one file changes and imports what it imported before. So the
// files of cells to come are there beforehand, and all of them import one module only:
//
//     __cell_7__.d.ts   import * as __cells__ from "./__cells__"; …   ← what cell 7 declares; empty before
//     __cells__.d.ts    export * as cell_7 from "./__cell_7__"; … export * as package_1 from "package"; …
//     __past__.d.ts     export import inc = __cells__.cell_7.inc; …   ← each name's newest declaration
import type { Names } from "../cell/names.ts";
import { preloadModule } from "../virtual-files.ts";

/** What the past module is called in a cell. */
export const past = "./__past__";

const cells = "./__cells__";
const importCells = `import * as __cells__ from "${cells}";`;

/** How many cells' files are made at once: to make more costs a new program, and each of them a little at every check. */
const filesAhead = 16;

type Files = Record<string, string>;

/** Texts of the virtual modules; the engine writes them into the compiler. */
export class Modules {
  readonly #folder: string;
  #names: Names;
  readonly #made = new Set<string>();
  /** Those that the cells' declarations name. */
  readonly #packages = new Set<string>();

  constructor(folder: string, names: Names) {
    this.#folder = folder;
    this.#names = names;
  }

  /** The files that every program has. */
  get roots(): string[] {
    return [this.fileOf(past), this.fileOf(cells)];
  }

  fileOf(module: string): string {
    return `${this.#folder}/${module.slice("./".length)}.d.ts`;
  }

  /** Files for this many cells, this one first, and what leads to them. */
  makeReady(id: number): Files {
    const modules = Array.from({ length: filesAhead }, (_, i) => `./__cell_${id + i}__`).filter(
      module => !this.#made.has(module),
    );
    for (const module of modules) this.#made.add(module);
    return { ...this.#empty(modules), [this.fileOf(cells)]: this.#allCells() };
  }

  /** What changes with the declarations of one more cell: its file, then the past. */
  declare(module: string, declarations: string): Files {
    const packages = packagesIn(declarations).filter(name => !this.#packages.has(name));
    for (const name of packages) this.#packages.add(name);
    return {
      ...(this.#made.has(module) ? {} : this.makeReady(idOf(module))),
      ...(packages.length > 0 ? { [this.fileOf(cells)]: this.#allCells() } : {}),
      [this.fileOf(module)]: `${importCells}\n${declarations}`,
      [this.fileOf(past)]: this.past(),
    };
  }

  /** What changes when cells are forgotten. */
  forget(modules: readonly string[]): Files {
    return { ...this.#empty(modules), [this.fileOf(past)]: this.past() };
  }

  /** What changes when another notebook begins, whose names these are. */
  renew(names: Names): Files {
    this.#names = names;
    this.#packages.clear();
    return {
      ...this.#empty([...this.#made]),
      [this.fileOf(cells)]: this.#allCells(),
      [this.fileOf(past)]: this.past(),
    };
  }

  /** The past's text: of each name its newest declaration. */
  past(): string {
    const names = [...this.#names.all()];
    const preloaded = names.filter(({ module }) => module === preloadModule).map(({ name }) => name);
    const declared = names.filter(({ module }) => module !== preloadModule);
    return [
      importCells,
      `export { ${preloaded.join(", ")} } from "${preloadModule}";`,
      ...declared.map(({ name, module }) => `export import ${name} = __cells__.${inCells(module)}.${name};`),
    ].join("\n");
  }

  /**
   * A cell's emitted declarations with the names that they use found in the cells that declared them, for good: the past
   * moves on.
   */
  settle(declarations: string): string {
    return declarations
      .replace(/^import \{([^}]*)\} from "\.\/__past__";$/gm, (_, list: string) =>
        list
          .split(",")
          .map(item => item.trim().split(" as "))
          .filter(([name]) => name)
          .map(([name, local = name]) => `import ${local} = ${this.#inCellsByName(name!)};`)
          .join("\n"),
      )
      .replace(
        /import\("([^"]+)"\)\.([\p{ID_Continue}$]+)/gu,
        (whole: string, module: string, name: string): string => {
          if (module === past) return this.#inCellsByName(name);
          if (module === cells) return `__cells__.${name}`;
          const isThere = module === preloadModule || this.#made.has(module) || isPackage(module);
          return isThere ? `__cells__.${inCells(module)}.${name}` : whole;
        },
      );
  }

  /** @param name one that the past exports, so a known one */
  #inCellsByName(name: string): string {
    return `__cells__.${inCells(this.#names.get(name)!.module)}.${name}`;
  }

  #empty(modules: readonly string[]): Files {
    return Object.fromEntries(modules.map(module => [this.fileOf(module), `${importCells}\nexport {};`]));
  }

  #allCells(): string {
    const modules = [preloadModule, ...this.#made, ...this.#packages];
    return modules.map(module => `export * as ${inCells(module)} from ${JSON.stringify(module)};`).join("\n");
  }
}

const cellFile = /^\.\/__cell_(\d+)__$/;

const idOf = (module: string): number => Number(cellFile.exec(module)![1]);

/** What the module of all cells calls a module; a package by a name that can be read back. */
function inCells(module: string): string {
  if (module === preloadModule) return "preloaded";
  return cellFile.test(module) ? `cell_${idOf(module)}` : `package_${Buffer.from(module).toString("hex")}`;
}

/** Packages by such names in a cell's declarations. */
const packagesIn = (declarations: string): string[] =>
  [...new Set(declarations.match(/(?<=\b__cells__\.package_)[\da-f]+/g))].map(hex =>
    Buffer.from(hex, "hex").toString(),
  );

/** Neither a file beside the notebook nor one by its path. */
const isPackage = (specifier: string): boolean => !/^(\.|\/|[a-zA-Z]:|file:)/.test(specifier);
