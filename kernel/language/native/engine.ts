// The language engine on TypeScript 7's native compiler: every cell fully checked in milliseconds.
//
// A cell is always the same virtual file, so that the program is reused. A line before the cell's text imports what the
// text uses of earlier cells, from one module that re-exports each name's newest declaration:
//
//     import { inc, n as __now_n__ } from "./__past__"; declare let n: typeof __now_n__;   ← header
//     n = 10; const twice = inc() * 2                                                      ← the cell
//     export { twice };                                                                    ← footer
//
// What a cell declares is kept as its declaration file, whose own imports name the declaring cells for good.

import { CompletionItemKind, type Program } from "typescript7/sync";
import { noConditions } from "../../preload.ts";
import type { MimeBundle } from "../../protocol/mime.ts";
import { asModule, type CellModule } from "../cell/cell-text.ts";
import { Cells } from "../cell/cells.ts";
import { declaresNothing } from "../cell/javascript.ts";
import type { Known } from "../cell/names.ts";
import { closedForCompletion } from "../cell/nesting.ts";
import { toFooter, toHeader } from "../cell/surroundings.ts";
import { importsFiles } from "../edited-files.ts";
import type {
  CommittedCell,
  Completeness,
  Completions,
  Diagnostic,
  Engine,
  EngineOptions,
  Prepared,
} from "../engine.ts";
import { explain, explainInFiles, isModuleNotFound } from "../errors/explain.ts";
import type { Folder } from "../errors/folder.ts";
import type { Words } from "../errors/words.ts";
import { judgeCompleteness } from "../help/completeness.ts";
import { globalsLast, toCompletions, typedBefore, wordEnd } from "../help/completions.ts";
import { placesMeant, toBundle } from "../help/description.ts";
import { Kinds } from "../help/kinds.ts";
import { LocalFiles } from "../local-files.ts";
import { ConditionWatch } from "../meaning/conditions.ts";
import type { Note } from "../meaning/note.ts";
import { mayHaveNotes } from "../meaning/notes.ts";
import { folderAt } from "../read-folder.ts";
import { once, readWords } from "../read-words.ts";
import { firstFiles, resolution, toSlashes, typeRoots } from "../virtual-files.ts";
import { type CheckedBefore, CheckedCells } from "./checked-cells.ts";
import { Compiler } from "./compiler.ts";
import { findDeclarations, nothing } from "./declarations.ts";
import { type Described, describe } from "./describe.ts";
import { toDiagnostics } from "./diagnostics.ts";
import { filesOf } from "./files.ts";
import { Modules, past } from "./modules.ts";
import { notesIn, typesAt, unfitConditionsIn } from "./places.ts";
import { preloadedNames } from "./preloaded-names.ts";
import { isWithoutComments } from "./standard-types.ts";
import { TypeQueries } from "./type-queries.ts";

/** Throws where the compiler does not start, or a preloaded package has no types. */
export class NativeEngine implements Engine {
  readonly #compiler: Compiler;
  readonly #options: EngineOptions;
  #conditions: ConditionWatch;
  #cells: Cells;
  readonly #modules: Modules;
  readonly #file: string;
  readonly #builtins: ReadonlySet<string>;
  #kinds: Kinds;
  readonly #words: () => Words;
  readonly #here: Folder;
  #localFiles: LocalFiles;
  readonly #checked: CheckedCells | undefined;
  /** Of the cell prepared last, as long as the compiler has it. */
  #notes: (() => Note[]) | undefined;

