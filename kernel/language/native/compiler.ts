// One program of TypeScript 7's native compiler, held over virtual files and driven through its synchronous API.
//
// The compiler is a child process. When it fails, a new one is given the same files and the request is repeated once,
// so a compiler that was killed costs a tenth of a second and no declarations.
import type { ChildProcess } from "node:child_process";
import { dirname } from "node:path";
import type { SourceFile } from "typescript7/ast";
import { createFileSystemLayer } from "typescript7/fs";
import { API, ModuleKind, ModuleResolutionKind, type Program, type Snapshot } from "typescript7/sync";
import { needsLowering, type Transpiled, withoutMapLine } from "../cell/cell-text.ts";
import { CompilerFailure } from "../cell/compiler-failure.ts";
import { EditedFiles } from "../edited-files.ts";
import { Supervision } from "../supervision.ts";
import { conditions, toSlashes } from "../virtual-files.ts";
import { bigintMembers } from "./bigint-members.ts";
import { toDiagnostics } from "./diagnostics.ts";
import { library } from "./laid-types.ts";
import { standardTypes, withComments } from "./standard-types.ts";

// ScriptTarget's numbers, which the package does not export by name.
const esNext = 99;
const es2026 = 13;
// The same of ModuleDetectionKind.
const forceModule = 3;

/** What a compiler process is started with. */
export interface CompilerSettings {
  cwd: string;
  /** The program's root files; all that they import, virtual or on disk, belongs to it. */
  roots: string[];
  typeRoots: string[];
  /** Files that certain imports mean wherever they stand, by specifier. */
  paths?: { [specifier: string]: string[] };
  /** Whether JavaScript files have the types that can be read off them. */
  allowJs?: boolean;
  supervision?: Supervision | undefined;
}

interface Running {
  api: API;
  snapshot: Snapshot;
  program: Program;
  /** Program again, with these files' new texts, and these of the disk read again; "all" if anything there may have changed. */
  update(files: ReadonlyMap<string, string>, disk: readonly string[] | "all"): Program;
}

/** Methods throw a CompilerFailure where the compiler failed twice, or was given up. */
export class Compiler {
  readonly #settings: CompilerSettings;
  readonly #supervision: Supervision;
  /** Every virtual file's newest text: what a new compiler process is given. */
  readonly #files = new Map<string, string>();
  /** Of these, the ones that the running compiler has not been given yet. */
  readonly #changed = new Map<string, string>();
  readonly #edits = new EditedFiles();
  /** Files of the disk that the program must read again with the next question. */
  #disk: string[] | "all" = [];
  #hasComments = false;
  #settling: NodeJS.Timeout | undefined;
  #api: API | undefined;
  /** Once the program is made. */
  #running: Running | undefined;

  constructor(settings: CompilerSettings) {
    this.#settings = settings;
    this.#supervision = settings.supervision ?? new Supervision();
  }

