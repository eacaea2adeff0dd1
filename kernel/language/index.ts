// The door of the language room: an engine by its name.

import { closedPart, closedText } from "./closed.ts";
import { type Engine, type EngineKind, type EngineOptions, engineKinds } from "./engine.ts";
import { GuardedEngine } from "./guarded.ts";
import { NativeEngine } from "./native/engine.ts";
import { TslabEngine } from "./tslab/engine.ts";

export { type EngineKind, engineKinds } from "./engine.ts";

/** Start an engine. Where what it stands on is not installed, the error says what to install or to choose instead. */
export function createEngine(kind: EngineKind, options: EngineOptions): Engine {
  return new GuardedEngine(unguarded(kind, options));
}

function unguarded(kind: EngineKind, options: EngineOptions): Engine {
  if (kind === "tslab") return new TslabEngine(options);
  if (kind !== "native") throw new Error(`createEngine expects one of ${engineKinds.join(", ")}, but got ${kind}`);
  try {
    return new NativeEngine(options);
  } catch (error) {
    throw explainMissingBinary(error) ?? error;
  }
}

function explainMissingBinary(error: unknown): Error | undefined {
  const { cause } = error as { cause?: unknown };
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  const closed = closedPart("typescript7", "package.json") ?? closedPart(platform, "package.json");
  if (closed !== undefined)
    return new Error(`The native engine needs TypeScript's compiler, and ${closedText(closed)}.`, { cause });
  const found = /Unable to resolve (@[\w/-]+)|Executable not found: (.*)/.exec(String(cause));
  if (!found) return undefined;
  const [, missing = "its platform's package", file] = found;
  return new Error(
    `The native engine expects TypeScript's compiler for ${process.platform}-${process.arch}, ` +
      `but ${file ?? `the package ${missing}`} is not installed. ` +
      "Install it (npm install --include=optional), or choose the engine on tslab's converter: " +
      "npm install tslab@1.0.22 typescript@6.0.3, then kernel install --engine tslab.",
    { cause },
  );
}
