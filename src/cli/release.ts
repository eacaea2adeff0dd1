// `unrolled release`: what students get of sources, into a folder that may be a student's already.
import { mkdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { styleText } from "node:util";
import { decodeNotebook, parseNotebook, readNotebookFile } from "../../kernel/notebook/index.ts";
import { assignmentAt } from "../grader/release/assignment-folder.ts";
import { describeSource } from "../grader/release/describe.ts";
import { studentCopy } from "../grader/release/student-copy.ts";
import { type Placed, placeCopies } from "../grader/release/workspace.ts";
import { courseOption } from "./course.ts";
import { say } from "./print.ts";
import { filesOf, prove, type Released, rosterAt } from "./release/assignments.ts";
import type { Fault } from "./release/findings.ts";
import { nbgraderFile, writeAround } from "./release/nbgrader.ts";
import { parse, UsageError } from "./usage.ts";

/** Ends with 1 where an assignment is refused; then nothing is written. */
export async function release(args: string[]): Promise<number> {
  const { to, paths, plain, json, nbgrader, roster, course } = readCommandLine(args);
  const students = roster === undefined ? undefined : rosterAt(roster);
  const files: Released[] = [];
  const described: object[] = [];
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
    refused += proven.faults.length > 0 ? 1 : 0;
    if (proven.faults.length > 0) tellFaults(assignment.name, proven.faults);
    else if (nbgrader) files.push(nbgraderFile(assignment, proven, to));
    else files.push(...filesOf(assignment.name, proven.stub, students));
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
  if (nbgrader) for (const line of [...todo, ...nextOf(to)]) say(line);
  return 0;
}

function readCommandLine(args: string[]) {
  const { values, positionals: paths } = parse("release", args, {
    to: { type: "string" },
    students: { type: "string" },
    plain: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    nbgrader: { type: "boolean", default: false },
    ...courseOption,
  });
  const { to, students: roster, plain, json, nbgrader, course } = values;
  if (paths.length === 0) throw new UsageError('unrolled release expects sources, but got none: see "unrolled help"');
  if (to === undefined)
    throw new UsageError("unrolled release expects --to FOLDER, the folder that the copies go into, but got none");
  const option = roster !== undefined ? "--students" : nbgrader ? "--nbgrader" : undefined;
  if (roster !== undefined && nbgrader)
    throw new UsageError("unrolled release --nbgrader makes one source for all students: leave --students out");
  if (option !== undefined && (plain || json || paths.some(path => assignmentAt(path) === undefined)))
    throw new UsageError(
      `unrolled release ${option} expects assignments alone (a folder with source.ipynb), without --plain and --json`,
    );
  return { to, paths, plain, json, nbgrader, roster, course };
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

/** Each folder keeps a list of its own of what was handed out in it. */
function place(to: string, files: readonly Released[]): Placed[] {
  try {
    mkdirSync(to, { recursive: true });
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
