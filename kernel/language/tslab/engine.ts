// The second language engine, on tslab's converter and TypeScript 6 in JavaScript: for platforms that the native
// compiler has no binary for, and by choice. Slower, otherwise the same; limits.ts names what it cannot do.
//
// The converter checks a cell's text behind the text of earlier declarations. Here that is one line of imports, each
// from the declaration file of the cell that declared the name, as in the native engine.
import type { Node as TsNode, Symbol as TsSymbol, Type, TypeChecker } from "typescript";
import type { MimeBundle } from "../../protocol/mime.ts";
import { Cells, type ImportedBinding, keepsSlot } from "../cells.ts";
import { asModule, type Transpiled } from "../cellText.ts";
import { judgeCompleteness } from "../completeness.ts";
import { globalsLast, localFirst, toCompletions } from "../completions.ts";
import { placesMeant, toBundle } from "../description.ts";
import { Edits, importsFiles } from "../edits.ts";
import {
  type CommittedCell,
  CompilerFailure,
  type Completeness,
  type Completions,
  type Diagnostic,
  type Engine,
  type EngineOptions,
  type Prepared,
} from "../engine.ts";
import { explain, isHarmless, isModuleNotFound } from "../explain.ts";
import { Kinds, kindOf } from "../kinds.ts";
import type { Known } from "../names.ts";
import { inStack, refuseDeepNesting } from "../nesting.ts";
import { joinSources } from "../source.ts";
import {
  builtinsName,
  firstFiles,
  preloadFile,
  preloadModule,
  toFooter,
  toHeader,
  toSlashes,
} from "../surroundings.ts";
import { type Converter, createConverter } from "./converter.ts";
import { blankExports, findDeclarations } from "./declarations.ts";

export class TslabEngine implements Engine {
  readonly #folder: string;
  readonly #cells: Cells;
  readonly #edits = new Edits();
  readonly #kinds: Kinds;
  readonly #virtualFiles = new Map<string, string>();
  #converter: Converter;

  constructor(options: EngineOptions) {
    this.#folder = toSlashes(options.cwd);
    this.#cells = new Cells(options.cellsBefore);
    this.#kinds = new Kinds(this.#cells.names);
    for (const [path, text] of Object.entries(firstFiles(options))) this.#virtualFiles.set(path, text);
    this.#converter = this.#start();
    this.#learnPreloaded(options.preload);
  }

