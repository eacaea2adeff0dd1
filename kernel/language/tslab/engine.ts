// The second language engine, on tslab's converter and TypeScript 6 in JavaScript: for platforms that the native
// compiler has no binary for, and by choice. Slower, otherwise the same; limits.ts names what it cannot do.
//
// The converter checks a cell's text behind the text of earlier declarations. Here that is one line of imports, each
// from the declaration file of the cell that declared the name, as in the native engine.
import type * as TypeScript from "typescript";
import { noConditions } from "../../preload.ts";
import type { MimeBundle } from "../../protocol/mime.ts";
import { asModule, type CellModule } from "../cell/cell-text.ts";
import { Cells } from "../cell/cells.ts";
import type { Known } from "../cell/names.ts";
import { inStack } from "../cell/nesting.ts";
import { toFooter, toHeader } from "../cell/surroundings.ts";
import { EditedFiles, importsFiles } from "../edited-files.ts";
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
import { explain, explainInFiles, isModuleNotFound } from "../errors/explain.ts";
import type { Folder } from "../errors/folder.ts";
import { isHarmless } from "../errors/untyped.ts";
import type { Words } from "../errors/words.ts";
import { judgeCompleteness } from "../help/completeness.ts";
import { globalsLast, localFirst, toCompletions } from "../help/completions.ts";
import { placesMeant, toBundle } from "../help/description.ts";
import { Kinds } from "../help/kinds.ts";
import { LocalFiles } from "../local-files.ts";
import { ConditionWatch } from "../meaning/conditions.ts";
import type { Note } from "../meaning/note.ts";
import { mayHaveNotes } from "../meaning/notes.ts";
import { preloadError, sourcesOf } from "../preload-error.ts";
import { folderAt } from "../read-folder.ts";
import { once, readWords } from "../read-words.ts";
import { builtinsName, firstFiles, packageByFile, preloadFile, preloadModule, toSlashes } from "../virtual-files.ts";
import { type Converter, createConverter } from "./converter.ts";
import { blankExports, findDeclarations } from "./declarations.ts";
import { filesOf } from "./files.ts";
import { notesIn, typesAt, unfitConditionsIn } from "./places.ts";
import { errorCategory, transpile } from "./transpile.ts";
import { earlierName, TypeQueries } from "./type-queries.ts";

/** Throws where tslab or TypeScript is not installed, or a preloaded package has no types. */
export class TslabEngine implements Engine {
  readonly #folder: string;
  #conditions: ConditionWatch;
  #cells: Cells;
  readonly #edits = new EditedFiles();
  #kinds: Kinds;
  readonly #preload: readonly string[];
  readonly #words: () => Words;
  readonly #here: Folder;
  #localFiles: LocalFiles;
  readonly #virtualFiles = new Map<string, string>();
  #converter: Converter;
  /** Of the cell prepared last. */
  #notes: (() => Note[]) | undefined;

  constructor(options: EngineOptions) {
    this.#folder = toSlashes(options.cwd);
    this.#cells = new Cells(options.cellsBefore);
    this.#conditions = new ConditionWatch(noConditions(options.preload));
    this.#kinds = new Kinds(this.#cells.names);
    this.#preload = options.preload;
    this.#here = folderAt(options.cwd);
    this.#words = once(() => readWords(options.preload));
    this.#localFiles = this.#newLocalFiles();
    for (const [path, text] of Object.entries(firstFiles(options))) this.#virtualFiles.set(path, text);
    this.#converter = this.#start();
    this.#learnPreloaded(options);
  }

