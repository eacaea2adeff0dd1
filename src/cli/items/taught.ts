// Which cells of the lessons teach which items: their metadata says so. An exam is what item 140 is about, so that a source of
// an assignment may say which of its items it teaches by itself: "unrolled": { "teaches": [140] }.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseNotebook } from "../../../kernel/notebook/index.ts";
import { pathOf } from "./project.ts";

/** A lesson that teaches an item. */
export interface Taught {
  /** "03-counting" */
  readonly notebook: string;
  /** The ids of the cells that name the item. */
  readonly cells: string[];
}

/** By the item's number. @param folder where the lessons are @param assignments where the assignments are */
export function taughtItems(
  folder = pathOf("notebooks"),
  assignments: string | undefined = pathOf("assignments"),
): Map<number, Taught[]> {
  const found = new Map<number, Taught[]>();
  const names = readdirSync(folder).filter(name => name.endsWith(".ipynb"));
  for (const name of names.sort())
    for (const [item, cells] of cellsByItem(join(folder, name)))
      found.set(item, [...(found.get(item) ?? []), { notebook: basename(name, ".ipynb"), cells }]);
  for (const name of existsSync(assignments) ? readdirSync(assignments).sort() : []) {
    const path = join(assignments, name, "source.ipynb");
    if (!existsSync(path)) continue;
    const { teaches } = (read(path).metadata.unrolled ?? {}) as { teaches?: number[] };
    for (const [item, cells] of cellsByItem(path))
      if (teaches?.includes(item)) found.set(item, [...(found.get(item) ?? []), { notebook: name, cells }]);
  }
  return found;
}

const read = (path: string) => parseNotebook(readFileSync(path, "utf8"), path);

function cellsByItem(path: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [index, { id, metadata }] of read(path).cells.entries())
    for (const item of Array.isArray(metadata.items) ? (metadata.items as number[]) : [])
      found.set(item, [...(found.get(item) ?? []), id ?? `cell ${index + 1}`]);
  return found;
}
