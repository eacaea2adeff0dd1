// `unrolled course new DIR`: an empty folder becomes a course with a first assignment.
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolders } from "../grader/folders.ts";
import { courseFiles } from "../grader/scaffold/course-files.ts";
import { type NewFile, scaffold } from "../grader/scaffold/scaffold.ts";
import { inProject, packageFile, packageVersion } from "./package.ts";
import { say } from "./print.ts";
import { shellWord } from "./shell-word.ts";
import { parse, UsageError } from "./usage.ts";

export async function course([action, ...args]: string[]): Promise<number> {
  if (action !== "new")
    throw new UsageError(
      `unrolled course expects "new", as in "unrolled course new our-course", but got ${action === undefined ? "nothing" : `"${action}"`}`,
    );
  const { folder, first } = readCommandLine(args);
  const files = filesOf(folder, first);
  const there = files.find(({ path }) => existsSync(join(folder, path)));
  if (there)
    throw new UsageError(
      `unrolled course new ${folder}: ${join(folder, there.path)} is there already, and nothing is written: name a new folder, or add an assignment to this one by "unrolled new NAME --in ${shellWord(folder)}"`,
    );
  write(folder, files);
  for (const { path } of files) say(join(folder, path));
  say(`
A course with a first assignment, which holds already. Go on:
  cd ${shellWord(folder)} && npm install
  npx unrolled start .
  npx unrolled release ${first} --to handout`);
  return 0;
}

function readCommandLine(args: string[]): { folder: string; first: string } {
  const { values, positionals } = parse("course new", args, { first: { type: "string", default: "leaking" } });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0)
    throw new UsageError(
      `unrolled course new expects one folder, as in "unrolled course new our-course", but got ${positionals.length === 0 ? "none" : positionals.join(" ")}`,
    );
  return { folder, first: values.first };
}

function filesOf(folder: string, first: string): NewFile[] {
  const name = basename(resolve(folder));
  try {
    const assignment = scaffold(first, { name, index: undefined, hasPackage: true });
    return [...assignment, ...courseFiles(name, { spec: dependency(folder), first })];
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`unrolled course new --first: ${error.message}`);
    throw error;
  }
}

/** What the course depends on: the folder of the clone, where this runs from a clone; else the version of the package. */
function dependency(folder: string): string {
  if (!inProject()) return `^${packageVersion()}`;
  const project = fileURLToPath(packageFile("."));
  return `file:${relative(resolve(folder), project).replaceAll("\\", "/")}`;
}

/** All of it or nothing. */
function write(folder: string, files: readonly NewFile[]): void {
  const isNew = statSync(folder, { throwIfNoEntry: false }) === undefined;
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      const file = join(folder, path);
      makeFolders(dirname(file));
      written.push(file);
      writeFileSync(file, text, { flag: "wx" });
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    if (isNew) rmSync(folder, { recursive: true, force: true });
    throw new UsageError(`unrolled course new cannot write into ${folder}: ${(error as Error).message}`);
  }
}
