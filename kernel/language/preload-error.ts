// Why what is to be preloaded cannot be: it is not there, does not compile, or lacks a name that cells need.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isPath, preloadedDoors } from "../preload.ts";
import { closedText, isClosed } from "./closed.ts";
import type { Diagnostic } from "./engine.ts";
import { formatDiagnostics } from "./errors/diagnostics.ts";
import { toSlashes } from "./virtual-files.ts";

/** How many errors of a preloaded folder are told: the first explains most of the others. */
const mostTold = 5;

/** Of a program's files, the sources of the folders that are preloaded. */
export function sourcesOf(preload: readonly string[], files: readonly string[]): string[] {
  const folders = preload.filter(isPath).map(path => `${toSlashes(dirname(path))}/`);
  return files.filter(
    file =>
      folders.some(folder => file.startsWith(folder)) &&
      !file.includes("/node_modules/") &&
      !/\.d\.[cm]?ts$/.test(file),
  );
}

/** What a compiler found in what is preloaded. */
export interface Found {
  /** What it complains of in the list itself: a package that is not there, a name that two of them give. */
  list: readonly Pick<Diagnostic, "code" | "message">[];
  /** What it complains of in the sources of preloaded folders, by file. */
  sources: ReadonlyMap<string, readonly Diagnostic[]>;
  /** The names that are given. */
  names: ReadonlySet<string>;
}

/** The error that says so, if there is one. */
export function preloadError(
  preload: readonly string[],
  required: readonly string[],
  { list, sources, names }: Found,
): Error | undefined {
  const all = preload.join(", ");
  const wrong = [...sources].flatMap(([file, diagnostics]) =>
    diagnostics.map(diagnostic => formatDiagnostics(readFileSync(file, "utf8"), file, [diagnostic])),
  );
  if (wrong.length > 0) {
    // One more takes no more room than to say that there is one.
    const told = wrong.length <= mostTold + 1 ? wrong : wrong.slice(0, mostTold);
    const rest = wrong.length - told.length;
    const more = rest > 0 ? [`… and ${rest} more, told when these are mended`] : [];
    const lines = [...told.map(found => found.join("\n")), ...more];
    return new Error(`cannot preload ${preload.filter(isPath).join(", ")}: it has errors\n${lines.join("\n\n")}`);
  }
  const [complaint] = list;
  if (complaint) {
    const isMissing = /^Cannot find module/.test(complaint.message);
    const closed = isMissing ? Object.values(preloadedDoors(preload)).find(isClosed) : undefined;
    const next = closed === undefined ? " Was it built?" : ` ${closedText(closed)}.`;
    return new Error(`cannot preload ${all}: ${complaint.message}${isMissing ? next : ""}`);
  }
  const missing = required.find(name => !names.has(name));
  if (missing === undefined) return undefined;
  const last = preload.at(-1);
  return new Error(`cannot preload ${last}: expected it to export '${missing}', but it does not. Export it there`);
}
