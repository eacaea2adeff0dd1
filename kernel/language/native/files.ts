// The files beside the notebook, as the compiler's program has them.
import type { StringLiteral } from "typescript7/ast";
import type { Program } from "typescript7/sync";
import { withoutMapLine } from "../cell/cell-text.ts";
import type { FileProgram } from "../local-files.ts";
import { toDiagnostics } from "./diagnostics.ts";

/** Asks the program as it is now. */
export function filesOf(program: Program): FileProgram {
  return {
    importsOf: path =>
      program.getSourceFile(path)?.imports.flatMap(specifier => {
        const found = program.getResolvedModuleFromModuleSpecifier(specifier as StringLiteral, path);
        return found ? [found.resolvedFileName] : [];
      }) ?? [],
    emit(path) {
      const output = [...program.getJavaScriptEmit([path]).outputFiles];
      const textOf = (ending: RegExp) => output.find(([name]) => ending.test(name))?.[1].text ?? "";
      return { javascript: withoutMapLine(textOf(/\.[cm]?js$/)), map: textOf(/\.map$/) };
    },
    errorsOf: paths =>
      paths.flatMap(path => {
        const errors = [...program.getSyntacticDiagnostics(path), ...program.getSemanticDiagnostics(path)];
        return toDiagnostics(errors, program.getSourceFile(path)?.text).map(error => ({ path, error }));
      }),
  };
}