  /** Give virtual files new texts; the program follows with the next question. */
  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      if (this.#files.get(path) === text) continue;
      this.#files.set(path, text);
      this.#changed.set(path, text);
    }
  }

  /** From now on the standard library and Node's types have their comments. Returns whether they had none until now. */
  addComments(): boolean {
    if (this.#hasComments || !this.#api) return false;
    this.write(withComments(librariesOf(this.#api)));
    this.#hasComments = true;
    return true;
  }

  /** Look on the disk again: a module that was not there may have been installed meanwhile. */
  lookAgain(): void {
    this.#disk = "all";
  }

  /** Read again what was edited among the files that `noteFiles` has seen. */
  lookForEdits(): void {
    if (this.#disk !== "all") this.#disk.push(...this.#edits.take());
  }

  /** From now on `lookForEdits` looks for edits of the files that the program has read. */
  noteFiles(): void {
    this.ask(program => this.#edits.note(program.getSourceFileNames()));
  }

  /** Ask the program over the files as they now are. */
  ask<Answer>(question: (program: Program, api: API) => Answer): Answer {
    return this.#try(running => {
      if (this.#changed.size > 0 || this.#disk.length > 0) running.update(this.#changed, this.#disk);
      this.#changed.clear();
      this.#disk = [];
      this.#settling?.refresh();
      return question(running.program, running.api);
    });
  }

  /** Give the compiler the new texts as soon as it is idle, so that the next question does not have to wait for that. */
  settle(): void {
    this.#settling ??= setTimeout(() => {
      try {
        this.ask(() => {});
      } catch {
        // The next question meets the same failure, and reports it.
      }
      this.#settling = undefined;
    }, 5).unref();
  }

  /** A text's syntax tree, apart from the program. */
  parse<Answer>(text: string, read: (file: SourceFile) => Answer): Answer {
    return this.#try(({ api }) => {
      const retained = api.createSourceFile(`${this.#settings.cwd}/__parse__.ts`, spaceBefore(text) + text);
      try {
        return read(retained.sourceFile);
      } finally {
        retained.dispose();
      }
    });
  }

  /** A module's JavaScript for the Node that runs it; types, enums and decorators are gone. */
  transpile(text: string): Transpiled {
    const plain = this.#transpile(text, esNext);
    // What takes decorators away does not survive a text with an error of syntax.
    if (plain.errors.length > 0 || !needsLowering(text)) return plain;
    const errors = /[\da-f]n\b/i.test(text)
      ? this.parse(text, file => bigintMembers(file, spaceBefore(text).length))
      : [];
    return errors.length > 0 ? { ...plain, errors } : this.#transpile(text, es2026);
  }

  #transpile(text: string, target: typeof esNext | typeof es2026): Transpiled {
    return this.#try(({ api }) => {
      const { outputText, sourceMapText, diagnostics } = api.transpileModule(text, {
        fileName: "cell.ts",
        reportDiagnostics: true,
        compilerOptions: {
          target,
          module: ModuleKind.Preserve,
          // `await` is a keyword also where nothing else tells that this is a module.
          moduleDetection: forceModule,
          // An import that this cell does not use may be used by the next.
          verbatimModuleSyntax: true,
          sourceMap: true,
        },
      });
      return {
        javascript: withoutMapLine(outputText),
        ...(sourceMapText !== undefined && { map: sourceMapText }),
        errors: toDiagnostics(diagnostics ?? []),
      };
    });
  }

  /** A module's declarations where they can be read off, because what it exports is annotated; that takes no checker. */
  declarations(text: string): string | undefined {
    return this.#try(({ api }) => {
      const { outputText, diagnostics } = api.transpileDeclaration(text, {
        fileName: "cell.ts",
        reportDiagnostics: true,
        compilerOptions: { target: esNext, module: ModuleKind.Preserve, isolatedDeclarations: true, declaration: true },
      });
      return diagnostics?.length ? undefined : outputText;
    });
  }

  close(): void {
    this.#abandon();
    clearTimeout(this.#settling);
  }

  /** Where the compiler died, another one is asked, once. Where the question was given up, none is. */
  #try<Answer>(request: (running: Running) => Answer): Answer {
    try {
      return this.#ask(request);
    } catch (error) {
      if (this.#supervision.givenUp || error instanceof CompilerFailure) throw error;
    }
    try {
      return this.#ask(request);
    } catch (error) {
      throw error instanceof CompilerFailure ? error : new CompilerFailure("the compiler failed", { cause: error });
    }
  }

  #ask<Answer>(request: (running: Running) => Answer): Answer {
    try {
      this.#running ??= this.#start();
      return request(this.#running);
    } catch (error) {
      this.#abandon();
      // Starts another one when idle.
      this.settle();
      throw error;
    }
  }

  #abandon(): void {
    const api = this.#api;
    this.#api = undefined;
    this.#running = undefined;
    this.#supervision.waitsFor(undefined);
    if (!api) return;
    try {
      api.close();
    } catch {
      // It has ended already.
    }
    // This thread waits for its exit: a parent that ends first would leave a zombie process.
    processOf(api).ref();
  }

  #start(): Running {
    const { cwd, roots, typeRoots, paths, allowJs } = this.#settings;
    this.#changed.clear();
    this.#disk = [];
    const api = new API({ cwd });
    this.#api = api;
    this.#supervision.waitsFor(processOf(api).pid);
    const standard = standardTypes(librariesOf(api));
    const compilerOptions = {
      target: esNext,
      lib: [`lib.${library}.d.ts`],
      module: ModuleKind.Preserve,
      moduleResolution: ModuleResolutionKind.Bundler,
      customConditions: conditions,
      types: ["node"],
      typeRoots: [...standard.typeRoots, ...typeRoots],
      paths: { ...standard.paths, ...paths },
      ...(allowJs && { allowJs }),
      strict: true,
      allowImportingTsExtensions: true,
      emitDeclarationOnly: true,
      declaration: true,
      sourceMap: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      noErrorTruncation: false,
    };
    const snapshot = api.createSnapshot({
      // What was written is newer: the library with comments, in the place of the one without.
      fileSystem: createFileSystemLayer([...new Map([...standard.files, ...this.#files])]),
      createPrograms: [{ rootFiles: roots, compilerOptions }],
      userPreferences: {
        // Suggestions come from what is in scope, not from every package on the disk.
        includeCompletionsForModuleExports: false,
        includeCompletionsForImportStatements: false,
      },
    });
    const program = snapshot.operation.createdPrograms[0]!;
    const { id } = program;
    const outdated: Snapshot[] = [];
    const release = () => {
      for (const snapshot of outdated.splice(0)) snapshot.dispose();
    };
    /** After the answer, when nothing waits. */
    const releaseSoon = () => {
      setImmediate(() => {
        try {
          if (this.#api === api) release();
        } catch {
          // The compiler has just ended. The next question starts another.
        }
      });
    };
    const running: Running = {
      api,
      snapshot,
      program,
      update(files, disk) {
        // Between questions that follow each other at once there was no idle moment.
        release();
        // One file after the other: where two files change at once, the compiler keeps nothing of its program.
        const steps = disk.length === 0 && files.size <= 3 ? [...files].map(file => [file]) : [[...files]];
        for (const step of steps) {
          const next = running.snapshot.update({
            fileSystem: createFileSystemLayer(step),
            fileNotifications:
              disk === "all" ? { invalidateAll: true } : { changed: [...step.map(([path]) => path), ...disk] },
            ensurePrograms: true,
          });
          outdated.push(running.snapshot);
          running.snapshot = next;
        }
        releaseSoon();
        running.program = running.snapshot.getProgram(id)!;
        return running.program;
      },
    };
    return running;
  }
}

/**
 * Blank lines to stand before a text whose syntax tree is asked for.
 *
 * The compiler hands a number over by its normal form, `Infinity` for `1e400`, and to do so looks for that form before the
 * number's end: where the text is shorter, it dies. The longest form of a number has 24 characters, and that of a bigint
 * at most a quarter more than the bigint.
 */
const spaceBefore = (text: string): string => "\n".repeat(24 + Math.ceil(text.length / 4));

/** The standard library lies beside the compiler. */
const librariesOf = (api: API): string => toSlashes(dirname(processOf(api).spawnfile));

/** The compiler's process; its API has no name for it. */
function processOf(api: API): ChildProcess {
  return (api as unknown as { client: { channel: { child: ChildProcess } } }).client.channel.child;
}
