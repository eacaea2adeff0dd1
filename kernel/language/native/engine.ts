// The language engine on TypeScript 7's native compiler: every cell fully checked in milliseconds.
//
// A cell is always the same virtual file, so that the program is reused. A line before the cell's text imports what the
// text uses of earlier cells, from one module that re-exports each name's newest declaration:
//
//     import { inc } from "./__past__"; declare let n: typeof import("./__past__").n;   ← header
//     n = 10; const twice = inc() * 2                                                   ← the cell
//     export { twice };                                                                 ← footer
//
// What a cell declares is kept as its declaration file, whose own imports name the declaring cells for good.

import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { CompletionItemKind, type Program, type Type, type Symbol as TypeSymbol } from "typescript7/sync";
import type { MimeBundle } from "../../protocol/mime.ts";
import { asModule } from "../cellText.ts";
import { judgeCompleteness } from "../completeness.ts";
import type {
  CompiledCell,
  Completeness,
  Completions,
  Diagnostic,
  Engine,
  EngineOptions,
  Prepared,
} from "../engine.ts";
import { type Declared, type Known, Names } from "../names.ts";
import { inStack, refuseDeepNesting } from "../nesting.ts";
import { rewrite } from "../rewrite.ts";
import { Compiler, toDiagnostics } from "./compiler.ts";
import { findDeclarations } from "./declarations.ts";

const past = "./__past__";
/** Cannot find a module; the same for an import that names nothing. */
const moduleNotFound = new Set([2307, 2882]);
const identifierAt = /[\p{ID_Continue}$]/u;

/** What `commit` needs of a prepared cell. */
interface Pending {
  declarations: string;
  declared: Known[];
  /** It has types for all cells under no name, which later programs must load. */
  augments: boolean;
}

export class NativeEngine implements Engine {
  readonly #compiler: Compiler;
  readonly #names = new Names();
  readonly #folder: string;
  readonly #file: string;
  readonly #pending = new WeakMap<CompiledCell, Pending>();
  #augmenting: string[] = [];
  #cells = 0;

