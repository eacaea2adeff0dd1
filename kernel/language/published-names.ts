// The names that a preloaded package exports, from the table that it publishes beside its types: to ask a compiler for them
// takes a sixth of a kernel's start.
//
// A package names the table in its package.json, { "notebook": { "names": "names.json" } }. It may leave it out.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPath, manifestOf, notebookIn, packageName, preloadedDoors } from "../preload.ts";

/** A name that every cell sees. */
export interface PublishedName {
  name: string;
  kind: "const" | "type";
  /** The door whose types declare it: what a cell can import it from. */
  door: string;
}

/** A table as it lies in its file: by what a cell imports, and then by the door that declares the names. */
interface NamesFile {
  [specifier: string]: { [door: string]: { values: string[]; types: string[] } };
}

/**
 * All names of what is preloaded. Undefined where only a compiler can tell: of a folder of one's own, of a package without a
 * table or without its types, and where two of them give one name.
 */
export function publishedNames(preload: readonly string[]): PublishedName[] | undefined {
  const names = new Map<string, PublishedName>();
  const tables = new Map<string, NamesFile | undefined>();
  if (preload.some(isPath)) return undefined;
  const typesOf = preloadedDoors(preload);
  for (const specifier of preload) {
    const owner = packageName(specifier);
    if (!tables.has(owner)) tables.set(owner, readTable(owner));
    const doors = tables.get(owner)?.[specifier];
    const types = typesOf[specifier];
    if (!doors || types === undefined || !existsSync(types)) return undefined;
    for (const [door, { values, types }] of Object.entries(doors))
      for (const [kind, list] of [["const", values] as const, ["type", types] as const])
        for (const name of list) {
          const other = names.get(name);
          if (other && other.door !== door) return undefined;
          names.set(name, { name, kind, door });
        }
  }
  return [...names.values()];
}

function readTable(owner: string): NamesFile | undefined {
  const manifest = manifestOf(owner);
  if (manifest === undefined) return undefined;
  const { names } = notebookIn(manifest);
  if (names === undefined) return undefined;
  const file = join(manifest, "..", names);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as NamesFile) : undefined;
}
