// How a run begins: anew, with what an earlier one has found of the others, or where it was broken off.
import type { Results, RunRecord, SharedRuns } from "../../grader/results/index.ts";
import type { Collected } from "../../grader/submissions/index.ts";
import { packageVersion } from "../package.ts";
import { complain } from "../print.ts";
import { UsageError } from "../usage.ts";
import type { ToGrade } from "./assignment.ts";
import type { GradeOptions } from "./options.ts";
import { refuseOtherArguments } from "./resume.ts";

export interface Begun {
  options: GradeOptions;
  all: readonly Collected[];
  submissions: readonly Collected[];
  before: RunRecord | undefined;
  shared: SharedRuns | undefined;
}

export async function newest(results: Results, assignment: string): Promise<RunRecord | undefined> {
  const run = (await results.runs(assignment)).at(-1);
  return run === undefined ? undefined : await results.readRun(run);
}

/** @returns the run's id */
export async function beginRun(
  results: Results,
  { assignment, version, course }: ToGrade,
  { options, all, submissions, before, shared }: Begun,
): Promise<string> {
  if (options.resume) {
    if (before === undefined)
      throw new UsageError(`unrolled grade --resume: nothing of ${assignment.name} was graded in ${results.name} yet`);
    if (before.version !== version)
      throw new UsageError(
        `unrolled grade --resume: the assignment was changed since the run ${before.run} began, so the rest of it would be judged otherwise: leave --resume out, to begin a new run`,
      );
    if (!shared) await refuseOtherArguments(results, before, all); // a database has the files, and names them itself
    await shared?.join(before.run);
    return before.run;
  }
  if (before && before.waiting > 0)
    complain(
      shared
        ? `the run ${before.run} has no end yet, ${before.waiting} submissions of it are not done: this is a new run; --resume takes part in that one`
        : `the run ${before.run} was broken off, ${before.waiting} submissions of it are not done: this is a new run; --resume goes on with it`,
    );
  const run = await newRun(
    results,
    { assignment: assignment.name, version, program: packageVersion(), course, everybody: all },
    submissions,
  );
  if (before && submissions.length < all.length) await keepOthers(results, { before, run, version }, submissions);
  return run;
}

/** So that the newest run has the whole class, also where one student was graded again. */
async function keepOthers(
  results: Results,
  { before, run, version }: { before: RunRecord; run: string; version: string },
  again: readonly Collected[],
): Promise<void> {
  const others = before.submissions
    .map(({ submission }) => submission)
    .filter(id => !again.some(one => one.submission === id));
  await results.keep({ from: before.run, to: run }, others);
  if (before.version !== version && others.length > 0)
    complain(
      `the assignment was changed since the run ${before.run}: ${others.length} of this run ${others.length === 1 ? "was" : "were"} judged as it was then, and ${again.map(({ student }) => student).join(", ")} as it is now: leave --only out, to grade everybody by it`,
    );
}

/** "2027-01-16-093000", and with a number where another one began in the same second. */
async function newRun(
  results: Results,
  of: Omit<Parameters<Results["beginRun"]>[0], "run">,
  submissions: readonly Collected[],
): Promise<string> {
  const time = new Date().toISOString().replace(/\..*/, "").replaceAll(":", "").replace("T", "-");
  for (let n = 1; ; n++) {
    const run = n === 1 ? time : `${time}-${n}`;
    if (await results.beginRun({ run, ...of }, submissions)) return run;
  }
}
