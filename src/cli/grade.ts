// `unrolled grade ASSIGNMENT SUBMISSIONS`: what a teaching assistant runs. Student code runs in sandboxes; verdicts are made here.

import { dirname, relative, resolve } from "node:path";
import { styleText } from "node:util";
import { normalizedName } from "../checking/student/name.ts";
import { namesIn } from "../grader/first-of.ts";
import { NotIsolated } from "../grader/isolate/ladder.ts";
import { gradeWaiting } from "../grader/queue/grade.ts";
import { SharedWork } from "../grader/queue/shared-work.ts";
import { workAtHand } from "../grader/queue/work.ts";
import {
  type ManualScore,
  openDatabase,
  openResults,
  type Results,
  ResultsError,
  type RunRecord,
  type SharedRuns,
} from "../grader/results/index.ts";
import { type Collected, collectSubmissions, SubmissionsError } from "../grader/submissions/index.ts";
import { assignmentToGrade, type ToGrade } from "./grade/assignment.ts";
import { type Begun, beginRun, newest } from "./grade/begin.ts";
import { dueLine } from "./grade/due.ts";
import { forOthersNote } from "./grade/for-others.ts";
import { requireHiddenChecks } from "./grade/hidden-proof.ts";
import { inBoxes } from "./grade/in-boxes.ts";
import { inboxNotes } from "./grade/inbox.ts";
import { unknownTimes } from "./grade/lateness.ts";
import { manualMarks } from "./grade/manual.ts";
import { type GradeOptions, readOptions } from "./grade/options.ts";
import { changeLines, duration, GradeProgress, nextLine, summaryLines } from "./grade/progress.ts";
import { patience, serve } from "./grade/worker.ts";
import { complain, say } from "./print.ts";
import { shellWord } from "./shell-word.ts";
import { UsageError } from "./usage.ts";
import { makeFolder } from "./write-file.ts";

/** Ends with 0 where all is graded or refused for what it is, with 1 where something of ours or of the author's is wrong. */
export async function grade(args: string[]): Promise<number> {
  const options = readOptions(args);
  const toGrade = await assignmentToGrade(options.assignment, options.course, options.submissions);
  const { name } = toGrade.assignment;
  try {
    // Marks alone need no check.
    if (options.worker || options.submissions !== undefined) await requireHiddenChecks(toGrade);
    if (options.worker && options.database !== undefined)
      return await serve(toGrade, { ...options, ...options.worker, database: options.database });
    const { submissions: place, manual } = options;
    if (place === undefined)
      return await withOpened(options, name, ({ results }) => onlyMarks(results, toGrade, manual!));
    const all = await collectSubmissions(place, {
      assignment: name,
      roster: options.roster,
      late: options.late,
    });
    const submissions = chosen(all, options.only);
    if (options.late) say(dueLine(options.late));
    const unknown = unknownTimes(submissions, options.late);
    if (unknown !== undefined) complain(unknown);
    for (const note of inboxNotes(place)) complain(note);
    const forOthers = forOthersNote(all, name);
    if (forOthers !== undefined) complain(styleText("red", forOthers, { stream: process.stderr }));
    return await withOpened(options, name, async ({ results, shared }) => {
      const begun = { options, all, submissions, shared, before: await newest(results, name) };
      const code = await work(results, toGrade, begun);
      if (manual !== undefined && code !== 130) await manualMarks(results, toGrade, manual);
      return code === 0 && forOthers !== undefined ? 1 : code;
    });
  } catch (error) {
    if (error instanceof SubmissionsError || error instanceof ResultsError || error instanceof NotIsolated)
      throw new UsageError(`unrolled grade: ${error.message}`);
    throw error;
  }
}

interface Opened {
  results: Results;
  shared?: SharedRuns;
}

/** Where results go: a file, or a database that others may share. */
async function withOpened<Found>(
  { results: named, database }: GradeOptions,
  assignment: string,
  use: (opened: Opened) => Promise<Found>,
): Promise<Found> {
  const path = resolve(named ?? `graded/${assignment}.sqlite`);
  if (database === undefined) makeFolder("grade", dirname(path));
  const opened: Opened =
    database === undefined ? { results: openResults(path) } : await openDatabase(database, { make: true });
  try {
    return await use(opened);
  } finally {
    await opened.results.close();
  }
}

