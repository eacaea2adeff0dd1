// The sources of lessons and graded sets: the notebooks with solutions, of which a student gets copies.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { notebooks, root } from "./paths.mjs";

/** @returns {string[]} their paths from the project's folder, lessons first */
export function sources() {
  const assignments = join(root, "assignments");
  const lessons = readdirSync(notebooks).filter(name => name.endsWith(".ipynb"));
  const sets = readdirSync(assignments).filter(name => existsSync(join(assignments, name, "source.ipynb")));
  return [
    ...lessons.sort().map(name => `notebooks/${name}`),
    ...sets.sort().map(name => `assignments/${name}/source.ipynb`),
  ];
}
