// Remembers that a step is done, and for which input: a stamp holds a hash, is taken away before the work and
// written after it, and lies inside what it speaks for. So an interrupted step, or a deleted folder, is done again.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * One hash of files and folders (with all that is in them), by relative name and content.
 * @param {string} base
 * @param {string[]} names
 */
export function fingerprint(base, names) {
  const hash = createHash("sha256");
  for (const path of names.flatMap(name => filesOf(join(base, name))))
    hash.update(relative(base, path).replaceAll("\\", "/")).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** @returns {string[]} */
function filesOf(/** @type {string} */ path) {
  try {
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(entry => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOTDIR") return [path];
    throw error;
  }
}

export function readStamp(/** @type {string} */ file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file where the stamp lies
 * @param {string} value
 * @param {() => Promise<void>} work
 */
export async function stamped(file, value, work) {
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
