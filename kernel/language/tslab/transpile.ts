// A module's JavaScript for the Node that runs it: see native/compiler.ts for its options.
import type * as TypeScript from "typescript";
import { needsLowering, type Transpiled, withoutMapLine } from "../cell/cell-text.ts";
import type { Diagnostic } from "../cell/diagnostic.ts";
import type { TS } from "./converter.ts";

export const errorCategory = 1;

/** A module's JavaScript, or its errors of syntax. */
export function transpile(ts: TS, text: string): Transpiled {
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    fileName: "cell.ts",
    reportDiagnostics: true,
    compilerOptions: {
      target: needsLowering(text) ? ts.ScriptTarget.ES2025 : ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.Preserve,
      moduleDetection: ts.ModuleDetectionKind.Force,
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
  });
  return {
    javascript: withoutMapLine(outputText),
    ...(sourceMapText !== undefined && { map: sourceMapText }),
    errors: errorsIn(ts, diagnostics ?? []),
  };
}

/** Without warnings and suggestions. */
export function errorsIn(ts: TS, diagnostics: readonly TypeScript.Diagnostic[]): Diagnostic[] {
  return diagnostics
    .filter(({ category }) => category === errorCategory)
    .map(({ code, messageText, start = 0, length = 0 }) => ({
      code,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      start,
      end: start + length,
    }));
}
