// The text that declares what a symbol stands for, read from the compiler's program.
import { type Node, SyntaxKind } from "typescript7/ast";
import { type Program, SymbolFlags, type Symbol as TypeSymbol } from "typescript7/sync";
import { joinSources } from "../help/source.ts";

/** Whose declaration is wanted. */
export interface SourceQuestion {
  program: Program;
  symbol: TypeSymbol;
  /** The file that stands for the cell being written. */
  file: string;
  /** The statements by which a cell declared a name, if it is the one with this module. */
  sourceOf(name: string, module: string): string | undefined;
}

/** Undefined where it has none that can be shown. */
export function findSource({ program, symbol, file, sourceOf }: SourceQuestion): string | undefined {
  const [first] = symbol.declarations;
  if (!first || symbol.flags & SymbolFlags.Module) return undefined;
  const [, module] = /(__cell_\d+__)\.d\.ts$/.exec(first.path) ?? [];
  if (module) {
    const owner = symbol.flags & isMember ? symbol.getParent() : symbol;
    return owner && sourceOf(owner.name, `./${module}`);
  }
  const isOwn = first.path.toLowerCase() === file.toLowerCase();
  return joinSources(
    symbol.declarations.flatMap(declaration => {
      const node = declaration.resolve(program.getProject());
      return node ? [textOf(isOwn ? statementOf(node) : declarationOf(node))] : [];
    }),
  );
}

const isMember = SymbolFlags.Property | SymbolFlags.Method | SymbolFlags.Accessor | SymbolFlags.EnumMember;

/** With the comments before it. */
function textOf(node: Node): string {
  return node.getSourceFile().text.slice(node.pos, node.end);
}

function statementOf(node: Node): Node {
  let at = node;
  while (at.parent && at.parent.kind !== SyntaxKind.SourceFile) at = at.parent;
  return at;
}

/** Of `const a = 1`, all of it. */
function declarationOf(node: Node): Node {
  const list = node.kind === SyntaxKind.VariableDeclaration ? node.parent : undefined;
  return list?.parent?.kind === SyntaxKind.VariableStatement ? list.parent : node;
}
