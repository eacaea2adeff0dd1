// `unrolled new NAME`: a working assignment to begin with, in the folder of a course.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolders } from "../grader/folders.ts";
import { NotExtensible } from "../grader/scaffold/course-index.ts";
import { type NewFile, scaffold } from "../grader/scaffold/scaffold.ts";
import { say } from "./print.ts";
import { shellWord } from "./shell-word.ts";
import { parse, UsageError } from "./usage.ts";

export async function newAssignment(args: string[]): Promise<number> {
  const { values, positionals } = parse("new", args, { in: { type: "string", default: "." } });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError(
      `unrolled new expects one name, as in "unrolled new gates-graded", but got ${positionals.length === 0 ? "none" : positionals.join(" ")}`,
    );
  const folder = values.in;
  if (existsSync(join(folder, name)))
    throw new UsageError(`unrolled new ${name}: ${join(folder, name)} is there already: choose another name`);
  const files = filesOf(name, folder);
  write(folder, files);
  for (const { path } of files) say(join(folder, path));
  const [course, assignment] = [shellWord(folder), shellWord(join(folder, name))];
  say(`
All of it holds already. Its questions are an example, on a state that leaks: put your own in their place, and look again:
  unrolled doctor --course ${course}
  unrolled start ${course}
  unrolled release ${assignment} --to handout`);
  return 0;
}

function filesOf(name: string, folder: string): NewFile[] {
  const index = join(folder, "index.ts");
  try {
    if (existsSync(join(folder, "index.js")) && !existsSync(index))
      throw new NotExtensible(`${join(folder, "index.js")} is no TypeScript: make it index.ts, and try again`);
    return scaffold(name, {
      name: basename(resolve(folder)),
      index: existsSync(index) ? readFileSync(index, "utf8") : undefined,
      hasPackage: existsSync(join(folder, "package.json")),
    });
  } catch (error) {
    if (error instanceof NotExtensible || error instanceof RangeError)
      throw new UsageError(`unrolled new: ${error.message}`);
    throw error;
  }
}

function write(folder: string, files: readonly NewFile[]): void {
  try {
    for (const { path, text } of files) {
      makeFolders(dirname(join(folder, path)));
      writeFileSync(join(folder, path), text);
    }
  } catch (error) {
    throw new UsageError(`unrolled new cannot write into ${folder}: ${(error as Error).message}`);
  }
}
