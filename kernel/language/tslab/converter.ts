// tslab's converter, with all that is adapted in it. Only `createConverter` of tslab is used, none of its protocol.
//
// It is loaded with another TypeScript than its own, seen through an object that replaces what follows. Each reason has
// its test in test/kernel/language/tslab.test.ts.
//
// 1. Its own TypeScript is a fork of 5.0.4, which knows neither `using` nor NoInfer nor today's library: the stock
//    `typescript` takes its place, and `added` gives what the fork has besides.
// 2. It fixes the compiler's options (ES2022, legacy decorators, Node 10's resolution): ours are the native engine's.
// 3. It emits CommonJS whose every assignment goes through a Proxy: nothing is emitted but declarations, and cell/rewrite/
//    makes the JavaScript, as for the native engine.
// 4. It rebuilds all dependencies' states for a list of files beside the notebook, which Node loads by itself here.
// 5. It works in the process's folder and on the disk's files: the notebook's folder and our virtual files instead.
// 6. It watches every file by polling.
// 7. It takes an `await` in a method for one at the top level, and allows it (TS1308).
// 8. It serves its own package to whoever imports `tslab`, whatever the kernel serves.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import vm from "node:vm";
import type * as TypeScript from "typescript";
import { conditions, resolution, toSlashes, typeRoots } from "../virtual-files.ts";

/** TypeScript's classical API. */
export type TS = typeof TypeScript;

/** What tslab's createConverter returns, as far as it is used here. */
interface TslabConverter {
  convert(
    earlier: string,
    text: string,
  ): {
    declOutput?: string;
    diagnostics: {
      start: { offset: number };
      end: { offset: number };
      messageText: string;
      category: number;
      code: number;
      fileName?: string;
    }[];
  };
  inspect(earlier: string, text: string, offset: number): Found | undefined;
  complete(
    earlier: string,
    text: string,
    offset: number,
  ): { start: number; end: number; candidates: string[]; original?: TypeScript.CompletionInfo };
  close(): void;
}

/** Also what it was found by. */
export interface Found extends TypeScript.QuickInfo {
  symbol: TypeScript.Symbol;
}

/** tslab's converter as it is adapted here. */
export interface Converter extends TslabConverter {
  ts: TS;
  /** The program of the last question. */
  program(): TypeScript.Program;
}

/** What it works on. */
export interface ConverterOptions {
  cwd: string;
  /** By absolute path; may grow. */
  virtualFiles: ReadonlyMap<string, string>;
  /** What is preloaded. */
  preload?: readonly string[];
}

const require = createRequire(import.meta.url);

const converterFile = "tslab/dist/converter.js";

/** Throws where tslab or TypeScript is not installed. */
export function createConverter({ cwd, virtualFiles, preload = [] }: ConverterOptions): Converter {
  const ts = loadTypeScript();
  const tslabFolder = toSlashes(dirname(dirname(find(converterFile))));
  let program: TypeScript.Program | undefined;

  /** Where a file of tslab's own package stands in for one beside the notebook, that one. */
  const meant = (path: string) =>
    path.startsWith(`${tslabFolder}/`) ? `${cwd}/node_modules/tslab${path.slice(tslabFolder.length)}` : path;
  const hasVirtual = (folder: string) => virtualFiles.keys().some(path => path.startsWith(`${folder}/`));
  const sys: TypeScript.System = {
    ...ts.sys,
    getCurrentDirectory: () => cwd,
    readFile: (path, encoding) => virtualFiles.get(meant(path)) ?? ts.sys.readFile(meant(path), encoding),
    fileExists: path => virtualFiles.has(meant(path)) || ts.sys.fileExists(meant(path)),
    directoryExists: path => hasVirtual(meant(path)) || ts.sys.directoryExists(meant(path)),
    watchFile: () => ({ close() {} }),
    watchDirectory: () => ({ close() {} }),
  };

  const createProgram: TypeScript.CreateProgram<TypeScript.BuilderProgram> = (...args) => {
    const builder = ts.createAbstractBuilder(...(args as Parameters<typeof ts.createAbstractBuilder>));
    program = builder.getProgram();
    // Making a checker binds the names of all files, which the converter reads.
    program.getTypeChecker();
    // It would export `declare global` as if that were a name.
    const { locals } = program.getSourceFile(`${cwd}/__tslab__.ts`) as unknown as { locals?: Map<string, unknown> };
    for (const name of locals?.keys() ?? []) if (name === "__global" || name.startsWith('"')) locals?.delete(name);
    return Object.assign(builder, { getAllDependencies: (file: TypeScript.SourceFile) => [file.fileName] });
  };

  const replaced = {
    sys,
    createWatchCompilerHost: (
      roots: string[],
      _options: unknown,
      host: TypeScript.System,
      _create: unknown,
      ...rest: [never]
    ) =>
      ts.createWatchCompilerHost(
        roots,
        { ...compilerOptions(ts, cwd), ...resolution(preload) },
        host,
        createProgram,
        ...rest,
      ),
    transpileModule: () => ({ outputText: "" }),
  };

  const converter = loadTslab({ ...ts, ...added(ts as TS & Internals, sys), ...replaced, __esModule: true });
  return {
    ...converter,
    convert(earlier, text) {
      const { diagnostics, ...rest } = converter.convert(earlier, text);
      return { ...rest, diagnostics: diagnostics.map(found => ({ ...found, code: Math.abs(found.code) })) };
    },
    ts,
    program: () => {
      if (!program) throw new Error("tslab's converter has made no program");
      return program;
    },
  };
}