  prepare(source: string): Prepared {
    refuseDeepNesting(source);
    const { text, before, javascript, map, errors } = this.#guard(() =>
      asModule(source, wrapped => this.#transpile(wrapped)),
    );
    if (errors.length > 0)
      return {
        status: "error",
        diagnostics: errors.map(diagnostic => explain(diagnostic, { text: source, before, names: this.#cells.names })),
      };

    const { ts } = this.#converter;
    const { declared, imported, augments } = findDeclarations(ts, text);
    const own = new Set(declared.map(({ name }) => name));
    const reads = this.#cells.names.readBy(text, own);
    const again = this.#cells.declaredAgain(declared);
    const olds = again.map(
      ({ name, before }) => `declare const ${earlierName(name)}: typeof import("${before.module}").${name}; `,
    );
    const earlier = olds.join("") + this.#header(reads);
    const check = () => {
      const { diagnostics, declOutput } = this.#guard(() => this.#converter.convert(earlier, blankExports(ts, text)));
      return { declOutput, diagnostics: toDiagnostics(diagnostics).filter(diagnostic => !isHarmless(diagnostic)) };
    };
    const hasFiles = importsFiles(text);
    if (hasFiles && this.#edits.take().length > 0) this.#startAnew();
    let answer = check();
    if (hasFiles)
      this.#edits.note(
        this.#converter
          .program()
          .getSourceFiles()
          .map(({ fileName }) => fileName),
      );
    if (answer.diagnostics.some(isModuleNotFound)) {
      this.#startAnew();
      answer = check();
    }
    if (answer.diagnostics.length > 0)
      return {
        status: "error",
        diagnostics: answer.diagnostics.map(diagnostic =>
          explain(diagnostic, { text: source, before, names: this.#cells.names, declared: own }),
        ),
      };

    const cell = this.#cells.compile({
      javascript,
      map,
      declared,
      reads,
      augments,
      bindings: this.#importedBindings(imported),
      shared: this.#shareable(again),
      declarations: this.#ownDeclarations(answer.declOutput ?? "", own, reads) + toFooter(declared),
    });
    return { status: "ok", cell };
  }

  commit(cell: CommittedCell): void {
    const declared = this.#cells.commit(cell);
    if (declared) this.#virtualFiles.set(this.#declarationFile(declared.module), declared.declarations);
  }

  complete(text: string, offset: number): Completions {
    refuseDeepNesting(text);
    const { ts } = this.#converter;
    const own = new Set(findDeclarations(ts, text).declared.map(({ name }) => name));
    const earlier = this.#header([...this.#cells.names.all()].filter(({ name }) => !own.has(name)));
    const { original } = this.#guard(() => this.#converter.complete(earlier, blankExports(ts, text), offset));
    const suggestions = (original?.entries ?? []).map(({ name, sortText, kind }) => ({
      name,
      // What cells declared is here a global; it comes first, as a local does.
      sortText: this.#cells.names.get(name)?.preloaded === false ? localFirst : sortText,
      type: () => {
        const word = completionTypes[kind] ?? kind;
        if (word !== "variable") return word;
        const place = { isGlobal: sortText === globalsLast, isOwn: own.has(name) };
        return this.#kinds.of(name, place, () => this.#kindOf(name));
      },
    }));
    return toCompletions(text, offset, suggestions);
  }

  inspect(text: string, offset: number, level: 0 | 1 = 0): MimeBundle | undefined {
    refuseDeepNesting(text);
    const { ts } = this.#converter;
    const own = new Set(findDeclarations(ts, text).declared.map(({ name }) => name));
    const earlier = this.#header(this.#cells.names.readBy(text, own));
    for (const at of placesMeant(text, offset)) {
      const found = this.#guard(() => this.#converter.inspect(earlier, text, at));
      if (!found) continue;
      const { words, source } = this.#standIn(found.symbol);
      const checker = this.#converter.program().getTypeChecker();
      return toBundle({
        signature: ts.displayPartsToString(found.displayParts).replace(/^\(alias\) (.*)\nimport .*?$/s, "$1"),
        documentation: ts.displayPartsToString(words.getDocumentationComment(checker)),
        tags: words.getJsDocTags(checker).map(tag => ({ name: tag.name, text: ts.displayPartsToString(tag.text) })),
        source: level === 0 ? undefined : this.#sourceOf(source),
      });
    }
    return undefined;
  }

  isComplete(text: string): Completeness {
    refuseDeepNesting(text);
    return judgeCompleteness(text, this.#guard(() => this.#transpile(text)).errors);
  }

  forget(): void {
    for (const module of this.#cells.forget()) this.#virtualFiles.delete(this.#declarationFile(module));
  }

  close(): void {
    this.#converter.close();
  }

  /**
   * The converter repeats the line of earlier declarations behind the cell's. Only what the cell's declarations use of it
   * is kept: each program would otherwise hold all cells so far, and grow slower with each.
   */
  #ownDeclarations(declarations: string, own: ReadonlySet<string>, reads: Known[]): string {
    const text = declarations.replace(fromHeader, "");
    const used = new Set(this.#cells.names.readBy(text, own));
    return (
      toHeader(
        reads.filter(known => used.has(known)),
        ({ module }) => module,
      ) + text
    );
  }

  #declarationFile(module: string): string {
    return `${this.#folder}/${module.slice("./".length)}.d.ts`;
  }

  #start(): Converter {
    return createConverter({ cwd: this.#folder, virtualFiles: this.#virtualFiles });
  }

  /** Its programs remember what lay on the disk, and what did not. */
  #startAnew(): void {
    this.#converter.close();
    this.#converter = this.#start();
  }

  /** TypeScript in this process may fail by an assertion of its own, or for want of stack: then it starts anew. */
  #guard<Result>(task: () => Result): Result {
    try {
      return inStack(task);
    } catch (error) {
      this.#startAnew();
      if (error instanceof CompilerFailure) throw error;
      throw new CompilerFailure(`TypeScript failed on this cell: ${String(error).split("\n")[0]}`);
    }
  }

  #header(names: Iterable<Known>): string {
    const augmenting = this.#cells.augmenting.map(module => `import "${module}"; `).join("");
    return augmenting + toHeader(names, ({ module }) => module);
  }

  /** A module's JavaScript for the Node that runs it: see native/compiler.ts for its options. */
  #transpile(text: string): Transpiled {
    const { ts } = this.#converter;
    const needsLowering = /@[\p{ID_Start}(]|\baccessor\b/u.test(text);
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
      fileName: "cell.ts",
      reportDiagnostics: true,
      compilerOptions: {
        target: needsLowering ? ts.ScriptTarget.ES2025 : ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.Preserve,
        moduleDetection: ts.ModuleDetectionKind.Force,
        verbatimModuleSyntax: true,
        sourceMap: true,
      },
    });
    return {
      javascript: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""),
      ...(sourceMapText !== undefined && { map: sourceMapText }),
      errors: (diagnostics ?? [])
        .filter(({ category }) => category === errorCategory)
        .map(({ code, messageText, start = 0, length = 0 }) => ({
          code,
          message: ts.flattenDiagnosticMessageText(messageText, "\n"),
          start,
          end: start + length,
        })),
    };
  }

  #learnPreloaded(preload: string[]): void {
    const { ts } = this.#converter;
    this.#converter.convert(`import * as preloaded from "${preloadModule}";`, "export {}");
    const program = this.#converter.program();
    const checker = program.getTypeChecker();
    const file = program.getSourceFile(preloadFile);
    if (!file) throw new Error(`cannot preload ${preload.join(", ")}: its types were not found`);
    const missing = program.getSemanticDiagnostics(file).find(({ code }) => code !== outsideFolder);
    if (missing) {
      this.close();
      throw new Error(
        `cannot preload ${preload.join(", ")}: ${ts.flattenDiagnosticMessageText(missing.messageText, "\n")} Was it built?`,
      );
    }
    for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(file)!)) {
      if (symbol.name === builtinsName) continue;
      const { flags } = this.#resolve(symbol);
      const kind = flags & ts.SymbolFlags.Value ? "const" : "type";
      this.#cells.names.set({ name: symbol.name, kind, slot: symbol.name, module: preloadModule, preloaded: true });
    }
  }

  /** What stands for a symbol that the cell sees by its type alone: see native/engine.ts. */
  #standIn(found: TsSymbol): { words: TsSymbol; source: TsSymbol } {
    const program = this.#converter.program();
    const checker = program.getTypeChecker();
    const symbol = this.#resolve(found);
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    if (file === preloadFile) {
      const module = checker.getSymbolAtLocation(program.getSourceFile(preloadFile)!)!;
      const all = checker.getExportsOfModule(module).find(({ name }) => name === builtinsName);
      const member = all && checker.getTypeOfSymbol(all).getProperty(symbol.name);
      if (member) return { words: member, source: checker.getTypeOfSymbol(member).getSymbol() ?? member };
    }
    const now = file === `${this.#folder}/__prev__.d.ts` && this.#local("__prev__.d.ts", `__now_${symbol.name}__`);
    const meant = now ? this.#resolve(now) : symbol;
    return { words: meant, source: meant };
  }

  /** The text that declares what a symbol stands for: see native/source.ts. */
  #sourceOf(symbol: TsSymbol): string | undefined {
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

  #resolve(symbol: TsSymbol): TsSymbol {
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
  #kindOf(name: string): string {
    const { Value, Type, Namespace } = this.#converter.ts.SymbolFlags;
    const checker = this.#converter.program().getTypeChecker();
    const found =
      this.#local("__tslab__.ts", name) ??
      this.#local("__prev__.d.ts", name) ??
      (checker as TypeScriptInternals).resolveName(name, undefined, Value | Type | Namespace, false);
    if (!found) return "variable";
    const symbol = this.#resolve(found);
    const type = checker.getTypeOfSymbol(symbol);
    return kindOf({
      flags: symbol.flags,
      isCalled: () => type.getCallSignatures().length > 0,
      isConstructed: () => type.getConstructSignatures().length > 0,
    });
  }

  #importedBindings(imported: Set<string>): Map<string, ImportedBinding> {
    const { SymbolFlags } = this.#converter.ts;
    return new Map(
      [...imported].flatMap(name => {
        const symbol = this.#local("__tslab__.ts", name);
        if (!symbol) return [];
        const { flags } = this.#resolve(symbol);
        return [[name, flags & SymbolFlags.Value ? (flags & SymbolFlags.Variable ? "variable" : "value") : "type"]];
      }),
    );
  }

  #shareable(again: ReturnType<Cells["declaredAgain"]>): Set<string> {
    const checker = this.#converter.program().getTypeChecker();
    const typeOf = (symbol: TsSymbol | undefined): Type | undefined =>
      symbol && checker.getBaseTypeOfLiteralType(checker.getTypeOfSymbol(this.#resolve(symbol)));
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
function earlierName(name: string): string {
  return `$earlier$${name}`;
}

/** What `toHeader` and `earlierName` write, as TypeScript prints it. */
const fromHeader = new RegExp(
  [
    String.raw`import (?:\{[^}]*\} from )?"(?:\./__cell_\d+__|${RegExp.escape(preloadModule)})";`,
    String.raw`declare let (?<name>[\p{ID_Continue}$]+): typeof __now_\k<name>__;`,
    String.raw`declare const \$earlier\$[\p{ID_Continue}$]+: typeof import\("[^"]*"\)\.[\p{ID_Continue}$]+;`,
  ]
    .map(line => `^${line}\n?`)
    .join("|"),
  "gmu",
);

interface TypeScriptInternals extends TypeChecker {
  resolveName(name: string, location: undefined, meaning: number, excludeGlobals: boolean): TsSymbol | undefined;
}

/** TypeScript's own words for kinds, where those of the native engine are others. */
const completionTypes: Partial<Record<string, string>> = {
  const: "variable",
  let: "variable",
  var: "variable",
  "local var": "variable",
  parameter: "variable",
  alias: "variable",
  "local function": "function",
  getter: "property",
  setter: "property",
  "enum member": "enummember",
  "primitive type": "keyword",
  script: "file",
  directory: "folder",
  "external module name": "module",
  string: "constant",
};

/** "File is not under 'rootDir'": of concern only to what would be emitted. */
const outsideFolder = 6059;

const errorCategory = 1;

function toDiagnostics(found: ReturnType<Converter["convert"]>["diagnostics"]): Diagnostic[] {
  return found
    .filter(({ category, fileName }) => category === errorCategory && fileName === undefined)
    .map(({ code, messageText, start, end }) => ({ code, message: messageText, start: start.offset, end: end.offset }));
}
