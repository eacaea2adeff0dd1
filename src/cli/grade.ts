// `unrolled grade ASSIGNMENT SUBMISSIONS`: what a teaching assistant runs. Student code runs in sandboxes; verdicts are made here.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { styleText } from "node:util";
import { normalizedName } from "../checking/student/name.ts";
import { isolate, NotIsolated } from "../grader/isolate/ladder.ts";
import { writeBoxCourse } from "../grader/judge/course-in-box.ts";
import { gradeWaiting } from "../grader/queue/grade.ts";
import { BoxPool } from "../grader/queue/pool.ts";
import { openResults, type Results, ResultsError, type RunRecord } from "../grader/results/index.ts";
import { type Collected, collectSubmissions, SubmissionsError } from "../grader/submissions/index.ts";
import { assignmentToGrade, type ToGrade } from "./grade/assignment.ts";
import { type GradeOptions, readOptions } from "./grade/options.ts";
import { changesBetween, duration, GradeProgress, sandboxLine, summaryLines } from "./grade/progress.ts";
import { complain, say } from "./print.ts";
import { UsageError } from "./usage.ts";

/** Ends with 0 where all is graded or refused for what it is, with 1 where something of ours or of the author's is wrong. */
export async function grade(args: string[]): Promise<number> {
  const options = readOptions(args);
  const toGrade = await assignmentToGrade(options.assignment, options.course);
  const { name } = toGrade.assignment;
  const path = resolve(options.results ?? `graded/${name}.sqlite`);
  try {
    const all = await collectSubmissions(options.submissions, {
      assignment: name,
      roster: options.roster,
      late: options.late,
    });
    const submissions = chosen(all, options.only);
    mkdirSync(dirname(path), { recursive: true });
    using results = openResults(path);
    const before = newest(results, name);
    const run = beginRun(results, toGrade, { options, all, submissions, before });
    return await work(results, run, { toGrade, options, submissions, before });
  } catch (error) {
    if (error instanceof SubmissionsError || error instanceof ResultsError || error instanceof NotIsolated)
      throw new UsageError(`unrolled grade: ${error.message}`);
    throw error;
  }
}

function chosen(all: Collected[], only: readonly string[]): Collected[] {
  if (all.length === 0)
    throw new SubmissionsError("the folder or zip is expected to hold submissions, but nothing is in it");
  const isCalled = ({ student, submission, names }: Collected, wanted: string) =>
    [student, submission, ...names].some(one => normalizedName(one) === normalizedName(wanted));
  const unknown = only.find(wanted => !all.some(one => isCalled(one, wanted)));
  if (unknown !== undefined)
    throw new UsageError(
      `unrolled grade --only expects a student who handed something in, but ${unknown} is none of ${all.length}: ${all
        .slice(0, 5)
        .map(({ student }) => student)
        .join(", ")}${all.length > 5 ? ", …" : ""}`,
    );
  return only.length === 0 ? all : all.filter(one => only.some(wanted => isCalled(one, wanted)));
}

function newest(results: Results, assignment: string): RunRecord | undefined {
  const run = results.runs(assignment).at(-1);
  return run === undefined ? undefined : results.readRun(run);
}

interface Begun {
  options: GradeOptions;
  all: readonly Collected[];
  submissions: readonly Collected[];
  before: RunRecord | undefined;
}

function beginRun(
  results: Results,
  { assignment, version }: ToGrade,
  { options, all, submissions, before }: Begun,
): string {
  if (options.resume) {
    if (before === undefined)
      throw new UsageError(`unrolled grade --resume: nothing of ${assignment.name} was graded in ${results.path} yet`);
    if (before.version !== version)
      throw new UsageError(
        `unrolled grade --resume: the assignment was changed since the run ${before.run} began, so the rest of it would be judged otherwise: leave --resume out, to begin a new run`,
      );
    return before.run;
  }
  if (before && before.waiting > 0)
    complain(
      `the run ${before.run} was broken off, ${before.waiting} submissions of it are not done: this is a new run; --resume goes on with it`,
    );
  const run = newRunId(results);
  results.beginRun({ run, assignment: assignment.name, version }, [...submissions]);
  // So that the newest run has the whole class, also where one student was graded again.
  if (before?.version === version && submissions.length < all.length)
    results.keep(
      { from: before.run, to: run },
      before.submissions
        .map(({ submission }) => submission)
        .filter(id => !submissions.some(one => one.submission === id)),
    );
  return run;
}

/** "2027-01-16-093000", and with a letter where two begin in one second. */
function newRunId(results: Results): string {
  const time = new Date().toISOString().replace(/\..*/, "").replaceAll(":", "").replace("T", "-");
  const taken = new Set(results.runs());
  for (let n = 0; ; n++) {
    const id = n === 0 ? time : `${time}-${n + 1}`;
    if (!taken.has(id)) return id;
  }
}

interface Work {
  toGrade: ToGrade;
  options: GradeOptions;
  submissions: Collected[];
  before: RunRecord | undefined;
}

async function work(results: Results, run: string, { toGrade, options, submissions, before }: Work): Promise<number> {
  const { jobs, image, unsafe, resume } = options;
  const waiting = results.waiting(run).length;
  const course = writeBoxCourse();
  const stop = new AbortController();
  const progress = new GradeProgress(waiting);
  let pool: BoxPool | undefined;
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    void pool?.close();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const began = performance.now();
  try {
    const { isolation, tested, warnings } = await isolate({ course: course.folder, image, unsafe });
    for (const warning of warnings) complain(styleText("red", warning, { stream: process.stderr }));
    if (tested.length > 0) say(sandboxLine(isolation.kind, tested));
    pool = new BoxPool(isolation, jobs);
    if (!stop.signal.aborted) pool.warm(waiting);
    await gradeWaiting({
      ...{
        results,
        folder: dirname(results.path),
        run,
        assignment: toGrade.assignment,
        submissions,
        boxes: pool,
        jobs,
      },
      signal: stop.signal,
      onBegin: ({ submission }) => progress.begin(submission),
      onEnd: ({ submission }, ending) => progress.end(submission, ending),
    });
    await pool.close();
    isolation.close();
  } finally {
    progress.close();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    await pool?.close();
    course.remove();
  }
  return tellEnd(results.readRun(run), {
    path: results.path,
    before: resume ? undefined : before,
    began,
    rate: progress.rate,
    isStopped: stop.signal.aborted,
  });
}

interface End {
  path: string;
  before: RunRecord | undefined;
  began: number;
  rate: string;
  isStopped: boolean;
}

function tellEnd(record: RunRecord, { path, before, began, rate, isStopped }: End): number {
  const time = duration(performance.now() - began);
  for (const line of summaryLines(record)) say(line);
  if (isStopped) {
    say(`stopped after ${time}; what is graded is kept, and the same command with --resume goes on`);
    return 130;
  }
  const changes = before ? changesBetween(before, record) : [];
  if (before) say(changes.length === 0 ? `as in the run ${before.run}` : `otherwise than in the run ${before.run}:`);
  for (const line of changes) say(`  ${line}`);
  say(`${path}: run ${record.run}, ${time}, ${rate}`);
  say(`next: unrolled report ${path} --to DIR; unrolled feedback ${path} --to DIR`);
  const isWrong = record.submissions.some(
    ({ state, checks }) => state === "infrastructure-error" || checks.some(check => check.state === "broken-question"),
  );
  return isWrong || record.waiting > 0 ? 1 : 0;
}
