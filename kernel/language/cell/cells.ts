// The cells so far, as both engines keep them: what a checked cell runs as, what it declares, and where those names live.
import type { Program } from "acorn";
import type { CellExports, CommittedCell, CompiledCell, CompiledFile } from "./compiled-cell.ts";
import { type DeclarationKind, type Declared, type Known, Names, type SlotId } from "./names.ts";
import { inStack } from "./nesting.ts";
import { rewrite } from "./rewrite/rewrite.ts";

/** What an import names: a type (nothing to load), a variable (its module may assign to it again), or another value. */
export type ImportedBinding = "type" | "variable" | "value";

/** A cell in which the compiler found no error. */
export interface CheckedCell extends Omit<CellExports, "declared"> {
  javascript: string;
  program?: Program | undefined;
  /** Source map (version 3, JSON) to the cell's text; none where that is the text itself. */
  map?: string | undefined;
  declared: Declared[];
  /** The names of earlier cells that it may read. */
  reads: Known[];
  /** Of the declared names, those that an import brings. */
  bindings: ReadonlyMap<string, ImportedBinding>;
  /** Of the declared names, those that keep the slot they have: see `keepsSlot`. */
  shared: ReadonlySet<string>;
  files: CompiledFile[];
}

/** What a checker says of a cell, where none is asked. */
const unchecked: Pick<CheckedCell, "augments" | "bindings" | "shared" | "declarations" | "files"> = {
  augments: false,
  bindings: new Map(),
  shared: new Set(),
  declarations: "",
  files: [],
};

/** More than a notebook has cells. */
const firstAside = 1_000_000;

/** What the cells so far declare. `compile` throws a CompilerFailure where a cell is nested too deeply or is no JavaScript. */
export class Cells {
  readonly names = new Names();
  #modules: string[] = [];
  #augmenting: string[] = [];
  #count: number;
  #aside = 0;

  /** After as many cells as another engine has compiled. */
  constructor(count = 0) {
    this.#count = count;
  }

  /** The number of the next cell. */
  get next(): number {
    return this.#count + 1;
  }

  /** A cell that was compiled before, with this number and over the same names. */
  again({ id }: CompiledCell): void {
    this.#count = id;
  }

  /** The function that a checked cell runs as. Its names are in scope only after `commit`. */
  compile(cell: CheckedCell): CompiledCell {
    this.#count += 1;
    return this.#compile(this.#count, cell);
  }

  /** The same of a cell that no later one knows of. Its number is none of theirs. */
  compileAside(cell: Omit<CheckedCell, keyof typeof unchecked>): CompiledCell {
    this.#aside += 1;
    return this.#compile(firstAside + this.#aside, { ...unchecked, ...cell });
  }

  #compile(
    id: number,
    { javascript, program, map, declared, reads, bindings, shared, declarations, augments, files }: CheckedCell,
  ): CompiledCell {
    const known = declared.map(({ name, kind, ...rest }): Known => {
      const slot = (shared.has(name) && this.names.get(name)?.slot) || `${name}#${id}`;
      const isType = kind === "type" || bindings.get(name) === "type";
      return { ...rest, name, kind: isType ? "type" : kind, slot, module: cellModule(id), preloaded: false };
    });
    const rewritten = inStack(() =>
      rewrite({
        javascript,
        program,
        map,
        declares: new Map<string, SlotId>(values(known).map(({ name, slot }) => [name, slot])),
        reads: new Map(values(reads).map(({ name, slot, kind }) => [name, { slot, isConstant: kind === "const" }])),
        live: new Set([...bindings].filter(([, binding]) => binding === "variable").map(([name]) => name)),
      }),
    );
    return { id, ...rewritten, exports: { declared: known, declarations, augments }, files };
  }

  /** Put a cell's names in scope. Returns the declarations that its module is to have; undefined if later cells need none. */
  commit({ id, exports }: CommittedCell): { module: string; declarations: string } | undefined {
    const { declared, declarations, augments } = exports;
    if (declared.length === 0 && !augments) return undefined;
    const module = cellModule(id);
    this.#modules.push(module);
    for (const known of declared) this.names.set(known);
    if (augments) this.#augmenting.push(module);
    return { module, declarations };
  }

  /** The statements by which the cell with this module declared a name, if no later cell declares it. */
  sourceOf(name: string, module: string): string | undefined {
    const known = this.names.get(name);
    return known?.module === module ? known.source : undefined;
  }

  /** Modules whose types for all cells a program must load. */
  get augmenting(): readonly string[] {
    return this.#augmenting;
  }

  /** Of the declared names, values that an earlier cell declared too. */
  declaredAgain(declared: Declared[]): (Declared & { before: Known })[] {
    return declared.flatMap(({ name, kind }) => {
      const before = this.names.get(name);
      return kind !== "type" && before && before.kind !== "type" && !before.preloaded ? [{ name, kind, before }] : [];
    });
  }

  /** Back to the preloaded names. Returns the modules of the cells that are forgotten. */
  forget(): string[] {
    this.names.forget();
    this.#augmenting = [];
    return this.#modules.splice(0);
  }
}

/** Under which name a later cell imports from one. */
function cellModule(id: number): string {
  return `./__cell_${id}__`;
}

function values(names: Known[]): Known[] {
  return names.filter(({ kind }) => kind !== "type");
}

/**
 * Whether a name that is declared again keeps its slot, so that closures over the old value see the new: its new type
 * fits the old one, and, where the name may be assigned to, the other way round too.
 */
export function keepsSlot<Type>(
  { kind, before }: { kind: DeclarationKind; before: Known },
  { oldType, newType }: { oldType: Type; newType: Type },
  isAssignable: (from: Type, to: Type) => boolean,
): boolean {
  const writable = kind === "let" || before.kind === "let";
  return isAssignable(newType, oldType) && (!writable || isAssignable(oldType, newType));
}