  constructor({ cwd, preload, builtins, timeLimit }: EngineOptions) {
    this.#folder = toSlashes(cwd);
    this.#file = `${this.#folder}/__cell__.ts`;
    const kernel = toSlashes(fileURLToPath(new URL("../../..", import.meta.url))).replace(/\/$/, "");
    const preloaded = `${kernel}/__preload__`;
    this.#compiler = new Compiler({
      cwd: this.#folder,
      roots: [this.#file, `${this.#folder}/__past__.d.ts`],
      typeRoots: typeRoots(cwd),
      timeLimit,
    });
    this.#compiler.write({
      [this.#file]: `export * from "${preloaded}";`,
      [`${this.#folder}/__past__.d.ts`]: "export {};",
      [`${preloaded}.d.ts`]: preloadDeclarations(preload, builtins),
    });
    this.#learnPreloaded(preloaded, preload);
  }

  prepare(source: string): Prepared {
    refuseDeepNesting(source);
    const { text, before, javascript, map, errors } = asModule(source, wrapped => this.#compiler.transpile(wrapped));
    const inCell = (diagnostic: Diagnostic) => within(source, shift(diagnostic, -before));
    if (errors.length > 0) return { status: "error", diagnostics: errors.map(inCell) };

    const { declared, exported, imported, augments } = this.#compiler.parse(text, findDeclarations);
    const own = new Set(declared.map(({ name }) => name));
    const reads = this.#names.readBy(text, own);
    const header = toHeader(reads);
    const footer = toFooter(declared.filter(({ name }) => !exported.has(name)));
    this.#compiler.write({ [this.#file]: header + text + footer });

    const check = () =>
      this.#compiler.ask(program => {
        const diagnostics = toDiagnostics(program.getSemanticDiagnostics(this.#file))
          .filter(({ start, code }) => start >= header.length && !isHarmless(code))
          .map(diagnostic => inCell(explain(shift(diagnostic, -header.length))));
        if (diagnostics.length > 0) return { diagnostics };
        const [output] = program.getDeclarationEmit([this.#file]).outputFiles.values();
        return {
          declarations: output?.text ?? "",
          shared: this.#shareable(program, declared),
          bindings: this.#importedBindings(program, imported),
        };
      });
    let answer = check();
    if (answer.diagnostics?.some(({ code }) => moduleNotFound.has(code))) {
      // Somebody may have installed it since the compiler looked.
      this.#compiler.lookAgain();
      answer = check();
    }
    if ("diagnostics" in answer) return { status: "error", diagnostics: answer.diagnostics! };

    this.#cells += 1;
    const id = this.#cells;
    const module = `./__cell_${id}__`;
    const known = declared.map(({ name, kind }): Known => {
      const before = answer.shared.has(name) ? this.#names.get(name) : undefined;
      const isType = kind === "type" || answer.bindings.get(name) === "type";
      return { name, kind: isType ? "type" : kind, slot: before?.slot ?? `${name}#${id}`, module, preloaded: false };
    });
    const rewritten = inStack(() =>
      rewrite({
        javascript,
        map,
        declares: new Map(known.filter(({ kind }) => kind !== "type").map(({ name, slot }) => [name, slot])),
        reads: new Map(reads.filter(({ kind }) => kind !== "type").map(({ name, slot }) => [name, slot])),
        live: new Set([...imported].filter(name => answer.bindings.get(name) === "variable")),
      }),
    );
    const cell: CompiledCell = { id, ...rewritten };
    this.#pending.set(cell, { declarations: this.#fixImports(answer.declarations), declared: known, augments });
    return { status: "ok", cell };
  }

  commit(cell: CompiledCell): void {
    const pending = this.#pending.get(cell);
    this.#pending.delete(cell);
    if (!pending || (pending.declared.length === 0 && !pending.augments)) return;
    for (const known of pending.declared) this.#names.set(known);
    if (pending.augments) this.#augmenting.push(`./__cell_${cell.id}__`);
    this.#compiler.write({
      [this.#declarationFile(cell.id)]: pending.declarations,
      [`${this.#folder}/__past__.d.ts`]: this.#pastDeclarations(),
    });
    this.#compiler.settleSoon();
  }

  complete(text: string, offset: number): Completions {
    let start = offset;
    while (start > 0 && identifierAt.test(text[start - 1]!)) start -= 1;
    refuseDeepNesting(text);
    const position = this.#load(text, this.#names.all()) + offset;
    const entries = this.#compiler.ask(
      program => program.getProject().languageService.getCompletionsAtPosition(this.#file, position)?.entries ?? [],
    );
    const typed = text.slice(start, offset);
    const items = entries
      .filter(({ name }) => name.startsWith(typed) && !name.startsWith("__") && /^[\p{ID_Start}$_]/u.test(name))
      .sort((a, b) => compare(a.sortText ?? "", b.sortText ?? "") || compare(a.name, b.name))
      .map(({ name, kind }) => ({ text: name, ...(kind !== undefined && { type: completionType(kind) }) }));
    return { items, start, end: offset };
  }

  inspect(text: string, offset: number): MimeBundle | undefined {
    refuseDeepNesting(text);
    const reads = this.#names.readBy(text, this.#declaredBy(text));
    const shifted = this.#load(text, reads);
    return this.#compiler.ask(program => {
      const { checker } = program.getProject();
      // A cursor just behind a name means that name.
      for (const at of [offset, offset - 1]) {
        if (at < 0 || !identifierAt.test(text[at] ?? " ")) continue;
        let symbol = checker.getSymbolAtPosition(this.#file, shifted + at);
        if (!symbol) continue;
        const type = checker.getTypeAtPosition(this.#file, shifted + at);
        symbol = resolveAlias(program, symbol);
        const signature = `${symbol.name}: ${type ? checker.typeToString(type) : "unknown"}`;
        const documentation = checker.getDocumentationCommentOfSymbol(symbol);
        return {
          "text/plain": documentation ? `${signature}\n\n${documentation}` : signature,
          "text/markdown": `\`\`\`typescript\n${signature}\n\`\`\`\n\n${documentation}`,
        };
      }
      return undefined;
    });
  }

  isComplete(text: string): Completeness {
    refuseDeepNesting(text);
    return judgeCompleteness(text, this.#compiler.transpile(text).errors);
  }

  forget(): void {
    this.#compiler.remove(Array.from({ length: this.#cells }, (_, index) => this.#declarationFile(index + 1)));
    this.#names.forget();
    this.#augmenting = [];
    this.#compiler.write({
      [this.#file]: "export {};",
      [`${this.#folder}/__past__.d.ts`]: this.#pastDeclarations(),
    });
  }

  close(): void {
    this.#compiler.close();
  }

  #declarationFile(cell: number): string {
    return `${this.#folder}/__cell_${cell}__.d.ts`;
  }

  #learnPreloaded(module: string, preload: string[]): void {
    const exports = this.#compiler.ask(program => {
      const missing = program.getSemanticDiagnostics(`${module}.d.ts`).find(({ category }) => category === 1);
      if (missing) throw new Error(`cannot preload ${preload.join(", ")}: ${missing.text} Was it built?`);
      const { checker } = program.getProject();
      return checker
        .getExportsOfModule(checker.getSymbolOfSourceFile(`${module}.d.ts`)!)
        .map(symbol => ({ name: symbol.name, flags: resolveAlias(program, symbol).flags }));
    });
    for (const { name, flags } of exports)
      this.#names.set({
        name,
        kind: flags & valueSymbol ? "const" : "type",
        slot: name,
        module,
        preloaded: true,
      });
    this.#compiler.write({
      [this.#file]: "export {};",
      [`${this.#folder}/__past__.d.ts`]: this.#pastDeclarations(),
    });
  }

  /** Load a text as the cell, without checking it; returns the offset of its first character. */
  #load(text: string, names: Iterable<Known>): number {
    const declared = this.#declaredBy(text);
    const header = toHeader([...names].filter(({ name }) => !declared.has(name)));
    this.#compiler.write({ [this.#file]: `${header}${text}\nexport {};` });
    return header.length;
  }

  #declaredBy(text: string): Set<string> {
    return new Set(this.#compiler.parse(text, findDeclarations).declared.map(({ name }) => name));
  }

  #pastDeclarations(): string {
    const byModule = Map.groupBy(this.#names.all(), ({ module }) => module);
    return [
      ...this.#augmenting.map(module => `import "${module}";`),
      ...[...byModule].map(
        ([module, known]) => `export { ${known.map(({ name }) => name).join(", ")} } from "${module}";`,
      ),
    ].join("\n");
  }

  /** In a cell's declarations, name the cells that declared what it uses: the past module moves on, they do not. */
  #fixImports(declarations: string): string {
    return declarations
      .replace(/^import \{ ([^}]*) \} from "\.\/__past__";$/gm, (_, list: string) =>
        list
          .split(", ")
          .map(item => `import { ${item} } from "${this.#moduleOf(item.split(" ")[0]!)}";`)
          .join("\n"),
      )
      .replace(
        /import\("\.\/__past__"\)\.([\p{ID_Continue}$]+)/gu,
        (_, name: string) => `import("${this.#moduleOf(name)}").${name}`,
      );
  }

  #moduleOf(name: string): string {
    return this.#names.get(name)?.module ?? past;
  }

  /** What each import names: a type (nothing to load), a variable (its module may assign to it again), or another value. */
  #importedBindings(program: Program, imported: Set<string>): Map<string, "type" | "variable" | "value"> {
    if (imported.size === 0) return new Map();
    const { checker } = program.getProject();
    return new Map(
      checker
        .getExportsOfModule(checker.getSymbolOfSourceFile(this.#file)!)
        .filter(({ name }) => imported.has(name))
        .map(symbol => {
          const { flags } = resolveAlias(program, symbol);
          return [symbol.name, flags & valueSymbol ? (flags & variableSymbol ? "variable" : "value") : "type"];
        }),
    );
  }

  /** Names declared again with a type that fits the old one, so that closures over the old value may see the new. */
  #shareable(program: Program, declared: Declared[]): Set<string> {
    const again = declared.filter(({ name, kind }) => {
      const before = this.#names.get(name);
      return kind !== "type" && before && before.kind !== "type" && !before.preloaded;
    });
    if (again.length === 0) return new Set();
    const { checker } = program.getProject();
    const pastSymbol = checker.getSymbolOfSourceFile(`${this.#folder}/__past__.d.ts`);
    const pastExports = pastSymbol ? checker.getExportsOfModule(pastSymbol) : [];
    const widened = (symbol: TypeSymbol): Type =>
      checker.getBaseTypeOfLiteralType(checker.getTypeOfSymbol(resolveAlias(program, symbol)));
    const shared = again.filter(({ name, kind }) => {
      const before = pastExports.find(symbol => symbol.name === name);
      const own = checker.getExportsOfModule(checker.getSymbolOfSourceFile(this.#file)!).find(s => s.name === name);
      if (!before || !own) return false;
      const [oldType, newType] = [widened(before), widened(own)];
      const writable = kind === "let" || this.#names.get(name)!.kind === "let";
      return (
        checker.isTypeAssignableTo(newType, oldType) && (!writable || checker.isTypeAssignableTo(oldType, newType))
      );
    });
    return new Set(shared.map(({ name }) => name));
  }
}

// SymbolFlags of the compiler, which its package does not export.
const valueSymbol = 111551;
const aliasSymbol = 2097152;
const variableSymbol = 3;

function resolveAlias(program: Program, symbol: TypeSymbol): TypeSymbol {
  return symbol.flags & aliasSymbol ? program.getProject().checker.getAliasedSymbol(symbol) : symbol;
}

function toHeader(names: Iterable<Known>): string {
  const imported: string[] = [];
  const assignable: string[] = [];
  for (const { name, kind } of names) {
    if (kind === "let") assignable.push(`declare let ${name}: typeof import("${past}").${name};`);
    else imported.push(name);
  }
  const imports = imported.length > 0 ? `import { ${imported.join(", ")} } from "${past}"; ` : "";
  return `${imports}${assignable.join(" ")}\n`;
}

function toFooter(declared: Declared[]): string {
  return `\nexport { ${declared.map(({ name }) => name).join(", ")} };`;
}

function preloadDeclarations(preload: string[], { module, type, names }: EngineOptions["builtins"]): string {
  return [
    ...preload.map(specifier => `export * from ${JSON.stringify(specifier)};`),
    `import type { ${type} } from ${JSON.stringify(toSlashes(module))};`,
    ...names.map(name => `export declare const ${name}: ${type}["${name}"];`),
  ].join("\n");
}

/** Node's own types come with the kernel, so that they are there wherever the notebook lies. */
function typeRoots(cwd: string): string[] {
  const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  return [dirname(dirname(nodeTypes)), join(cwd, "node_modules", "@types")].map(toSlashes);
}

/** An untyped package is allowed: its values are `any`. */
function isHarmless(code: number): boolean {
  return code === 7016;
}

/** Say it in the cell's terms: an earlier cell's name is an import only behind the scenes. */
function explain(diagnostic: Diagnostic): Diagnostic {
  const { code, message } = diagnostic;
  if (code === 2632) return { ...diagnostic, code: 2588, message: message.replace("an import", "a constant") };
  // Advice to change the compiler's options is of no use in a cell.
  return {
    ...diagnostic,
    message: message.replace(/ (Do you need to change your target library|Try changing).*$/s, ""),
  };
}

function shift(diagnostic: Diagnostic, by: number): Diagnostic {
  return { ...diagnostic, start: diagnostic.start + by, end: diagnostic.end + by };
}

function within(text: string, { start, end, ...rest }: Diagnostic): Diagnostic {
  return { ...rest, start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

function completionType(kind: number): string {
  return (CompletionItemKind[kind] ?? "text").toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toSlashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
