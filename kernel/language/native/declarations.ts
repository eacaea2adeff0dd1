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
  isClassExpression,
  isEnumDeclaration,
  isExportDeclaration,
  isFunctionDeclaration,
  isFunctionLikeDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isInterfaceDeclaration,
  isModuleDeclaration,
  isNamedExports,
  isNamedImports,
  isNamespaceImport,
  isObjectBindingPattern,
  isTypeAliasDeclaration,
  isVariableDeclarationList,
  isVariableStatement,
} from "typescript7/ast/is";
import type { Declared } from "../cell/names.ts";

/** The names that a cell declares, by how. */
export interface CellDeclarations {
  declared: Declared[];
  /** Of these, the ones that the cell's own `export` names. */
  exported: Set<string>;
  /** Of these, the ones that an `import` declares. */
  imported: Set<string>;
  /** `declare global { … }` or `declare module "m" { … }`: types for all cells, under no name of this one. */
  augments: boolean;
}

/** Of a cell that declares nothing. */
export const nothing: CellDeclarations = { declared: [], exported: new Set(), imported: new Set(), augments: false };

/** Read off the syntax tree: no checker is asked. */
export function findDeclarations(file: SourceFile): CellDeclarations {
  const found = new Map<string, Declared>();
  const exported = new Set<string>();
  const imported = new Set<string>();
  let augments = false;
  const add = ({ name, kind }: Declared, { pos, end }: Statement) => {
    const before = found.get(name);
    const text = file.text.slice(pos, end).trim();
    // A value wins over a type of the same name: `const Point` beside `interface Point`.
    const wins = kind !== "type" || !before;
    found.set(name, { name, kind: wins ? kind : before.kind, source: before ? `${before.source}\n${text}` : text });
  };
  const hasVar = /\bvar\b/.test(file.text);
  for (const statement of file.statements) {
    const declares = declarationsOf(statement);
    for (const declared of declares) {
      add(declared, statement);
      if (hasModifier(statement, SyntaxKind.ExportKeyword) && !hasModifier(statement, SyntaxKind.DefaultKeyword))
        exported.add(declared.name);
      if (isImportDeclaration(statement)) imported.add(declared.name);
    }
    if (hasVar && declares.length === 0) for (const declared of nestedVariables(statement)) add(declared, statement);
    for (const name of exportList(statement)) exported.add(name);
    augments ||= isModuleDeclaration(statement) && statement.keyword !== SyntaxKind.NamespaceKeyword;
  }
  return { declared: [...found.values()], exported, imported, augments };
}

function declarationsOf(statement: Statement): Declared[] {
  // What `declare` names is made elsewhere: cells take it from there, as the global that it is.
  const value = hasModifier(statement, SyntaxKind.DeclareKeyword) ? "type" : "const";
  if (isVariableStatement(statement))
    return variables(statement.declarationList).map(({ name, kind }) => ({
      name,
      kind: value === "type" ? value : kind,
    }));
  if (isImportDeclaration(statement)) return statement.importClause ? imports(statement.importClause) : [];
  if (isInterfaceDeclaration(statement) || isTypeAliasDeclaration(statement)) return named(statement.name, "type");
  if (
    isFunctionDeclaration(statement) ||
    isClassDeclaration(statement) ||
    isEnumDeclaration(statement) ||
    isImportEqualsDeclaration(statement) ||
    (isModuleDeclaration(statement) && statement.keyword === SyntaxKind.NamespaceKeyword)
  )
    return named(statement.name, value);
  return [];
}

/** The names of `export { a, b }`; one that is exported under another name is still to be exported under its own. */
function exportList(statement: Statement): string[] {
  if (!isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause) return [];
  if (!isNamedExports(statement.exportClause)) return [];
  return statement.exportClause.elements.flatMap(({ name, propertyName }) =>
    !propertyName && isIdentifier(name) ? [name.text] : [],
  );
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

/** Every `var` in a block or a loop of a statement, but not in a function: it is the cell's own. */
function nestedVariables(statement: Statement): Declared[] {
  const found: Declared[] = [];
  const stack: Node[] = [statement];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isVariableDeclarationList(node) && (node.flags & blockScoped) === 0) found.push(...variables(node));
    if (
      isFunctionLikeDeclaration(node) ||
      isClassDeclaration(node) ||
      isClassExpression(node) ||
      isModuleDeclaration(node)
    )
      continue;
    node.forEachChild(child => {
      stack.push(child);
      return undefined;
    });
  }
  return found;
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

function hasModifier(statement: Statement, kind: SyntaxKind): boolean {
  const { modifiers } = statement as { modifiers?: readonly Node[] };
  return modifiers?.some(modifier => modifier.kind === kind) ?? false;
}
