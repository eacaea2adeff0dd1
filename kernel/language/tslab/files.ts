// The files beside the notebook, as the program of the converter's last question has them.
import type * as TypeScript from "typescript";
import { withoutMapLine } from "../cell/cell-text.ts";
import { isHarmless } from "../errors/untyped.ts";
import type { FileProgram } from "../local-files.ts";
import type { Converter } from "./converter.ts";
import { errorsIn } from "./transpile.ts";

/** Asks the program of the converter's last question. */
export function filesOf({ ts, program }: Converter): FileProgram {
  const now = program() as TypeScript.Program & Internals;
  return {
    importsOf(path) {
      const file = now.getSourceFile(path) as (TypeScript.SourceFile & InternalFile) | undefined;
      return (file?.imports ?? []).flatMap(specifier => {
        const { resolvedModule } = now.getResolvedModuleFromModuleSpecifier(specifier, file) ?? {};
        return resolvedModule ? [resolvedModule.resolvedFileName] : [];
      });
    },
    emit(path) {
      const options = now.getCompilerOptions();
      const before = { ...options };
      let [javascript, map] = ["", ""];
      try {
        // The converter's own are for declarations alone.
        Object.assign(options, { emitDeclarationOnly: false, declaration: false, sourceMap: true });
        now.emit(now.getSourceFile(path), (name, text) => {
          if (name.endsWith(".map")) map = text;
          else javascript = withoutMapLine(text);
        });
      } finally {
        Object.assign(options, before);
      }
      return { javascript, map };
    },
    errorsOf: paths =>
      paths.flatMap(path => {
        const file = now.getSourceFile(path);
        return errorsIn(ts, [...now.getSyntacticDiagnostics(file), ...now.getSemanticDiagnostics(file)])
          .filter(error => !isHarmless(error, file?.text))
          .map(error => ({ path, error }));
      }),
  };
}

/** What TypeScript has, and does not export. */
interface Internals {
  getResolvedModuleFromModuleSpecifier(
    specifier: TypeScript.StringLiteralLike,
    file?: TypeScript.SourceFile,
  ): { resolvedModule?: { resolvedFileName: string } } | undefined;
}
interface InternalFile {
  imports?: readonly TypeScript.StringLiteralLike[];
}
