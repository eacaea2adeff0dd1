// What the tslab engine asks the program of its last question about names: native/type-queries.ts over the classical API.
import type { Node as TsNode, Symbol as TsSymbol, Type, TypeChecker } from "typescript";
import { type Cells, type ImportedBinding, keepsSlot } from "../cell/cells.ts";
import { kindOf } from "../help/kinds.ts";
import { joinSources } from "../help/source.ts";
import { builtinsName, preloadFile } from "../virtual-files.ts";
import type { Converter } from "./converter.ts";

/** Questions to the program of the converter's last question. */
export class TypeQueries {
  readonly #converter: Converter;
  readonly #folder: string;
  readonly #cells: Cells;

  constructor(converter: Converter, folder: string, cells: Cells) {
    this.#converter = converter;
    this.#folder = folder;
    this.#cells = cells;
  }

  /** What stands for a symbol that the cell sees by its type alone: see native/type-queries.ts. */
  standIn(found: TsSymbol): { words: TsSymbol; source: TsSymbol } {
    const program = this.#converter.program();
    const checker = program.getTypeChecker();
    const symbol = this.resolve(found);
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    if (file === preloadFile) {
      const module = checker.getSymbolAtLocation(program.getSourceFile(preloadFile)!)!;
      const all = checker.getExportsOfModule(module).find(({ name }) => name === builtinsName);
      const member = all && checker.getTypeOfSymbol(all).getProperty(symbol.name);
      if (member) return { words: member, source: checker.getTypeOfSymbol(member).getSymbol() ?? member };
    }
    const now = file === `${this.#folder}/__prev__.d.ts` && this.#local("__prev__.d.ts", `__now_${symbol.name}__`);
    const meant = now ? this.resolve(now) : symbol;
    return { words: meant, source: meant };
  }

  /** The text that declares what a symbol stands for: see native/source.ts. */
  sourceOf(symbol: TsSymbol): string | undefined {
    const { ts } = this.#converter;
    const nodes = symbol.getDeclarations() ?? [];
    if (nodes.length === 0 || symbol.flags & ts.SymbolFlags.Module) return undefined;
    const [, module] = /(__cell_\d+__)\.d\.ts$/.exec(nodes[0]!.getSourceFile().fileName) ?? [];
    if (module) {
      const parent = nodes[0]!.parent as { name?: { text?: string } };
      const isMember = symbol.flags & (ts.SymbolFlags.ClassMember | ts.SymbolFlags.EnumMember);
      return this.#cells.sourceOf((isMember ? parent.name?.text : symbol.name) ?? "", `./${module}`);
    }
    const isOwn = nodes[0]!.getSourceFile().fileName === `${this.#folder}/__tslab__.ts`;
    const whole = (node: TsNode): TsNode => {
      const { parent } = node;
      if (isOwn) return ts.isSourceFile(parent) ? node : whole(parent);
      return ts.isVariableDeclaration(node) && ts.isVariableStatement(parent.parent) ? parent.parent : node;
    };
    return joinSources(nodes.map(node => whole(node).getFullText()));
  }

  resolve(symbol: TsSymbol): TsSymbol {
    const { ts } = this.#converter;
    return symbol.flags & ts.SymbolFlags.Alias
      ? this.#converter.program().getTypeChecker().getAliasedSymbol(symbol)
      : symbol;
  }

  /** A top-level name of one of the converter's two files, as the last question found it. */
  #local(file: "__tslab__.ts" | "__prev__.d.ts", name: string): TsSymbol | undefined {
    const { locals } = this.#converter.program().getSourceFile(`${this.#folder}/${file}`) as unknown as {
      locals?: Map<string, TsSymbol>;
    };
    return locals?.get(this.#converter.ts.escapeLeadingUnderscores(name) as string);
  }

  /** What a name means to the cell that was completed last: its own, an earlier cell's, or everybody's. */
  kindOf(name: string): string {
    const { Value, Type, Namespace } = this.#converter.ts.SymbolFlags;
    const checker = this.#converter.program().getTypeChecker();
    const found =
      this.#local("__tslab__.ts", name) ??
      this.#local("__prev__.d.ts", name) ??
      (checker as TypeScriptInternals).resolveName(name, undefined, Value | Type | Namespace, false);
    if (!found) return "variable";
    const symbol = this.resolve(found);
    const type = checker.getTypeOfSymbol(symbol);
    return kindOf({
      flags: symbol.flags,
      isCalled: () => type.getCallSignatures().length > 0,
      isConstructed: () => type.getConstructSignatures().length > 0,
    });
  }

  /** What the cell's imports name. */
  importedBindings(imported: Set<string>): Map<string, ImportedBinding> {
    const { SymbolFlags } = this.#converter.ts;
    return new Map(
      [...imported].flatMap(name => {
        const symbol = this.#local("__tslab__.ts", name);
        if (!symbol) return [];
        const { flags } = this.resolve(symbol);
        return [[name, flags & SymbolFlags.Value ? (flags & SymbolFlags.Variable ? "variable" : "value") : "type"]];
      }),
    );
  }

  /** Names declared again that keep their slots. */
  shareable(again: ReturnType<Cells["declaredAgain"]>): Set<string> {
    const checker = this.#converter.program().getTypeChecker();
    const typeOf = (symbol: TsSymbol | undefined): Type | undefined =>
      symbol && checker.getBaseTypeOfLiteralType(checker.getTypeOfSymbol(this.resolve(symbol)));
    const isAssignable = (from: Type, to: Type) => checker.isTypeAssignableTo(from, to);
    const shared = again.filter(redeclared => {
      const oldType = typeOf(this.#local("__prev__.d.ts", earlierName(redeclared.name)));
      const newType = typeOf(this.#local("__tslab__.ts", redeclared.name));
      return oldType && newType && keepsSlot(redeclared, { oldType, newType }, isAssignable);
    });
    return new Set(shared.map(({ name }) => name));
  }
}

/** Under which name a cell that declares a name again sees the old one, to compare their types. */
export function earlierName(name: string): string {
  return `$earlier$${name}`;
}

interface TypeScriptInternals extends TypeChecker {
  resolveName(name: string, location: undefined, meaning: number, excludeGlobals: boolean): TsSymbol | undefined;
}
