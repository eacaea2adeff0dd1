// What the course's pages say of one another, written anew: the lines of the bibliography, the ways from lesson to lesson, the
// syllabus. `npm run lessons` runs it first.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../needs.ts";
import { refreshed } from "./bibliography/page.ts";
import { units, withSyllabus } from "./syllabus.ts";
import { withWays } from "./ways.ts";

function rewrite(path: string, change: (text: string) => string): void {
  const before = readFileSync(join(root, path), "utf8");
  const after = change(before);
  if (after !== before) writeFileSync(join(root, path), after);
}

const all = units();
for (const [i, { lesson }] of all.entries()) rewrite(lesson, text => withWays(text, all[i - 1], all[i + 1]));
rewrite("notebooks/bibliography.ipynb", refreshed);
rewrite("notebooks/README.md", text => withSyllabus(text, all));
