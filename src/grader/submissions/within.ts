// A zip that a student has handed in: the notebook is in it. One that is in another one stays closed, and is named.
import type { Entry } from "./entry.ts";
import { isNotebook, isZip } from "./layout.ts";
import { isHidden } from "./tree.ts";
import { listInnerZip } from "./zip.ts";

/**
 * The files, and what is in their zips where no notebook lies beside them.
 * @returns also why a zip could not be opened, each in words
 */
export async function withZips(files: readonly Entry[]): Promise<{ files: readonly Entry[]; faults: string[] }> {
  const faults: string[] = [];
  if (files.some(isNotebook)) return { files, faults };
  const all: Entry[] = [];
  for (const file of files) {
    const inside = isZip(file) ? await filesIn(file, faults) : [];
    // An empty one is named itself.
    all.push(...(inside.length > 0 ? inside : [file]));
  }
  return { files: all, faults };
}

async function filesIn(zip: Entry, faults: string[]): Promise<Entry[]> {
  const name = zip.path.split("/").at(-1)!;
  try {
    if (zip.fault !== undefined) throw new Error(zip.fault);
    const entries = await listInnerZip(zip);
    return entries.filter(
      ({ kind, path }) => kind === "file" && !path.slice(zip.path.length).split("/").some(isHidden),
    );
  } catch (error) {
    faults.push(`${name} cannot be opened: ${(error as Error).message}`);
    return [];
  }
}
