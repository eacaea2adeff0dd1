// What a cell like `help(name)` or `name?` asks for, which is no cell to the compiler.
import type { Diagnostic } from "../language/engine.ts";
import { helpAsked, helpAsSuch } from "../language/help/asked.ts";
import type { LanguageThread } from "../language/thread/thread.ts";
import type { CellOutcome } from "./outcome.ts";

/** Undefined where it asks for no help. @param diagnostics the compiler's errors */
export async function helpOn(
  language: LanguageThread,
  code: string,
  diagnostics: Diagnostic[],
): Promise<CellOutcome | undefined> {
  const asked = helpAsked(code, diagnostics);
  if (!asked) return undefined;
  const { name, level } = asked;
  const data = name === undefined ? helpAsSuch : await language.inspect(name, name.length, level);
  return data && { status: "ok", result: { data, metadata: {} } };
}