async function onlyMarks(results: Results, toGrade: ToGrade, folder: string): Promise<number> {
  if ((await newest(results, toGrade.assignment.name)) === undefined)
    throw new UsageError(
      `unrolled grade --manual expects graded submissions of ${toGrade.assignment.name} in ${results.name}, but none are there: name the submissions, too`,
    );
  await manualMarks(results, toGrade, folder);
  return 0;
}

function chosen(all: Collected[], only: readonly string[]): Collected[] {
  if (all.length === 0)
    throw new SubmissionsError("the folder or zip is expected to hold submissions, but nothing is in it");
  const isCalled = ({ student, submission, names }: Collected, wanted: string) =>
    [student, submission, ...names].some(one => normalizedName(one) === normalizedName(wanted));
  const unknown = only.find(wanted => !all.some(one => isCalled(one, wanted)));
  if (unknown !== undefined)
    throw new UsageError(
      `unrolled grade --only expects a student who handed something in, but ${unknown} is none of ${all.length}: ${namesIn(
        all.map(({ student }) => student),
        5,
        "look into what was handed in",
      )}`,
    );
  return only.length === 0 ? all : all.filter(one => only.some(wanted => isCalled(one, wanted)));
}

async function work(results: Results, toGrade: ToGrade, begun: Begun): Promise<number> {
  const { assignment } = toGrade;
  const { options, all, submissions, before, shared } = begun;
  const stop = new AbortController();
  const { signal } = stop;
  let run: string | undefined;
  let progress: GradeProgress | undefined;
  const began = performance.now();
  const onLeft = (count: number) => progress?.left(count);
  const onPassedOn = ({ submission }: Collected, reason: string) => progress?.passOn(submission, reason);
  shared?.bePatient(patience(signal, text => (progress ? progress.note(text) : complain(text))));
  try {
    await inBoxes(options, stop, async boxes => {
      // Where no box can be made no run is left behind.
      run = await beginRun(results, toGrade, begun);
      const waiting = (await results.waiting(run)).length;
      boxes.warm(waiting);
      progress = new GradeProgress(waiting);
      await gradeWaiting({
        ...{ results, run, assignment, boxes, jobs: options.jobs, signal },
        ...(shared
          ? {
              everybody: await shared.everybody(run),
              work: new SharedWork(shared, run, { signal, isWaiting: true, onLeft, onPassedOn }),
            }
          : { everybody: all, work: await workAtHand(results, run, submissions) }),
        onBegin: ({ submission }) => progress?.begin(submission),
        onEnd: ({ submission }, ending) => progress?.end(submission, ending),
      });
    });
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    if (!signal.aborted)
      throw run === undefined
        ? error
        : new ResultsError(`${error.message}. What is graded is kept, and the same command with --resume goes on`);
    complain(error.message); // it was stopped while the server was away
    return 130;
  } finally {
    progress?.close();
  }
  return tellEnd(await results.readRun(run), {
    name: results.name,
    marks: await results.manualScores(assignment.name),
    before: options.resume ? undefined : before,
    began,
    rate: progress!.rate,
    isStopped: signal.aborted,
    isShared: shared !== undefined,
  });
}

interface End {
  name: string;
  before: RunRecord | undefined;
  marks: readonly ManualScore[];
  began: number;
  rate: string;
  isStopped: boolean;
  /** Whether others may go on with it, and other assignments stand in the same place. */
  isShared: boolean;
}

/** A file's path as a person would write it. */
function fromHere(path: string): string {
  const near = relative("", path);
  return near.startsWith("..") ? path : near;
}

function tellEnd(record: RunRecord, { name, before, marks, began, rate, isStopped, isShared }: End): number {
  const time = duration(performance.now() - began);
  for (const line of summaryLines(record, marks)) say(line);
  if (isStopped) {
    const others = isShared ? "; other graders go on with the rest" : "";
    say(`stopped after ${time}; what is graded is kept${others}, and the same command with --resume goes on`);
    return 130;
  }
  const changes = before ? changeLines(before, record, marks) : [];
  if (before) say(changes.length === 0 ? `as in the run ${before.run}` : `otherwise than in the run ${before.run}:`);
  for (const line of changes) say(`  ${line}`);
  const where = isShared ? name : fromHere(name);
  say(`${where}: run ${record.run}, ${time}, ${rate}`);
  const of = isShared ? ` --run ${record.run}` : "";
  say(nextLine(record, marks, `${shellWord(where)}${of}`));
  const isWrong = record.submissions.some(
    ({ state, checks }) => state === "infrastructure-error" || checks.some(check => check.state === "broken-question"),
  );
  return isWrong || record.waiting > 0 ? 1 : 0;
}
