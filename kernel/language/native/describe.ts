// A name's description, put together from the compiler's answers: its API has no "quick info" of its own.
import { SyntaxKind } from "typescript7/ast";
import { type API, type Checker, type Program, SignatureKind, SymbolFlags } from "typescript7/sync";
import type { Description } from "../description.ts";
import type { DeclarationKind } from "../names.ts";

export interface Question {
  program: Program;
  api: API;
  file: string;
  position: number;
  /** How the cells declare a name, where they do. */
  kindOf(name: string): DeclarationKind | undefined;
  /** Where a symbol has no words of its own. */
  documentationOf(name: string): string | undefined;
}

export function describe({ program, api, file, position, kindOf, documentationOf }: Question): Description | undefined {
  const { checker } = program.getProject();
  const found = checker.getSymbolAtPosition(file, position);
  if (!found) return undefined;
  const symbol = found.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  const { name, flags } = symbol;
  // The compiler's own name for what has none: a class or function expression. (A cell's "__x" is "___x" here.)
  if (/^__(?!_)/.test(symbol.escapedName)) return undefined;
  const documentation = checker.getDocumentationCommentOfSymbol(symbol) || documentationOf(name) || "";
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: text ?? "" }));
  return { signature: signature().join("\n"), documentation, tags };

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
    return isNamedType ? [line, ...signatures(SignatureKind.Call, name)] : [line];
  }

  function signatures(kind: SignatureKind, prefix: string): string[] {
    const type = checker.getTypeOfSymbol(symbol);
    const node = kind === SignatureKind.Call ? SyntaxKind.CallSignature : SyntaxKind.ConstructSignature;
    return checker.getSignaturesOfType(type, kind).map(found => {
      const printed = print(checker, found, node);
      return prefix + printed.replace(/^new\s*/, "").replace(/;$/, "");
    });
  }

  function print(
    checker: Checker,
    found: Parameters<Checker["signatureToSignatureDeclaration"]>[0],
    kind: SyntaxKind,
  ): string {
    const declaration = checker.signatureToSignatureDeclaration(found, kind);
    return declaration
      ? api.printer
          .printNode(declaration)
          .replace(/\s+/g, " ")
          .replace(/(\?: [^,()]+) \| undefined/g, "$1")
      : "()";
  }
}

/** TypeFormatFlags.InTypeAlias: the type itself, not its name again. */
const inAlias = 8388608;
