// Which cells of the lessons teach which items: their metadata says so.
import { readdirSync, readFileSync } from "node:fs";
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

/** By the item's number. @param folder where the lessons are */
export function taughtItems(folder = pathOf("notebooks")): Map<number, Taught[]> {
  const found = new Map<number, Taught[]>();
  const names = readdirSync(folder).filter(name => name.endsWith(".ipynb"));
  for (const name of names.sort())
    for (const [item, cells] of cellsByItem(join(folder, name)))
      found.set(item, [...(found.get(item) ?? []), { notebook: basename(name, ".ipynb"), cells }]);
  return found;
}

function cellsByItem(path: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [index, { id, metadata }] of parseNotebook(readFileSync(path, "utf8"), path).cells.entries())
    for (const item of Array.isArray(metadata.items) ? (metadata.items as number[]) : [])
      found.set(item, [...(found.get(item) ?? []), id ?? `cell ${index + 1}`]);
  return found;
}
