// `unrolled release`: what students get of sources, into a folder that may be a student's already.
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { styleText } from "node:util";
import { decodeNotebook, parseNotebook, readNotebookFile } from "../../kernel/notebook/index.ts";
import { makeFolders } from "../grader/folders.ts";
import { assignmentAt } from "../grader/release/assignment-folder.ts";
import { describeSource } from "../grader/release/describe.ts";
import { studentCopy } from "../grader/release/student-copy.ts";
import { correctionsFolder, type Placed, placeCopies } from "../grader/release/workspace.ts";
import { courseOption } from "./course.ts";
import { openCourse } from "./preload.ts";
import { complain, say } from "./print.ts";
import { courseFor, filesOf, prove, type Released, rosterAt } from "./release/assignments.ts";
import {
  courseBeside,
  courseFolder,
  howToHandOut,
  howToSit,
  markingFaults,
  writeCourse,
} from "./release/course-beside.ts";
import type { Fault } from "./release/findings.ts";
import { nbgraderFile, writeAround } from "./release/nbgrader.ts";
import { isOutbound, openToAll } from "./release/outbound.ts";
import { requireTarget } from "./release/target.ts";
import { parse, UsageError } from "./usage.ts";

/** Ends with 1 where an assignment is refused; then nothing is written. */
export async function release(args: string[]): Promise<number> {
  const { to, paths, plain, json, nbgrader, corrections, roster, course } = readCommandLine(args);
  requireTarget(to, paths, { forTeachers: nbgrader });
  const students = roster === undefined ? undefined : rosterAt(roster);
  const files: Released[] = [];
  const described: object[] = [];
  const beside = new Map<string, string>();
  const told = new Set<string>();
  const leaks: string[] = [];
  let refused = 0;
  // All are made before one is written.
  for (const path of paths) {
    const assignment = assignmentAt(path);
    const name = assignment ? `${assignment.name}.ipynb` : basename(path);
    const source = assignment?.source ?? path;
    const text = decodeNotebook(await readNotebookFile(source), source);
    described.push(describeSource(parseNotebook(text, source), name));
    if (!assignment || plain) {
      files.push({ path: name, text: studentCopy(text, source) });
      continue;
    }
    const proven = await prove(assignment, course);
    const entry = courseFor(assignment, course);
    const ofCourse = proven.mode === "exam" || nbgrader ? [] : courseBeside(entry);
    const faults = [...proven.faults, ...markingFaults(ofCourse, proven.samples)];
    refused += faults.length > 0 ? 1 : 0;
    leaks.push(...proven.leaks.map(leak => `${assignment.name}, ${leak}`));
    if (faults.length > 0) tellFaults(assignment.name, faults);
    else if (nbgrader) files.push(nbgraderFile(assignment, proven, to));
    else {
      const copies = filesOf(assignment.name, proven.stub, students);
      files.push(...(corrections ? copies.map(file => besideHandedOut(file, to)) : copies));
      for (const file of ofCourse) beside.set(file.path, file.text);
      if (ofCourse.length > 0) told.add(howToHandOut(students ? join(to, "STUDENT") : to));
      else if (proven.mode === "exam" && entry !== openCourse) told.add(howToSit(entry));
    }
  }
  if (refused > 0) return 1;
  const twice = files.find(({ path }, index) => files.findIndex(other => other.path === path) < index);
  if (twice) throw new UsageError(`unrolled release: two of the sources would be ${twice.path}: name them apart`);

  const todo = nbgrader
    ? writeAround(
        to,
        paths.map(path => assignmentAt(path)!),
        course,
      )
    : [];
  const placed = place(to, files);
  if (json)
    say(
      JSON.stringify(
        placed.map((one, index) => ({ ...described[index], ...one, bytes: statSync(join(to, one.name)).size })),
      ),
    );
  else for (const { name, state, kept } of placed) say(`${join(to, name)}: ${state}${kept ? ` (${kept} stays)` : ""}`);
  if (beside.size > 0) {
    const folders = new Set(files.map(({ path }) => join(to, dirname(path))));
    // A course in .corrections/ is written anew, too: else an update would bring an older one back.
    for (const folder of [...folders].map(folder => join(folder, correctionsFolder)))
      if (existsSync(join(folder, courseFolder))) folders.add(folder);
    const ofCourse = [...beside].map(([path, text]) => ({ path, text }));
    for (const folder of folders) todo.push(...writeCourse(folder, ofCourse));
  }
  if (nbgrader) todo.push(...nextOf(to));
  const corrected = files.filter(({ path }) => basename(dirname(path)) === correctionsFolder);
  if (corrected.length > 0)
    told.add(
      `What was handed out stays as it is. Students take the correction, also those who begin only now: unrolled update ${basename(corrected[0]!.path)}`,
    );
  if (isOutbound(to)) {
    openToAll(to);
    told.add(`Students fetch it by: nbgrader fetch_assignment ${basename(resolve(to))}`);
  }
  if (!json) for (const line of [...todo, ...told]) say(line);
  for (const leak of leaks) complain(styleText("yellow", `look at ${leak}`, { stream: process.stderr }));
  return 0;
}

