// What the native engine asks the program about names, beside what is wrong with them.
import {
  type Checker,
  type Program,
  SignatureKind,
  SymbolFlags,
  type Type,
  type Symbol as TypeSymbol,
} from "typescript7/sync";
import { type Cells, type ImportedBinding, keepsSlot } from "../cell/cells.ts";
import type { Declared } from "../cell/names.ts";
import { kindOf } from "../help/kinds.ts";
import { builtinsName, preloadFile } from "../virtual-files.ts";
import { resolveAlias, type StandIn } from "./describe.ts";

/** What a cell sees. */
export interface Scope {
  cells: Cells;
  /** The kernel's own names. */
  builtins: ReadonlySet<string>;
  /** The file that stands for the cell, and the one that exports each name's newest declaration. */
  file: string;
  past: string;
}

/** Questions to one program: another one answers them anew. */
export class TypeQueries {
  readonly #scope: Scope;
  readonly #checker: Checker;

  constructor(program: Program, scope: Scope) {
    this.#scope = scope;
    this.#checker = program.getProject().checker;
  }

  /**
   * What stands for a name that the cell sees by its type alone: of a built-in one, the member of the interface that it
   * comes from, and of an earlier cell's `let` its own declaration.
   */
  standIn(name: string): StandIn | undefined {
    const known = this.#scope.cells.names.get(name);
    const checker = this.#checker;
    const exported = (file: string, wanted: string) =>
      checker.getExportsOfModule(checker.getSymbolOfSourceFile(file)!).find(symbol => symbol.name === wanted);
    if (known?.preloaded && this.#scope.builtins.has(name)) {
      const all = exported(preloadFile, builtinsName);
      const member = all && checker.getTypeOfSymbol(all).getProperty(name);
      return member && { words: member, source: checker.getTypeOfSymbol(member).getSymbol() ?? member };
    }
    if (known?.kind !== "let") return undefined;
    const found = exported(this.#scope.past, name);
    const symbol = found && resolveAlias(checker, found);
    return symbol && { words: symbol, source: symbol };
  }

  /** What a name means where the cell is being written. */
  kindOf(name: string, position: number): string {
    const checker = this.#checker;
    const any = SymbolFlags.Value | SymbolFlags.Type | SymbolFlags.Namespace;
    const found = checker.resolveName(name, any, { document: this.#scope.file, position });
    if (!found) return "variable";
    const symbol = resolveAlias(checker, found);
    const has = (kind: SignatureKind) => checker.getSignaturesOfType(checker.getTypeOfSymbol(symbol), kind).length > 0;
    return kindOf({
      flags: symbol.flags,
      isCalled: () => has(SignatureKind.Call),
      isConstructed: () => has(SignatureKind.Construct),
    });
  }

  /** What the cell's imports name. */
  importedBindings(imported: Set<string>): Map<string, ImportedBinding> {
    if (imported.size === 0) return new Map();
    const checker = this.#checker;
    return new Map(
      checker
        .getExportsOfModule(checker.getSymbolOfSourceFile(this.#scope.file)!)
        .filter(({ name }) => imported.has(name))
        .map(symbol => {
          const { flags } = resolveAlias(checker, symbol);
          return [
            symbol.name,
            flags & SymbolFlags.Value ? (flags & SymbolFlags.Variable ? "variable" : "value") : "type",
          ];
        }),
    );
  }

  /** Names declared again that keep their slots. */
  shareable(declared: Declared[]): Set<string> {
    const again = this.#scope.cells.declaredAgain(declared);
    if (again.length === 0) return new Set();
    const checker = this.#checker;
    const exportsOf = (file: string) => {
      const module = checker.getSymbolOfSourceFile(file);
      return module ? checker.getExportsOfModule(module) : [];
    };
    const [past, own] = [exportsOf(this.#scope.past), exportsOf(this.#scope.file)];
    const typeIn = (symbols: readonly TypeSymbol[], name: string): Type | undefined => {
      const symbol = symbols.find(symbol => symbol.name === name);
      return symbol && checker.getBaseTypeOfLiteralType(checker.getTypeOfSymbol(resolveAlias(checker, symbol)));
    };
    const isAssignable = (from: Type, to: Type) => checker.isTypeAssignableTo(from, to);
    const shared = again.filter(redeclared => {
      const [oldType, newType] = [typeIn(past, redeclared.name), typeIn(own, redeclared.name)];
      return oldType && newType && keepsSlot(redeclared, { oldType, newType }, isAssignable);
    });
    return new Set(shared.map(({ name }) => name));
  }
}
