// The names a cell declares at its top level, read from TypeScript 6's syntax tree: native/declarations.ts over the
// classical API, whose nodes are others.
import type * as TypeScript from "typescript";
import type { Declared } from "../cell/names.ts";
import type { TS } from "./converter.ts";

/** The names that a cell declares, by how. */
export interface CellDeclarations {
  declared: Declared[];
  /** Of these, the ones that an `import` declares. */
  imported: Set<string>;
  /** `declare global { … }` or `declare module "m" { … }`. */
  augments: boolean;
}

/** Read off a syntax tree of its own. */
export function findDeclarations(ts: TS, cell: string): CellDeclarations {
  const file = ts.createSourceFile("cell.ts", cell, ts.ScriptTarget.Latest, true);
  const found = new Map<string, Declared>();
  const imported = new Set<string>();
  let augments = false;

  let text = "";
  const add = (node: TypeScript.Node | undefined, kind: Declared["kind"]) => {
    if (!node || !ts.isIdentifier(node)) return;
    const name = node.text;
    const before = found.get(name);
    // A value wins over a type of the same name.
    const wins = kind !== "type" || !before;
    const source = !before || before.source === text ? text : `${before.source}\n${text}`;
    found.set(name, { name, kind: wins ? kind : before.kind, source });
  };
  const addVariables = ({ flags, declarations }: TypeScript.VariableDeclarationList, isAmbient: boolean) => {
    const blockScoped = flags & ts.NodeFlags.BlockScoped;
    if (blockScoped === ts.NodeFlags.Using || blockScoped === ts.NodeFlags.AwaitUsing) return;
    const kind = isAmbient ? "type" : blockScoped === ts.NodeFlags.Const ? "const" : "let";
    const bind = (name: TypeScript.BindingName) => {
      if (ts.isIdentifier(name)) add(name, kind);
      else for (const element of name.elements) if (ts.isBindingElement(element)) bind(element.name);
    };
    for (const { name } of declarations) bind(name);
  };
  const addImports = ({ name, namedBindings, isTypeOnly }: TypeScript.ImportClause) => {
    const before = new Set(found.keys());
    add(name, isTypeOnly ? "type" : "const");
    if (namedBindings && ts.isNamespaceImport(namedBindings)) add(namedBindings.name, isTypeOnly ? "type" : "const");
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const element of namedBindings.elements)
        add(element.name, isTypeOnly || element.isTypeOnly ? "type" : "const");
    for (const key of found.keys()) if (!before.has(key)) imported.add(key);
  };
  const addNestedVariables = (node: TypeScript.Node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) addVariables(node, false);
    ts.forEachChild(node, addNestedVariables);
  };

  for (const statement of file.statements) {
    text = statement.getFullText(file).trim();
    const isAmbient = hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
    if (ts.isVariableStatement(statement)) addVariables(statement.declarationList, isAmbient);
    else if (ts.isImportDeclaration(statement)) {
      if (statement.importClause) addImports(statement.importClause);
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      add(statement.name, "type");
    else if (ts.isModuleDeclaration(statement) && !(statement.flags & ts.NodeFlags.Namespace)) augments = true;
    else if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isModuleDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement)
    )
      add(statement.name, isAmbient ? "type" : "const");
    if (!isAmbient) addNestedVariables(statement);
  }
  return { declared: [...found.values()], imported, augments };
}

/** The text without its `export`s, at the same length: the converter exports every name itself, once more. */
export function blankExports(ts: TS, text: string): string {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.Latest, true);
  let blank = text;
  const erase = (start: number, end: number) => {
    blank = blank.slice(0, start) + blank.slice(start, end).replace(/[^\r\n]/g, " ") + blank.slice(end);
  };
  for (const statement of file.statements) {
    const isNameless = (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
    if (isNameless && hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword)) {
      // Without its `export default` it would be a declaration that lacks a name.
      const start = statement.getStart(file);
      erase(start, statement.modifiers!.at(-1)!.end);
      blank = `${blank.slice(0, start)}void${blank.slice(start + "void".length)}`;
    } else if (ts.isExportDeclaration(statement)) {
      if (!statement.moduleSpecifier) erase(statement.getStart(file), statement.end);
    } else if (ts.isExportAssignment(statement)) erase(statement.getStart(file), statement.expression.getStart(file));
    else if (ts.canHaveModifiers(statement))
      for (const { kind, end } of statement.modifiers ?? []) {
        if (kind === ts.SyntaxKind.ExportKeyword) erase(end - "export".length, end);
        if (kind === ts.SyntaxKind.DefaultKeyword) erase(end - "default".length, end);
      }
  }
  return blank;
}

function hasModifier(ts: TS, statement: TypeScript.Statement, kind: TypeScript.SyntaxKind): boolean {
  return ts.canHaveModifiers(statement) && (statement.modifiers?.some(modifier => modifier.kind === kind) ?? false);
}
