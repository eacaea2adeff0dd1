// A name's description, put together from the compiler's answers: its API has no "quick info" of its own.
import { SyntaxKind } from "typescript7/ast";
import {
  type API,
  type Checker,
  type Program,
  SignatureKind,
  SymbolFlags,
  type Symbol as TypeSymbol,
} from "typescript7/sync";
import type { DeclarationKind } from "../cell/names.ts";
import type { Description } from "../help/description.ts";
import { findSource, type SourceQuestion } from "./source.ts";

/** Where a name's doc comment stands, and what declares it. */
export interface StandIn {
  words: TypeSymbol;
  source: TypeSymbol;
}

/** What is asked about, and whom to ask about it. */
export interface Question {
  program: Program;
  api: API;
  file: string;
  position: number;
  /** How the cells declare a name, where they do. */
  kindOf(name: string): DeclarationKind | undefined;
  /** What stands for a variable that the cell sees by its type alone. */
  standIn(name: string): StandIn | undefined;
  /** Asked for where the text that declares the name is to be shown, too. */
  sourceOf?: SourceQuestion["sourceOf"] | undefined;
}

/** What an import, or an export of something imported, stands for. */
export const resolveAlias = (checker: Checker, symbol: TypeSymbol): TypeSymbol =>
  symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The same of many symbols, in their order, by one question: a question for each of a package's names takes longer than its check. */
export function resolveAliases(api: API, checker: Checker, symbols: readonly TypeSymbol[]): TypeSymbol[] {
  const aliases = symbols.filter(({ flags }) => flags & SymbolFlags.Alias);
  const meant = new Map(
    api.batch(...aliases.map(alias => checker.getAliasedSymbol.gen(alias))).map((symbol, i) => [aliases[i], symbol]),
  );
  return symbols.map(symbol => meant.get(symbol) ?? symbol);
}

/** A description, and the files that declare what it describes. */
export interface Described extends Description {
  files: string[];
}

/** Undefined where nothing has a name. */
export function describe(question: Question): Described | undefined {
  const { program, api, file, position, kindOf, sourceOf } = question;
  const { checker } = program.getProject();
  const found = checker.getSymbolAtPosition(file, position);
  // In a comment the compiler finds the file.
  const isFile = found && found.flags & SymbolFlags.ValueModule && found.id === checker.getSymbolOfSourceFile(file)?.id;
  if (!found || isFile) return undefined;
  const symbol = resolveAlias(checker, found);
  const { name, flags } = symbol;
  // The compiler's own name for what has none: a class or function expression. (A cell's "__x" is "___x" here.)
  if (/^__(?!_)/.test(symbol.escapedName)) return undefined;
  const { words, source: declared } = (flags & SymbolFlags.Variable && question.standIn(name)) || {
    words: symbol,
    source: symbol,
  };
  const documentation = checker.getDocumentationCommentOfSymbol(words);
  const tags = words.getJsDocTags(checker).map(({ name, text }) => ({ name, text: text ?? "" }));
  const source = sourceOf && findSource({ program, symbol: declared, file, sourceOf });
  const files = [...words.declarations, ...declared.declarations].map(({ path }) => path);
  return { signature: signature().join("\n"), documentation, tags, source, files };

  function signature(): string[] {
    if (flags & SymbolFlags.Class) return [`class ${name}`, ...signatures(SignatureKind.Construct, `new ${name}`)];
    const isValue = flags & SymbolFlags.Value;
    if (!isValue && flags & SymbolFlags.Interface) return [`interface ${name}`];
    if (!isValue && flags & SymbolFlags.TypeAlias)
      return [`type ${name} = ${checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol)!, undefined, inAlias)}`];
    if (flags & SymbolFlags.Enum) return [`enum ${name}`];
    if (flags & SymbolFlags.Function) return signatures(SignatureKind.Call, `function ${name}`);
    if (flags & SymbolFlags.Method) return signatures(SignatureKind.Call, name);
    const type = checker.getTypeAtPosition(file, position);
    if (!type || flags & (SymbolFlags.NamespaceModule | SymbolFlags.ValueModule)) return [`namespace ${name}`];
    const keyword = flags & SymbolFlags.Variable ? kindOf(name) : undefined;
    const line = `${keyword === "const" || keyword === "let" ? `${keyword} ` : ""}${name}: ${checker.typeToString(type)}`;
    // An object that is called, as `display` is: how.
    const isNamedType = !line.includes("=>") && !line.includes("(");
    if (!isNamedType) return [line];
    const calls = signatures(SignatureKind.Call, name);
    return [line, ...calls, ...(calls.length === 0 ? signatures(SignatureKind.Construct, `new ${name}`) : [])];
  }

  function signatures(kind: SignatureKind, prefix: string): string[] {
    const type = checker.getTypeOfSymbol(symbol);
    const node = kind === SignatureKind.Call ? SyntaxKind.CallSignature : SyntaxKind.ConstructSignature;
    return checker.getSignaturesOfType(type, kind).map(found => {
      const printed = print(found, node);
      if (printed === undefined) return `${name}: ${checker.typeToString(type)}`;
      return prefix + printed.replace(/^new\s*/, "").replace(/;$/, "");
    });
  }

  /** Undefined where the compiler has no declaration for a signature: of a function that returns `[new.target]`, itself. */
  function print(found: Parameters<Checker["signatureToSignatureDeclaration"]>[0], kind: SyntaxKind) {
    const declaration = unlessEmpty(() => checker.signatureToSignatureDeclaration(found, kind));
    return (
      declaration &&
      api.printer
        .printNode(declaration)
        .replace(/\s+/g, " ")
        .replace(/(\?: [^,()]+) \| undefined/g, "$1")
    );
  }
}

/** The compiler's interface reads an empty answer as a syntax tree, past its end. */
function unlessEmpty<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** TypeFormatFlags.InTypeAlias: the type itself, not its name again. */
const inAlias = 8388608;