  prepare(source: string): Prepared {
    this.#notes = undefined;
    const { text, before, javascript, map, errors } = this.#asModule(source);
    if (errors.length > 0) return this.#wrong(source, before, errors);

    const { ts } = this.#converter;
    const { declared, imported, augments } = findDeclarations(ts, text);
    const own = new Set(declared.map(({ name }) => name));
    const reads = this.#cells.names.readBy(text, own);
    const again = this.#cells.declaredAgain(declared);
    const olds = again.map(
      ({ name, before }) => `declare const ${earlierName(name)}: typeof import("${before.module}").${name}; `,
    );
    const earlier = olds.join("") + this.#header(reads);
    const hasFiles = importsFiles(text);
    const check = () => {
      const { diagnostics, declOutput } = this.#guard(() => this.#converter.convert(earlier, blankExports(ts, text)));
      const program = filesOf(this.#converter);
      const files = hasFiles ? this.#localFiles.reachedFrom(`${this.#folder}/__tslab__.ts`, program) : [];
      const inFiles = this.#localFiles.check(files, program);
      const found = toDiagnostics(diagnostics, source);
      const unfit =
        found.length === 0 && this.#conditions.looksAt(source)
          ? unfitConditionsIn(this.#converter, `${this.#folder}/__tslab__.ts`, before)
          : [];
      return { declOutput, files, inFiles, diagnostics: [...found, ...unfit] };
    };
    if (hasFiles && this.#edits.take().length > 0) this.#startAnew();
    let answer = check();
    if (hasFiles)
      this.#edits.note(
        this.#converter
          .program()
          .getSourceFiles()
          .map(({ fileName }) => fileName),
      );
    if ([...answer.inFiles, ...answer.diagnostics].some(isModuleNotFound)) {
      this.#startAnew();
      answer = check();
    }
    if (answer.inFiles.length + answer.diagnostics.length > 0) {
      const types = typesAt(this.#converter, `${this.#folder}/__tslab__.ts`, before);
      const general = { names: this.#cells.names, words: this.#words, folder: this.#here };
      const diagnostics = [
        ...explainInFiles(answer.inFiles, general),
        ...explain(answer.diagnostics, { ...general, text: source, before, declared: own, types }),
      ];
      this.#cells.names.refuse(own);
      return { status: "error", diagnostics };
    }

    const queries = this.#queries();
    const cell = this.#cells.compile({
      javascript,
      map,
      declared,
      reads,
      augments,
      bindings: queries.importedBindings(imported),
      shared: queries.shareable(again),
      files: this.#localFiles.compile(answer.files, filesOf(this.#converter)),
      declarations: this.#ownDeclarations(answer.declOutput ?? "", own, reads) + toFooter(declared),
    });
    if (mayHaveNotes(source)) {
      const [file, names] = [`${this.#folder}/__tslab__.ts`, this.#cells.names];
      this.#notes = () => this.#guard(() => notesIn(this.#converter, file, before, source, names));
    }
    return { status: "ok", cell };
  }

  prepareUnchecked(source: string): Prepared {
    const { text, before, javascript, map, errors } = this.#asModule(source);
    if (errors.length > 0) return this.#wrong(source, before, errors);
    const { declared } = findDeclarations(this.#converter.ts, text);
    const reads = this.#cells.names.readBy(text, new Set(declared.map(({ name }) => name)));
    return { status: "ok", cell: this.#cells.compileAside({ javascript, map, declared, reads }) };
  }

  notes(): Note[] {
    const notes = this.#notes;
    this.#notes = undefined;
    return notes?.() ?? [];
  }

  commit(cell: CommittedCell): void {
    const declared = this.#cells.commit(cell);
    if (declared) this.#virtualFiles.set(this.#declarationFile(declared.module), declared.declarations);
  }

  complete(text: string, offset: number): Completions {
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
        return this.#kinds.of(name, place, () => this.#queries().kindOf(name));
      },
    }));
    return toCompletions(text, offset, suggestions);
  }

  inspect(text: string, offset: number, level: 0 | 1 = 0): MimeBundle | undefined {
    const { ts } = this.#converter;
    const own = new Set(findDeclarations(ts, text).declared.map(({ name }) => name));
    const earlier = this.#header(this.#cells.names.readBy(text, own));
    for (const at of placesMeant(text, offset)) {
      const found = this.#guard(() => this.#converter.inspect(earlier, text, at));
      if (!found) continue;
      const queries = this.#queries();
      const { words, source } = queries.standIn(found.symbol);
      const checker = this.#converter.program().getTypeChecker();
      return toBundle({
        signature: ts.displayPartsToString(found.displayParts).replace(/^\(alias\) (.*)\nimport .*?$/s, "$1"),
        documentation: ts.displayPartsToString(words.getDocumentationComment(checker)),
        tags: words.getJsDocTags(checker).map(tag => ({ name: tag.name, text: ts.displayPartsToString(tag.text) })),
        source: level === 0 ? undefined : queries.sourceOf(source),
      });
    }
    return undefined;
  }

  isComplete(text: string): Completeness {
    return judgeCompleteness(text, this.#guard(() => transpile(this.#converter.ts, text)).errors);
  }

  forget(): void {
    for (const module of this.#cells.forget()) this.#virtualFiles.delete(this.#declarationFile(module));
  }

  renew(): void {
    const preloaded = [...this.#cells.names.allPreloaded()];
    this.forget();
    this.#notes = undefined;
    this.#cells = new Cells();
    for (const known of preloaded) this.#cells.names.set(known);
    this.#conditions = new ConditionWatch(noConditions(this.#preload));
    this.#kinds = new Kinds(this.#cells.names);
    this.#localFiles = this.#newLocalFiles();
  }

  close(): void {
    this.#converter.close();
  }

  #newLocalFiles(): LocalFiles {
    return new LocalFiles(this.#folder, text => transpile(this.#converter.ts, text));
  }

  #asModule(source: string): CellModule {
    return this.#guard(() => asModule(source, wrapped => transpile(this.#converter.ts, wrapped)));
  }

  /** What is no TypeScript by its syntax alone. */
  #wrong(source: string, before: number, errors: Diagnostic[]): Prepared {
    const { names } = this.#cells;
    const place = { text: source, before, names, words: this.#words, folder: this.#here };
    return { status: "error", diagnostics: explain(errors, place) };
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
    return createConverter({ cwd: this.#folder, virtualFiles: this.#virtualFiles, preload: this.#preload });
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

  #queries(): TypeQueries {
    return new TypeQueries(this.#converter, this.#folder, this.#cells);
  }

  #header(names: Iterable<Known>): string {
    const augmenting = this.#cells.augmenting.map(module => `import "${module}"; `).join("");
    return augmenting + toHeader(names, ({ module }) => module);
  }

  #learnPreloaded({ preload, required = [] }: EngineOptions): void {
    const { ts } = this.#converter;
    this.#converter.convert(`import * as preloaded from "${preloadModule}";`, "export {}");
    const program = this.#converter.program();
    const checker = program.getTypeChecker();
    const file = program.getSourceFile(preloadFile);
    if (!file) throw new Error(`cannot preload ${preload.join(", ")}: its types were not found`);
    const complaints = (file: TypeScript.SourceFile) =>
      [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
        .map(({ code, messageText, start = 0, length = 0 }) => {
          const message = ts.flattenDiagnosticMessageText(messageText, "\n");
          return { code, message, start, end: start + length };
        })
        .filter(complaint => complaint.code !== outsideFolder && !isHarmless(complaint));
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(file)!);
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    const failure = preloadError(preload, required, {
      list: complaints(file),
      sources: new Map(sourcesOf(preload, files).map(path => [path, complaints(program.getSourceFile(path)!)])),
      names: new Set(symbols.map(({ name }) => name)),
    });
    if (failure) {
      this.close();
      throw failure;
    }
    const packageOf = packageByFile(preload);
    for (const symbol of symbols) {
      const { name } = symbol;
      if (name === builtinsName) continue;
      const { flags, declarations } = this.#queries().resolve(symbol);
      const kind = flags & ts.SymbolFlags.Value ? "const" : "type";
      const from = packageOf(declarations?.[0]?.getSourceFile().fileName);
      this.#cells.names.set({ name, kind, slot: name, module: preloadModule, preloaded: true, package: from });
    }
  }
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

const noOverload = 2769;
const ofOverload = 2772;

/**
 * The cell's own errors. What explains one follows it, a diagnostic each, at its place: with it, that is left out. Of
 * several overloads the first says what does not fit, as with the native engine.
 */
function toDiagnostics(found: ReturnType<Converter["convert"]>["diagnostics"], cell: string): Diagnostic[] {
  let leftOut: Diagnostic | undefined;
  return found
    .filter(({ category }) => category === errorCategory)
    .map(({ code, messageText, start, end, fileName }) => ({
      diagnostic: { code, message: messageText, start: start.offset, end: end.offset },
      isElsewhere: fileName !== undefined,
    }))
    .filter(({ diagnostic, isElsewhere }) => {
      if (leftOut?.start === diagnostic.start && leftOut.end === diagnostic.end) return false;
      leftOut = isElsewhere || isHarmless(diagnostic, cell) ? diagnostic : undefined;
      return leftOut === undefined;
    })
    .map(({ diagnostic }) => diagnostic)
    .reduce<Diagnostic[]>((told, next) => {
      const last = told.at(-1);
      const isSame = last?.code === noOverload && last.start === next.start && last.end === next.end;
      if (!isSame) told.push(next);
      else if (next.code !== ofOverload && /call\.$/.test(last.message)) last.message += ` ${next.message}`;
      return told;
    }, []);
}
