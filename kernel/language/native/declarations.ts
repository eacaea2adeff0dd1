// The names a cell declares at its top level, read from the compiler's own syntax tree.
import {
  type BindingName,
  type ImportClause,
  type Node,
  type SourceFile,
  type Statement,
  SyntaxKind,
  type VariableDeclarationList,
} from "typescript7/ast";
import {
  isArrayBindingPattern,
  isClassDeclaration,
  isEnumDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isInterfaceDeclaration,
  isModuleDeclaration,
  isNamedImports,
  isNamespaceImport,
  isObjectBindingPattern,
  isTypeAliasDeclaration,
  isVariableStatement,
} from "typescript7/ast/is";
import type { Declared } from "../names.ts";

export interface CellDeclarations {
  declared: Declared[];
  /** Of these, the ones that stand behind the cell's own `export`. */
  exported: Set<string>;
}

export function findDeclarations(file: SourceFile): CellDeclarations {
  const found = new Map<string, Declared>();
  const exported = new Set<string>();
  for (const statement of file.statements) {
    const isExported = hasExport(statement);
    for (const declared of declarationsOf(statement)) {
      // A value wins over a type of the same name: `const Point` beside `interface Point`.
      if (declared.kind !== "type" || !found.has(declared.name)) found.set(declared.name, declared);
      if (isExported) exported.add(declared.name);
    }
  }
  return { declared: [...found.values()], exported };
}

function declarationsOf(statement: Statement): Declared[] {
  if (isVariableStatement(statement)) return variables(statement.declarationList);
  if (isImportDeclaration(statement)) return statement.importClause ? imports(statement.importClause) : [];
  if (isInterfaceDeclaration(statement) || isTypeAliasDeclaration(statement)) return named(statement.name, "type");
  if (
    isFunctionDeclaration(statement) ||
    isClassDeclaration(statement) ||
    isEnumDeclaration(statement) ||
    isImportEqualsDeclaration(statement) ||
    // Not `declare global { … }` and `declare module "m" { … }`: they declare no name of the cell.
    (isModuleDeclaration(statement) && statement.keyword === SyntaxKind.NamespaceKeyword)
  )
    return named(statement.name, "const");
  return [];
}

// The compiler's NodeFlags of a declaration list, which its package does not export.
const blockScoped = 7;
const constFlag = 2;
const usingFlag = 4;

function variables({ flags, declarations }: VariableDeclarationList): Declared[] {
  // What `using` declares is disposed of when its cell ends, so no later cell can see it.
  if (flags & usingFlag) return [];
  const kind = (flags & blockScoped) === constFlag ? "const" : "let";
  return declarations.flatMap(({ name }) => boundNames(name).map(bound => ({ name: bound, kind }) as const));
}

function imports({ name, namedBindings, phaseModifier }: ImportClause): Declared[] {
  const kind = (typeOnly: boolean) => (typeOnly || phaseModifier === SyntaxKind.TypeKeyword ? "type" : "const");
  const names = named(name, kind(false));
  if (namedBindings && isNamespaceImport(namedBindings)) names.push(...named(namedBindings.name, kind(false)));
  if (namedBindings && isNamedImports(namedBindings))
    for (const { name, isTypeOnly } of namedBindings.elements) names.push(...named(name, kind(isTypeOnly)));
  return names;
}

function named(name: Node | undefined, kind: Declared["kind"]): Declared[] {
  return name && isIdentifier(name) ? [{ name: name.text, kind }] : [];
}

function boundNames(name: BindingName): string[] {
  if (isIdentifier(name)) return [name.text];
  if (!isObjectBindingPattern(name) && !isArrayBindingPattern(name)) return [];
  return name.elements.flatMap(element => ("name" in element && element.name ? boundNames(element.name) : []));
}

function hasExport(statement: Statement): boolean {
  const { modifiers } = statement as { modifiers?: readonly Node[] };
  return modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false;
}
