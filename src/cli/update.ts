// `unrolled update NOTEBOOK`: an assignment that a student has begun gets what its author has corrected since.
import { constants, copyFileSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { decodeNotebook, NotebookError, parseNotebook, readNotebookFile } from "../../kernel/notebook/index.ts";
import { updateOf } from "../grader/correct/update.ts";
import { reasonOf } from "../grader/reason.ts";
import { correctionsFolder } from "../grader/release/workspace.ts";
import { writeWhole } from "../grader/whole-file.ts";
import { say } from "./print.ts";
import { readyCourse } from "./update/take-course.ts";
import { oneNotebook, parse, UsageError } from "./usage.ts";

export async function update(args: string[]): Promise<number> {
  const { path, from } = readCommandLine(args);
  const mine = await read(path);
  const corrected = correctedFile(path, from);
  const { text, notes } = updateOf(mine, await read(corrected));
  using course = orLeft(path, () => readyCourse(dirname(corrected), dirname(path)));
  if (text === undefined) {
    if (course) orLeft(path, () => course.take());
    say(`${path}: it is the newest version already${course ? `; ${courseSaid}` : ""}`);
    return 0;
  }
  const kept = keep(path);
  try {
    writeWhole(path, text);
  } catch (error) {
    rmSync(kept, { force: true });
    throw leftAs(path, error);
  }
  // The course comes last: where this ends before it, the next update sees that the course is old, and takes the new one.
  if (course) orLeft(`${path} is corrected, but course/`, () => course.take());
  for (const { cell, what } of notes) say(`  ${cell}: ${what}`);
  if (notes.length === 0) say("  no cell is another one");
  if (course) say(`  ${courseSaid}`);
  say(
    `${path} is corrected; as it was before it lies in ${kept}. Where it is open in JupyterLab: File, Reload Notebook from Disk`,
  );
  return 0;
}

const courseSaid = "course/: the questions, too; restart a kernel that runs";

/** @param what stays as it was where `act` fails */
function orLeft<Done>(what: string, act: () => Done): Done {
  try {
    return act();
  } catch (error) {
    throw leftAs(what, error);
  }
}

const leftAs = (what: string, error: unknown): NotebookError =>
  new NotebookError(
    `unrolled update: ${what} is left as it is: ${reasonOf(error, "work in a folder of your own, or ask who teaches")}`,
  );

function readCommandLine(args: string[]): { path: string; from: string | undefined } {
  const { values, positionals } = parse("update", args, { from: { type: "string" } });
  return { path: oneNotebook("update", positionals), from: values.from };
}

async function read(path: string) {
  return { name: path, notebook: parseNotebook(decodeNotebook(await readNotebookFile(path), path), path) };
}

/** The file of this name in a folder, the file itself, or what a course's repository holds beside the notebook. */
function correctedFile(path: string, from: string | undefined): string {
  const beside = join(dirname(path), correctionsFolder, basename(path));
  if (from === undefined) {
    if (existsSync(beside)) return beside;
    throw new UsageError(
      `unrolled update expects the corrected notebook as --from FILE, or as ${beside}, but there is none: download it from where the assignment was handed out`,
    );
  }
  if (!statSync(from, { throwIfNoEntry: false })?.isDirectory()) return from;
  const inFolder = [join(from, correctionsFolder, basename(path)), join(from, basename(path))].find(existsSync);
  if (inFolder !== undefined) return inFolder;
  const there = readdirSync(from).filter(name => name.endsWith(".ipynb"));
  throw new UsageError(
    `unrolled update expects ${basename(path)} in ${from}, but ${there.length === 0 ? "no notebook is" : `only ${there.join(", ")} ${there.length === 1 ? "is" : "are"}`} there: name the file by --from`,
  );
}

/** A copy of the student's file beside it, which replaces none. */
function keep(path: string): string {
  const stem = path.replace(/\.ipynb$/, "");
  for (let n = 1; ; n++) {
    const copy = `${stem}-before-update${n === 1 ? "" : `-${n}`}.ipynb`;
    try {
      copyFileSync(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      // On a full disk a part of it may be there.
      rmSync(copy, { force: true });
      throw leftAs(path, error);
    }
  }
}