function readCommandLine(args: string[]) {
  const { values, positionals: paths } = parse("release", args, {
    to: { type: "string" },
    students: { type: "string" },
    plain: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    nbgrader: { type: "boolean", default: false },
    corrections: { type: "boolean", default: false },
    ...courseOption,
  });
  const { to, students: roster, plain, json, nbgrader, corrections, course } = values;
  if (paths.length === 0) throw new UsageError('unrolled release expects sources, but got none: see "unrolled help"');
  if (to === undefined)
    throw new UsageError("unrolled release expects --to FOLDER, the folder that the copies go into, but got none");
  const option =
    roster !== undefined ? "--students" : nbgrader ? "--nbgrader" : corrections ? "--corrections" : undefined;
  if (roster !== undefined && nbgrader)
    throw new UsageError("unrolled release --nbgrader makes one source for all students: leave --students out");
  if (corrections && nbgrader)
    throw new UsageError(
      "unrolled release --nbgrader makes nbgrader's source, which students do not pull: leave --corrections out",
    );
  if (option !== undefined && (plain || json || paths.some(path => assignmentAt(path) === undefined)))
    throw new UsageError(
      `unrolled release ${option} expects assignments alone (a folder with source.ipynb), without --plain and --json`,
    );
  return { to, paths, plain, json, nbgrader, corrections, roster, course };
}

const nextOf = (to: string): string[] => [
  `In ${to}, with nbgrader and this kernel ("unrolled kernel install --sys-prefix"):`,
  "  nbgrader generate_assignment NAME, then as always: autograde, generate_feedback",
];

function tellFaults(name: string, faults: readonly Fault[]): void {
  const count = `${faults.length} ${faults.length === 1 ? "thing does" : "things do"} not hold`;
  say(styleText("red", `${name} is not released: ${count}`, { stream: process.stdout }));
  for (const { where, what, next } of faults) say(`  ${where}: ${what.replaceAll("\n", "\n    ")}\n    → ${next}`);
}

/** A notebook that lies there is in students' copies of the repository, too: a pull would merge its lines with theirs. */
function besideHandedOut(file: Released, to: string): Released {
  const place = join(dirname(file.path), correctionsFolder, basename(file.path));
  return existsSync(join(to, file.path)) && readFileSync(join(to, file.path), "utf8") !== file.text
    ? { ...file, path: place }
    : file;
}

/** Each folder keeps a list of its own of what was handed out in it. */
function place(to: string, files: readonly Released[]): Placed[] {
  try {
    makeFolders(to);
    const byFolder = Map.groupBy(files, ({ path }) => dirname(path));
    return [...byFolder].flatMap(([folder, files]) =>
      placeCopies(
        join(to, folder),
        files.map(({ path, text }) => ({ name: basename(path), text })),
      ).map(placed => ({ ...placed, name: join(folder, placed.name) })),
    );
  } catch (error) {
    throw new UsageError(`unrolled release cannot write into ${to}: ${(error as Error).message}`);
  }
}
