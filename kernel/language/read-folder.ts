// What lies in the notebook's folder, for advice about an import that is not found.
import { readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import type { Folder } from "./errors/folder.ts";

/** Reads the disk only when it is asked. */
export function folderAt(path: string): Folder {
  return {
    path,
    filesIn: folder => entriesOf(join(path, folder)),
    packages() {
      const found = new Set<string>();
      for (let at = path; ; at = dirname(at)) {
        for (const name of packagesIn(join(at, "node_modules"))) found.add(name);
        if (at === dirname(at)) return [...found];
      }
    },
    builtins: () => builtinModules.filter(name => !name.startsWith("_")),
  };
}

function packagesIn(folder: string): string[] {
  return entriesOf(folder)
    .filter(name => !name.startsWith("."))
    .flatMap(name => (name.startsWith("@") ? entriesOf(join(folder, name)).map(inner => `${name}/${inner}`) : [name]))
    .filter(name => !name.startsWith("@types/"));
}

/** None where there is no such folder, or it may not be read. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
