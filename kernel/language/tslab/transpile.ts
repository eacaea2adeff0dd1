// A module's JavaScript for the Node that runs it: see native/compiler.ts for its options.
import type { Transpiled } from "../cellText.ts";
import type { TS } from "./converter.ts";

export const errorCategory = 1;

export function transpile(ts: TS, text: string): Transpiled {
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
