// The sources of lessons and graded sets: the notebooks with solutions, of which a student gets copies.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { notebooks, root } from "./paths.mjs";

/** @returns {string[]} their paths from the project's folder, lessons first, sets in the order of their units */
export function sources() {
  const assignments = join(root, "assignments");
  const lessons = readdirSync(notebooks).filter(name => name.endsWith(".ipynb"));
  const sets = readdirSync(assignments).filter(name => existsSync(join(assignments, name, "source.ipynb")));
  return [
    ...lessons.sort().map(name => `notebooks/${name}`),
    ...sets
      .map(name => `assignments/${name}/source.ipynb`)
      .map(path => ({ path, unit: unitOf(path) }))
      .sort((a, b) => a.unit - b.unit || (a.path < b.path ? -1 : 1))
      .map(({ path }) => path),
  ];
}

/** Which unit a set belongs to. One that cannot be read comes last: whoever reads it next says what is wrong. */
function unitOf(/** @type {string} */ path) {
  try {
    const unit = JSON.parse(readFileSync(join(root, path), "utf8")).metadata.unrolled.unit;
    return typeof unit === "number" ? unit : Number.MAX_VALUE;
  } catch {
    return Number.MAX_VALUE;
  }
}
