// Which of a student's files is the submission.

import { namesIn } from "../first-of.ts";
import type { Entry } from "./entry.ts";
import { isNotebook } from "./layout.ts";

/** The file that counts, or why there is none; and what is to be told of the others. */
export type Chosen = { file: Entry; remark?: string } | { fault: string; file?: Entry };

/**
 * The notebook that is called as the assignment is; the only one, where there is one.
 * @param faults why some of the files could not be looked into
 */
export function chooseFile(files: readonly Entry[], assignment: string, faults: readonly string[] = []): Chosen {
  const notebooks = files.filter(isNotebook);
  const [first] = notebooks;
  if (!first) return { fault: [nothing(files), ...faults].join("; "), ...(files[0] && { file: files[0] }) };
  if (notebooks.length === 1) return { file: first };
  const named = notebooks.filter(({ path }) => nameOf(path) === `${assignment}.ipynb`);
  const list = notebooks.map(({ path }) => nameOf(path)).join(", ");
  const [only] = named;
  const copies = notebooks.filter(({ path }) => isCopyName(nameOf(path), assignment));
  if (only && named.length === 1 && copies.length === 0)
    return {
      file: only,
      remark: `of ${notebooks.length} notebooks the one called ${assignment}.ipynb is graded: ${list}`,
    };
  return {
    file: first,
    fault: `there are ${notebooks.length} notebooks, and it is not clear which one counts: ${list}. ${copies.length > 0 ? "A browser and Jupyter name a later copy so. " : ""}Leave one of them`,
  };
}

/** "set1 (1).ipynb", "set1-Copy1.ipynb", "set1-new.ipynb", "Copy of set1.ipynb": it may be the newer one. */
function isCopyName(name: string, assignment: string): boolean {
  const stem = name.replace(/\.ipynb$/i, "");
  const at = stem.toLowerCase().indexOf(assignment.toLowerCase());
  if (at < 0 || stem.length === assignment.length) return false;
  const [before, after] = [stem.slice(0, at), stem.slice(at + assignment.length)];
  return (
    /^((copy of|kopie von) ?)?$/i.test(before) &&
    /^([ _-]*(\(\d+\)|\(?(copy|kopie)\)? ?\d*|v?\d+|new(-\d+)?|final))?$/i.test(after)
  );
}

const nameOf = (path: string): string => path.split("/").at(-1)!;

function nothing(files: readonly Entry[]): string {
  if (files.length === 0) return "nothing was handed in: the folder is empty";
  const names = files.map(({ path, fault }) => `${nameOf(path)}${fault === undefined ? "" : ` (${fault})`}`);
  return `no notebook (.ipynb) was handed in, but ${namesIn(names, 3, "look into what was handed in")}`;
}
