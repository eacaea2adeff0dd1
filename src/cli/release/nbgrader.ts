// `unrolled release --nbgrader`: the folder of a course as nbgrader wants it, and how stock nbgrader is told to carry it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { configName, loadLine, nbgraderConfig, newConfig } from "../../grader/exchange/nbgrader/config.ts";
import { hiddenModule, hiddenModuleName } from "../../grader/exchange/nbgrader/hidden-credit.ts";
import { nbgraderSource } from "../../grader/exchange/nbgrader/source.ts";
import { makeFolders } from "../../grader/folders.ts";
import type { AssignmentFolder } from "../../grader/release/assignment-folder.ts";
import { handoutText } from "../../grader/release/handout.ts";
import { openCourse } from "../preload.ts";
import { UsageError } from "../usage.ts";
import { courseFor, type Proven, type Released } from "./assignments.ts";

/** The source of a proven assignment. */
export function nbgraderFile(assignment: AssignmentFolder, proven: Proven, to: string): Released {
  const { name, folder } = assignment;
  if (proven.mode === "exam")
    throw new UsageError(
      `unrolled release --nbgrader: ${name} is an exam, whose checks give no credit in a student's session, so nbgrader would count nothing: release it without --nbgrader, and grade it by "unrolled grade"`,
    );
  const hidden = {
    keys: proven.hidden,
    file: join(folder, existsSync(join(folder, "hidden.js")) ? "hidden.js" : "hidden.ts"),
    module: join(resolve(to), hiddenModuleName),
  };
  const notebook = nbgraderSource(proven.source, proven.stub, {
    assignment: name,
    questions: proven.questions,
    hidden,
  });
  return { path: join("source", name, `${name}.ipynb`), text: handoutText(notebook) };
}

/**
 * Writes what stands around the sources: settings, the module that hidden tests call, and which course the notebooks are of.
 * @returns what its user still has to do, a sentence each
 */
export function writeAround(to: string, assignments: readonly AssignmentFolder[], named: string | undefined): string[] {
  const todo: string[] = [];
  const write = (name: string, text: string) => writeFileSync(join(to, name), text);
  makeFolders(to);
  write(configName, nbgraderConfig);
  write(hiddenModuleName, hiddenModule);
  const own = join(to, "nbgrader_config.py");
  if (!existsSync(own)) write("nbgrader_config.py", newConfig(basename(resolve(to))));
  else if (!readFileSync(own, "utf8").includes(loadLine)) todo.push(`add this line to ${own}: ${loadLine}`);

  const courses = new Set(assignments.map(assignment => courseFor(assignment, named)));
  if (courses.size > 1)
    throw new UsageError(
      "unrolled release --nbgrader expects assignments of one course: the notebooks of a folder have one",
    );
  const [course] = courses;
  if (course === undefined || course === openCourse) return todo;
  const setting = { unrolled: { course: relative(resolve(to), dirname(course)) || "." } };
  const manifest = join(to, "package.json");
  if (!existsSync(manifest)) write("package.json", `${JSON.stringify({ private: true, ...setting }, null, 2)}\n`);
  else if (!readFileSync(manifest, "utf8").includes(JSON.stringify(setting.unrolled.course)))
    todo.push(`add to ${manifest}, so that the kernel finds the course: ${JSON.stringify(setting).slice(1, -1)}`);
  return todo;
}