  constructor(options: EngineOptions) {
    const folder = toSlashes(options.cwd);
    this.#options = options;
    this.#checked = options.servesMany ? new CheckedCells() : undefined;
    this.#cells = new Cells(options.cellsBefore);
    this.#conditions = new ConditionWatch(noConditions(options.preload));
    this.#modules = new Modules(folder, this.#cells.names);
    this.#file = `${folder}/__cell__.ts`;
    this.#builtins = new Set(options.builtins.names);
    this.#kinds = new Kinds(this.#cells.names);
    this.#here = folderAt(options.cwd);
    this.#words = once(() => readWords(options.preload));
    this.#compiler = new Compiler({
      cwd: folder,
      roots: [this.#file, ...this.#modules.roots],
      typeRoots: typeRoots(options.cwd),
      ...resolution(options.preload),
      supervision: options.supervision,
    });
    this.#localFiles = this.#newLocalFiles();
    this.#compiler.write({
      [this.#file]: noCell,
      [this.#modules.fileOf(past)]: this.#modules.past(),
      ...this.#modules.makeReady((options.cellsBefore ?? 0) + 1),
      ...firstFiles(options),
    });
    try {
      for (const known of preloadedNames(this.#compiler, options)) this.#cells.names.set(known);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#compiler.write({ [this.#modules.fileOf(past)]: this.#modules.past() });
  }

  prepare(source: string): Prepared {
    return this.#orForget(() => this.#prepare(source));
  }

  #prepare(source: string): Prepared {
    this.#notes = undefined;
    const key = this.#checked?.keyOf(source, this.#cells, this.#conditions.wouldLookAt(source));
    const known = key === undefined ? undefined : this.#checked?.get(key);
    if (known) return this.#again(source, known);
    const { text, before, javascript, program, map, errors } = this.#asModule(source);
    if (errors.length > 0) return this.#wrong(source, before, errors);

    const { declared, exported, imported, augments } =
      program && declaresNothing(program, text) ? nothing : this.#compiler.parse(text, findDeclarations);
    const own = new Set(declared.map(({ name }) => name));
    const reads = this.#cells.names.readBy(text, own);
    const header = toHeader(reads, () => past, [past]);
    const footer = toFooter(declared.filter(({ name }) => !exported.has(name)));
    const hasFiles = importsFiles(text);
    if (hasFiles) this.#compiler.lookForEdits();
    const whole = header + text + footer;
    this.#compiler.write({ [this.#file]: whole });

    // Most of what is annotated is not JavaScript.
    const annotated = () => (javascript === text ? undefined : this.#compiler.declarations(whole));
    const check = () =>
      this.#compiler.ask(program => {
        // Errors of syntax would have come from asModule.
        const found = toDiagnostics(program.getSemanticDiagnostics(this.#file), source).filter(
          ({ start }) => start >= header.length,
        );
        const diagnostics =
          found.length === 0 && this.#conditions.looksAt(source)
            ? unfitConditionsIn(program, this.#file, header.length + before)
            : found;
        const files = hasFiles ? this.#localFiles.reachedFrom(this.#file, filesOf(program)) : [];
        const inFiles = this.#localFiles.check(files, filesOf(program));
        if (inFiles.length + diagnostics.length > 0) {
          const general = { names: this.#cells.names, words: this.#words, folder: this.#here };
          const place = { text: source, before: header.length + before };
          const types = typesAt(program, this.#file, place.before);
          return {
            missing: [...inFiles, ...diagnostics].some(isModuleNotFound),
            diagnostics: [
              ...explainInFiles(inFiles, general),
              ...explain(diagnostics, { ...general, ...place, declared: own, types }),
            ],
          };
        }
        const keeps = declared.length > 0 || augments;
        const queries = this.#queries(program);
        return {
          declarations: keeps ? (annotated() ?? emitDeclarations(program, this.#file)) : "",
          shared: queries.shareable(declared),
          bindings: queries.importedBindings(imported),
          files: this.#localFiles.compile(files, filesOf(program)),
        };
      });
    let answer = check();
    if (hasFiles) this.#compiler.noteFiles();
    if (answer.missing) {
      this.#compiler.lookAgain();
      answer = check();
    }
    if ("diagnostics" in answer) {
      this.#cells.names.refuse(own);
      return { status: "error", diagnostics: answer.diagnostics! };
    }

    const { declarations, ...found } = answer;
    const cell = this.#cells.compile({
      javascript,
      program,
      map,
      declared,
      reads,
      augments,
      declarations: this.#modules.settle(declarations),
      ...found,
    });
    const checked = key === undefined ? undefined : this.#checked?.set(key, cell);
    if (mayHaveNotes(source)) {
      const place = header.length + before;
      const names = this.#cells.names;
      this.#notes = () => {
        const notes = this.#compiler.ask(program => notesIn(program, this.#file, place, source, names));
        if (checked) checked.notes = notes;
        return notes;
      };
    }
    return { status: "ok", cell };
  }

  /** A cell that was checked for another notebook. */
  #again(source: string, { cell, notes }: CheckedBefore): Prepared {
    this.#cells.again(cell);
    this.#conditions.looksAt(source);
    if (notes) this.#notes = () => notes;
    return { status: "ok", cell };
  }

  prepareUnchecked(source: string): Prepared {
    return this.#orForget(() => {
      const { text, before, javascript, program, map, errors } = this.#asModule(source);
      if (errors.length > 0) return this.#wrong(source, before, errors);
      const { declared } = this.#compiler.parse(text, findDeclarations);
      const own = new Set(declared.map(({ name }) => name));
      const reads = this.#cells.names.readBy(text, own);
      const cell = this.#cells.compileAside({ javascript, program, map, declared, reads });
      return { status: "ok", cell };
    });
  }

