// What the commands share that read a file of results.
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  isAddress,
  openDatabase,
  openResults,
  type Results,
  ResultsError,
  type RunRecord,
} from "../grader/results/index.ts";
import { courseOf } from "./course.ts";
import { type Definitions, definitionsIn } from "./definitions.ts";
import { shellWord } from "./shell-word.ts";
import { UsageError } from "./usage.ts";

/**
 * Opens a file of results that is there, or a database of them, hands it on, and closes it.
 * @param command who asks: "feedback"
 * @throws UsageError where there is none, or something else
 */
export async function withResults<Found>(
  command: string,
  positionals: readonly string[],
  work: (results: Results) => Promise<Found>,
): Promise<Found> {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0)
    throw new UsageError(
      `unrolled ${command} expects one file of results, or the address of a database, which "unrolled grade" has written, but got ${positionals.length === 0 ? "none" : positionals.map(shellWord).join(" ")}: see "unrolled ${command} --help"`,
    );
  if (!isAddress(path) && !existsSync(path))
    throw new UsageError(
      `unrolled ${command} expects a file of results, but ${path} is not there: name the one that "unrolled grade" has written`,
    );
  if (!isAddress(path) && statSync(path).isDirectory())
    throw new UsageError(
      `unrolled ${command} expects a file of results, but ${path} is a folder: name the file that "unrolled grade" has written${filesIn(path)}`,
    );
  try {
    const results: Results = isAddress(path) ? (await openDatabase(path, { make: false })).results : openResults(path);
    try {
      return await work(results);
    } finally {
      await results.close();
    }
  } catch (error) {
    if (error instanceof ResultsError) throw new UsageError(`unrolled ${command}: ${error.message}`);
    throw error;
  }
}

/** The files of results in a folder, or in its "graded". */
function filesIn(folder: string): string {
  const found = globSync("{.,graded}/*.sqlite", { cwd: folder }).sort();
  const named = found.slice(0, 5).map(file => shellWord(join(folder, file)));
  return named.length === 0 ? "" : `, such as ${named.join(", ")}`;
}

/**
 * The questions of a run's assignment, by `--course`, or of the course that it was graded with; else as `courseOf` finds one.
 * @param command who asks: "feedback"
 * @throws UsageError where there is no course any more, or it has no such assignment
 */
export async function askedIn(
  command: string,
  results: Results,
  { assignment }: RunRecord,
  named: string | undefined,
): Promise<{ course: string; definitions: (student: string) => Definitions }> {
  const graded = named === undefined ? await results.course(assignment) : undefined;
  if (graded !== undefined && !existsSync(graded))
    throw new UsageError(
      `unrolled ${command} expects the course that ${assignment} was graded with, ${graded}, but it is not there any more: name its folder with --course DIR`,
    );
  const course = graded ?? courseOf(command, { course: named, folder: "." });
  return { course, definitions: await definitionsIn(command, course, assignment) };
}

/** What to say of a run that is not done: what is made of it now lacks somebody. */
export const unfinishedNote = ({ run, waiting }: RunRecord): string | undefined =>
  waiting > 0
    ? `the run ${run} is not done: ${waiting} ${waiting === 1 ? "submission is" : "submissions are"} not graded yet, and not in here`
    : undefined;
