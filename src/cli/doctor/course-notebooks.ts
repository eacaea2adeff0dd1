// The notebooks of a course of somebody's own, with their solutions: whether they earn full marks, and say the points that count.
import { globSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { decodeNotebook, parseNotebook, readNotebookFile } from "../../../kernel/notebook/index.ts";
import { type AssignmentFolder, assignmentAt } from "../../grader/release/assignment-folder.ts";
import { definitionsIn } from "../definitions.ts";
import { preloadOf } from "../preload.ts";
import { nobody } from "../release/findings.ts";
import { pointsTold } from "../release/points-told.ts";
import { proveSource } from "../release/proof.ts";
import { shellWord } from "../shell-word.ts";
import type { Finding } from "./check.ts";

/** The folders of assignments with a source, in the order of their names. */
const assignmentsIn = (folder: string): AssignmentFolder[] =>
  globSync("*/source.ipynb", { cwd: folder })
    .sort()
    .flatMap(path => assignmentAt(join(folder, path)) ?? []);

/** What their sources come to. @param course the module of the course */
export async function ofNotebooks(course: string): Promise<Finding> {
  const folder = dirname(course);
  const all = assignmentsIn(folder);
  const faults: string[] = [];
  const told: string[] = [];
  for (const { name, folder: cwd, source: path } of all) {
    const source = parseNotebook(decodeNotebook(await readNotebookFile(path), path), path);
    const found = await proveSource({ name, course: folder, cwd, preload: preloadOf(course) }, source);
    faults.push(...found.map(({ where, what, next }) => `${name}, ${where}: ${what}: ${next}`));
    const definitions = (await definitionsIn("doctor", course, name))(nobody);
    const worth = Object.entries(definitions).map(([key, { points = 1 }]) => ({ key, points }));
    told.push(...pointsTold(source, worth).map(one => `look at ${name}, ${one}`));
  }
  if (faults.length > 0)
    return { status: "fault", found: [...faults, ...told].join("\n"), next: "mend the notebook, or the question" };
  const [first] = all;
  const notebooks = `${all.length} ${all.length === 1 ? "notebook runs" : "notebooks run"} with full marks`;
  const rest = first
    ? `. Not tried here: the copy that students get, and its grading. That does: unrolled release ${shellWord(relative(".", first.folder))} --to DIR`
    : "";
  const found = [`${course}, every question proven, ${notebooks}${rest}`, ...told].join("\n");
  return told.length === 0
    ? { status: "ok", found }
    : { status: "note", found, next: "mend the text, or the points in questions.ts" };
}
