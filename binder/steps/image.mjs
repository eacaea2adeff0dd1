// Makes a Binder image small and closed: of the repository stays what the lessons run on. Named is what stays, so that
// a hidden check or a solution in a file that somebody adds tomorrow goes away as well.

import { readdirSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { binder, root } from "../paths.mjs";
import { pinnedNode } from "./node.mjs";
import { pruneToRun } from "./packages.mjs";

const command = join("src", "cli", "unrolled.mjs");
/** What a visitor of the image has. */
export const kept = ["package.json", "LICENSE", "README.md", "dist", "node_modules", "work", command];

export async function keepWhatRuns() {
  await pruneToRun();
  const node = pinnedNode();
  keepOnly(root, kept.concat(node.startsWith(binder) ? relative(root, node) : []));
}

/**
 * Deletes everything in a folder but these paths and the way to them.
 * @param {string} folder
 * @param {string[]} paths relative to it
 */
export function keepOnly(folder, paths) {
  for (const name of readdirSync(folder)) {
    const inside = paths.filter(path => path.startsWith(name + sep)).map(path => relative(name, path));
    if (inside.length > 0) keepOnly(join(folder, name), inside);
    else if (!paths.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
