// `unrolled import otter FILE --to DIR`: an assignment of Otter's as one of ours, in the folder of a course.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { decodeNotebook, parseNotebook, readNotebookFile } from "../../kernel/notebook/index.ts";
import { otterFiles } from "../grader/exchange/otter/files.ts";
import { readOtter } from "../grader/exchange/otter/read.ts";
import { makeFolders } from "../grader/folders.ts";
import { type CourseIndex, extendedIndex, NotExtensible, newIndex } from "../grader/scaffold/course-index.ts";
import { namesOf } from "../grader/scaffold/names.ts";
import { say } from "./print.ts";
import { oneNotebook, parse, UsageError } from "./usage.ts";

export async function importAssignment([format, ...args]: string[]): Promise<number> {
  if (format !== "otter")
    throw new UsageError(
      `unrolled import expects a format, otter, but got ${format ?? "nothing"}: see "unrolled help"`,
    );
  const { values, positionals } = parse("import otter", args, { to: { type: "string" }, name: { type: "string" } });
  const path = oneNotebook("import otter", positionals);
  const { to: course } = values;
  if (course === undefined)
    throw new UsageError("unrolled import otter expects --to FOLDER, the folder of the course, but got none");
  const name =
    values.name ??
    basename(path, ".ipynb")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[-0-9]+|-+$/g, "");
  const folder = join(course, name);
  if (existsSync(folder))
    throw new UsageError(`unrolled import otter: ${folder} is there already: choose another --name`);

  const source = readOtter(parseNotebook(decodeNotebook(await readNotebookFile(path), path), path), path);
  if (!source.parts.some(part => "question" in part))
    throw new UsageError(`${path} is expected to have questions, as raw cells "# BEGIN QUESTION", but has none`);
  const index = indexOf(course, name);
  const checking = index.checking.startsWith(".") ? `../${index.checking.replace(/^\.\//, "")}` : index.checking;
  const { files, todo } = otterFiles(source, namesOf(name), { checking });
  for (const { path: file, text } of files) write(join(folder, file), text);
  write(join(course, "index.ts"), index.text);
  for (const { path: file } of files) say(join(folder, file));
  if (todo.length > 0) say("\nLeft to do, before it can be released:");
  for (const line of todo) say(`  ${line}`);
  return 0;
}

function indexOf(course: string, name: string): CourseIndex {
  const path = join(course, "index.ts");
  try {
    const names = namesOf(name);
    return existsSync(path)
      ? extendedIndex(readFileSync(path, "utf8"), names)
      : newIndex(names, basename(resolve(course)));
  } catch (error) {
    if (error instanceof NotExtensible || error instanceof RangeError)
      throw new UsageError(`unrolled import otter: ${error.message}`);
    throw error;
  }
}

function write(path: string, text: string): void {
  try {
    makeFolders(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`unrolled import otter cannot write ${path}: ${(error as Error).message}`);
  }
}