  notes(): Note[] {
    const notes = this.#notes;
    this.#notes = undefined;
    return notes ? this.#orForget(notes) : [];
  }

  commit(cell: CommittedCell): void {
    const declared = this.#cells.commit(cell);
    if (!declared) return;
    this.#compiler.write(this.#modules.declare(declared.module, declared.declarations));
    // Who serves many has no idle moment, and may know the next cell already.
    if (!this.#checked) this.#compiler.settle();
    this.#checked?.declare(declared.module, declared.declarations);
  }

  complete(text: string, offset: number): Completions {
    return this.#orForget(() => this.#complete(text, offset));
  }

  #complete(text: string, offset: number): Completions {
    const own = this.#declaredBy(text);
    // What the cell reads, and what may be meant; every further name would be resolved for nothing.
    const typed = typedBefore(text, offset);
    const meant = [...this.#cells.names.all()].filter(({ name }) => name.startsWith(typed) && !own.has(name));
    const names = new Set([...this.#cells.names.readBy(text, own), ...meant]);
    const position = this.#load(closedForCompletion(text, wordEnd(text, offset)), names) + offset;
    return this.#compiler.ask(program => {
      const queries = this.#queries(program);
      const { languageService } = program.getProject();
      const entries = languageService.getCompletionsAtPosition(this.#file, position)?.entries ?? [];
      const suggestions = entries
        // A member under a symbol, as every iterable has, would be completed by `[Symbol.iterator]`.
        .filter(({ insertText }) => !insertText?.startsWith("["))
        .map(({ name: label, insertText, sortText = "", kind }) => {
          // What may be left out is listed with a question mark behind its name, which is not typed.
          const name = label === `${insertText}?` ? insertText! : label;
          return { name, sortText, kind };
        })
        .map(({ name, sortText, kind }) => ({
          name,
          sortText,
          type: () => {
            const word = completionType(kind);
            if (word !== "variable" && word !== "class") return word;
            const place = { isGlobal: sortText === globalsLast, isOwn: own.has(name) };
            return this.#kinds.of(name, place, () => queries.kindOf(name, position));
          },
        }));
      return toCompletions(text, offset, suggestions);
    });
  }

  inspect(text: string, offset: number, level: 0 | 1 = 0): MimeBundle | undefined {
    return this.#orForget(() => this.#inspect(text, offset, level));
  }

  #inspect(text: string, offset: number, level: 0 | 1): MimeBundle | undefined {
    let found = this.#describe(text, offset, level);
    if (found?.files.some(isWithoutComments) && this.#compiler.addComments())
      found = this.#describe(text, offset, level);
    return found && toBundle(found);
  }

  #describe(text: string, offset: number, level: 0 | 1): Described | undefined {
    const { declared } = this.#compiler.parse(text, findDeclarations);
    const own = new Map(declared.map(({ name, kind }) => [name, kind]));
    const before = this.#load(text, this.#cells.names.readBy(text, new Set(own.keys())));
    return this.#compiler.ask((program, api) => {
      const queries = this.#queries(program);
      for (const at of placesMeant(text, offset)) {
        const found = describe({
          program,
          api,
          file: this.#file,
          position: before + at,
          kindOf: name => own.get(name) ?? this.#cells.names.get(name)?.kind,
          standIn: name => (own.has(name) ? undefined : queries.standIn(name)),
          sourceOf: level === 0 ? undefined : (name, module) => this.#cells.sourceOf(name, module),
        });
        if (found) return found;
      }
      return undefined;
    });
  }

  isComplete(text: string): Completeness {
    return judgeCompleteness(text, this.#compiler.transpile(text).errors);
  }

  forget(): void {
    this.#compiler.write({ [this.#file]: noCell, ...this.#modules.forget(this.#cells.forget()) });
    this.#checked?.begin();
  }

  renew(): void {
    const preloaded = [...this.#cells.names.allPreloaded()];
    this.#notes = undefined;
    this.#cells = new Cells();
    for (const known of preloaded) this.#cells.names.set(known);
    this.#conditions = new ConditionWatch(noConditions(this.#options.preload));
    this.#kinds = new Kinds(this.#cells.names);
    this.#localFiles = this.#newLocalFiles();
    this.#compiler.write({ [this.#file]: noCell, ...this.#modules.renew(this.#cells.names) });
    this.#checked?.begin();
  }

  close(): void {
    this.#compiler.close();
  }

  #newLocalFiles(): LocalFiles {
    return new LocalFiles(this.#options.cwd, text => this.#compiler.transpile(text));
  }

  #asModule(source: string): CellModule {
    return asModule(source, wrapped => this.#compiler.transpile(wrapped));
  }

  /** What is no TypeScript by its syntax alone. */
  #wrong(source: string, before: number, errors: Diagnostic[]): Prepared {
    const { names } = this.#cells;
    const place = { text: source, before, names, words: this.#words, folder: this.#here };
    return { status: "error", diagnostics: explain(errors, place) };
  }

  #queries(program: Program): TypeQueries {
    return new TypeQueries(program, {
      cells: this.#cells,
      builtins: this.#builtins,
      file: this.#file,
      past: this.#modules.fileOf(past),
    });
  }

  /** Load a text as the cell, which sees these names, without checking it; returns the offset of its first character. */
  #load(text: string, names: Iterable<Known>): number {
    this.#notes = undefined;
    const header = toHeader(names, () => past, [past]);
    this.#compiler.write({ [this.#file]: `${header}${text}\nexport {};` });
    return header.length;
  }

  /** A text that was too much for the compiler is not given to the next one, which is started with all files. */
  #orForget<Answer>(task: () => Answer): Answer {
    try {
      return task();
    } catch (error) {
      this.#compiler.write({ [this.#file]: noCell });
      throw error;
    }
  }

  #declaredBy(text: string): Set<string> {
    return new Set(this.#compiler.parse(text, findDeclarations).declared.map(({ name }) => name));
  }
}

/** The cell's file while there is none: it imports what every cell does. */
const noCell = `import "${past}";`;

function emitDeclarations(program: Program, file: string): string {
  const [output] = program.getDeclarationEmit([file]).outputFiles.values();
  return output?.text ?? "";
}

function completionType(kind: CompletionItemKind | undefined): string | undefined {
  if (kind === undefined) return undefined;
  return kind === CompletionItemKind.Field ? "property" : CompletionItemKind[kind]!.toLowerCase();
}
