// The names that every cell sees before any cell has run: those of the preloaded packages, and the kernel's own.
import { SymbolFlags } from "typescript7/sync";
import { isPath } from "../../preload.ts";
import type { Known } from "../cell/names.ts";
import type { EngineOptions } from "../engine.ts";
import { preloadError, sourcesOf } from "../preload-error.ts";
import { publishedNames } from "../published-names.ts";
import { builtinsName, packageByFile, preloadFile, preloadModule } from "../virtual-files.ts";
import type { Compiler } from "./compiler.ts";
import { resolveAliases } from "./describe.ts";
import { toDiagnostics } from "./diagnostics.ts";

interface Found {
  name: string;
  kind: "const" | "type";
  /** What a cell can import it from, where that is a package. */
  door: string | undefined;
}

/**
 * As the packages' own tables say, else as the compiler reads them. The compiler has its program afterwards, either way.
 * @throws Error where a package has no types, a folder does not compile, or a name is missing that cells need
 */
export function preloadedNames(compiler: Compiler, options: EngineOptions): Known[] {
  return (published(compiler, options) ?? asked(compiler, options)).map(({ name, kind, door }) => ({
    name,
    kind,
    slot: name,
    module: preloadModule,
    preloaded: true,
    package: door,
  }));
}

function published(compiler: Compiler, { preload, builtins, required = [] }: EngineOptions): Found[] | undefined {
  const ofPackages = publishedNames(preload);
  if (!ofPackages || !required.every(name => ofPackages.some(known => known.name === name))) return undefined;
  compiler.ask(() => {});
  // The kernel's own go before a package's of the same name.
  const own = builtins.names.map(name => ({ name, kind: "const" as const, door: undefined }));
  return [...ofPackages.filter(({ name }) => !builtins.names.includes(name)), ...own];
}

function asked(compiler: Compiler, { preload, required = [] }: EngineOptions): Found[] {
  const { exports, failure } = compiler.ask((program, api) => {
    const { checker } = program.getProject();
    const complaints = (file: string) =>
      toDiagnostics([...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
    const sources = sourcesOf(preload, preload.some(isPath) ? program.getSourceFileNames() : []);
    const symbols = checker.getExportsOfModule(checker.getSymbolOfSourceFile(preloadFile)!);
    const meant = resolveAliases(api, checker, symbols);
    const exports = symbols.map(({ name }, i) => {
      const { flags, declarations } = meant[i]!;
      return { name, flags, file: declarations[0]?.path };
    });
    const failure = preloadError(preload, required, {
      list: complaints(preloadFile),
      sources: new Map(sources.map(file => [file, complaints(file)])),
      names: new Set(exports.map(({ name }) => name)),
    });
    return { exports, failure };
  });
  if (failure) throw failure;
  const packageOf = packageByFile(preload);
  return exports
    .filter(({ name }) => name !== builtinsName)
    .map(({ name, flags, file }) => ({
      name,
      kind: flags & SymbolFlags.Value ? "const" : "type",
      door: packageOf(file),
    }));
}