function compilerOptions(ts: TS, cwd: string): TypeScript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.esnext.d.ts"],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: conditions,
    types: ["node"],
    typeRoots: typeRoots(cwd),
    strict: true,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    // Where the converter looks for what it emits.
    rootDir: cwd,
    outDir: "outDir",
  };
}

/** "'await' expressions are only allowed within async functions": the converter does not see it under another number. */
const awaitOutside = 1308;

/** Internal functions of the stock TypeScript that stand in for what only the fork exports. */
interface Internals {
  nullTransformationContext: unknown;
  getTouchingPropertyName(file: TypeScript.SourceFile, position: number): TypeScript.Node;
  Completions: { getCompletionsAtPosition(...args: unknown[]): TypeScript.CompletionInfo | undefined };
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(...args: unknown[]): {
      symbolKind: TypeScript.ScriptElementKind;
      displayParts: TypeScript.SymbolDisplayPart[];
      documentation: TypeScript.SymbolDisplayPart[];
      tags?: TypeScript.JSDocTagInfo[];
    };
  };
}

function added(ts: TS & Internals, sys: TypeScript.System) {
  return {
    // Of no effect: the options are ours.
    getDefaultTypeRoots: () => [],

    getNullTransformationContext: () => ts.nullTransformationContext,

    getPreEmitDiagnosticsOfFiles: (program: TypeScript.Program, files: TypeScript.SourceFile[]) =>
      files
        .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
        .map(diagnostic => (diagnostic.code === awaitOutside ? { ...diagnostic, code: -awaitOutside } : diagnostic)),

    getQuickInfoAtPosition(file: TypeScript.SourceFile, checker: TypeScript.TypeChecker, _: unknown, position: number) {
      const node = ts.getTouchingPropertyName(file, position);
      const symbol = node !== file && checker.getSymbolAtLocation(node);
      if (!symbol) return undefined;
      const display = ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
        checker,
        symbol,
        file,
        node.parent,
        node,
      );
      return {
        symbol,
        kind: display.symbolKind,
        kindModifiers: "",
        textSpan: { start: node.getStart(file), length: node.getWidth(file) },
        displayParts: display.displayParts,
        documentation: display.documentation,
        ...(display.tags && { tags: display.tags }),
      } satisfies Found;
    },

    Completions: {
      ...ts.Completions,
      getCompletionsAtPositionForTslab(_: unknown, program: TypeScript.Program, ...rest: unknown[]) {
        const host = {
          ...sys,
          useCaseSensitiveFileNames: () => true,
          getCompilationSettings: () => program.getCompilerOptions(),
        };
        return ts.Completions.getCompletionsAtPosition(host, program, ...rest, undefined);
      },
    },
  };
}

function loadTypeScript(): TS {
  const ts = load("typescript") as TS;
  if (!/^[56]\./.test(ts.version))
    throw new Error(
      `The engine on tslab's converter expects typescript 5 or 6, but got ${ts.version}. Install it: npm install typescript@6.0.3`,
    );
  return ts;
}

/** The converter's module, run with the given TypeScript in place of its own. */
function loadTslab(ts: object): TslabConverter {
  const file = find(converterFile);
  const own = createRequire(file);
  const module = { exports: {} as { createConverter(): TslabConverter } };
  const parameters = ["exports", "require", "module", "__filename", "__dirname"];
  const run = vm.compileFunction(readFileSync(file, "utf8"), parameters, { filename: file });
  const requireOurs = (id: string) => (id === "@tslab/typescript-for-tslab" ? ts : own(id));
  run(module.exports, requireOurs, module, file, dirname(file));
  return module.exports.createConverter();
}

function load(id: string): unknown {
  find(id);
  return require(id);
}

/** The file of a package that must be installed. */
export function find(id: string): string {
  try {
    return require.resolve(id);
  } catch {
    const name = id.split("/")[0];
    throw new Error(
      `The engine on tslab's converter expects the package ${name}, but it is not installed. ` +
        "Install what it needs, npm install tslab@1.0.22 typescript@6.0.3, or choose the native engine.",
    );
  }
}
