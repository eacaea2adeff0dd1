// The table of other libraries' names that a package publishes beside its types.
//
// A package names it in its package.json, { "notebook": { "words": "./words.json" } }, and every part of that file may be
// left out. It is read when a cell first has an error.
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { basename, join } from "node:path";
import { notebookIn } from "../preload.ts";
import { parsePorted } from "./errors/ported.ts";
import type { Words } from "./errors/words.ts";

/** The tables of all packages together; the first that has a word wins. */
export function readWords(preload: readonly string[]): Words {
  const files = preload.flatMap(specifier => wordsFileOf(specifier) ?? []).toReversed();
  const table = (part: Table) => new Map(files.flatMap(file => Object.entries(file[part] ?? {})));
  const list = (part: List) => new Set(files.flatMap(file => file[part] ?? []));
  return {
    names: table("names"),
    ported: new Map(
      files
        .flatMap(file => Object.entries(file.ported ?? {}))
        .flatMap(([all, lines]) => {
          const parsed = [lines].flat().map(parsePorted);
          return all.split(", ").map(name => [name, parsed] as const);
        }),
    ),
    members: table("members"),
    options: table("options"),
    calls: table("calls"),
    makes: table("makes"),
    given: table("given"),
    wanted: table("wanted"),
    unknownTexts: table("unknownTexts"),
    byPlace: new Map(files.flatMap(file => Object.entries(file.byPlace ?? {}))),
    objects: new Map(
      files
        .flatMap(file => Object.entries(file.objects ?? {}))
        .map(([name, [call = "", ...gives]]) => [name, { call: parsePorted(call), gives }]),
    ),
    modules: list("modules"),
    absent: list("absent"),
    prefixes: list("prefixes"),
    awaited: list("awaited"),
    uncalled: list("uncalled"),
    ofList: files.findLast(({ ofList }) => ofList !== undefined)?.ofList ?? "$1",
    call: files.findLast(({ call }) => call !== undefined)?.call ?? "call",
    inScope: [...list("inScope")],
  };
}

type Table = "names" | "members" | "options" | "calls" | "makes" | "given" | "wanted" | "unknownTexts";
type List = "modules" | "absent" | "prefixes" | "awaited" | "inScope" | "uncalled";

/** A table as it lies in its file. */
interface WordsFile extends Partial<Record<Table, Record<string, string>>>, Partial<Record<List, string[]>> {
  /** Several names of one function are parted by commas. */
  ported?: Record<string, string | string[]>;
  byPlace?: Record<string, string[]>;
  objects?: Record<string, string[]>;
  ofList?: string;
  call?: string;
}

function wordsFileOf(specifier: string): WordsFile | undefined {
  const manifest = findPackageJSON(specifier, import.meta.url);
  // For a file that no package.json is above Node gives the file itself.
  if (manifest === undefined || basename(manifest) !== "package.json") return undefined;
  const { words } = notebookIn(manifest);
  if (words === undefined) return undefined;
  return JSON.parse(readFileSync(join(manifest, "..", words), "utf8")) as WordsFile;
}

/** Made when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
