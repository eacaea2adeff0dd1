// `unrolled grade ASSIGNMENT --worker --database ADDRESS`: grades what was begun on another machine.
import { setTimeout as delay } from "node:timers/promises";
import { gradeWaiting } from "../../grader/queue/grade.ts";
import type { BoxPool } from "../../grader/queue/pool.ts";
import { SharedWork } from "../../grader/queue/shared-work.ts";
import {
  type Database,
  type OpenRun,
  openDatabase,
  ResultsError,
  type SharedRuns,
} from "../../grader/results/index.ts";
import { packageVersion } from "../package.ts";
import { complain, say } from "../print.ts";
import { UsageError } from "../usage.ts";
import type { ToGrade } from "./assignment.ts";
import { inBoxes } from "./in-boxes.ts";
import type { GradeOptions } from "./options.ts";
import { duration, GradeProgress } from "./progress.ts";

/** How long a worker waits before it looks again whether somebody has begun something, in milliseconds. */
const pauseMs = 2000;

export type WorkerOptions = Pick<GradeOptions, "jobs" | "image" | "unsafe"> & { database: string; once: boolean };

/** Ends with 130 at Ctrl-C and, with `once`, with 0 where nothing is left. @throws UsageError where a run asks other sources */
export async function serve(toGrade: ToGrade, options: WorkerOptions): Promise<number> {
  const database = await openDatabase(options.database, { make: true });
  const { results, shared } = database;
  const stop = new AbortController();
  try {
    await runsFor(toGrade, shared); // before sandboxes are tried
    shared.bePatient(patience(stop.signal, complain));
    await inBoxes(options, stop, boxes => work(database, { toGrade, options, stop, boxes }));
  } catch (error) {
    if (!stop.signal.aborted || !(error instanceof ResultsError)) throw error;
  } finally {
    await results.close();
  }
  if (!stop.signal.aborted) return 0;
  say("stopped; what it had begun is given back");
  return 130;
}

interface Worker {
  toGrade: ToGrade;
  options: WorkerOptions;
  stop: AbortController;
  boxes: BoxPool;
}

async function work(database: Database, worker: Worker): Promise<void> {
  const { toGrade, options, stop } = worker;
  const { assignment, version } = toGrade;
  say(`worker for ${assignment.name}, version ${version}, at ${database.results.name}`);
  for (let isTold = false; !stop.signal.aborted; ) {
    let taken = 0;
    for (const run of await runsFor(toGrade, database.shared)) taken += await takePart(database, run, worker);
    if (taken > 0) isTold = false;
    else if (options.once) return;
    else {
      if (!isTold) say("nothing to do: it waits until somebody begins a run; Ctrl-C ends it");
      isTold = true;
      await delay(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }
}

/** Open runs of these sources, the newest first. @throws UsageError where the newest has others */
async function runsFor({ assignment, version }: ToGrade, shared: SharedRuns): Promise<string[]> {
  const program = packageVersion();
  const open = await shared.openRuns(assignment.name);
  const isOurs = (one: OpenRun) => one.version === version && one.program === program;
  const [newest] = open;
  if (newest && !isOurs(newest)) {
    const [theirs, ours, next] =
      newest.version === version
        ? [`unrolled ${newest.program}`, program, "install the same one here"]
        : [
            `${assignment.name} in version ${newest.version}`,
            version,
            "copy the course's folder here from the machine that began the run, or begin a new run with this one",
          ];
    throw new UsageError(
      `unrolled grade --worker: the run ${newest.run} was begun with ${theirs}, but here it is ${ours}, which may judge otherwise: ${next}`,
    );
  }
  return open.filter(isOurs).map(({ run }) => run);
}

/** Grades of a run what can be had now. @returns how many were taken */
async function takePart(
  { results, shared }: Database,
  run: string,
  { toGrade, options, stop, boxes }: Worker,
): Promise<number> {
  const { signal } = stop;
  const began = performance.now();
  let [taken, graded, left] = [0, 0, await shared.left(run)];
  let progress: GradeProgress | undefined;
  const onLeft = (count: number) => {
    left = count;
    progress?.left(count);
  };
  const onPassedOn = ({ submission }: { submission: string }, reason: string) => progress?.passOn(submission, reason);
  try {
    await gradeWaiting({
      ...{ results, run, assignment: toGrade.assignment, boxes, jobs: options.jobs, signal },
      everybody: await shared.everybody(run),
      work: new SharedWork(shared, run, { signal, isWaiting: false, onLeft, onPassedOn }),
      onBegin: ({ submission }) => {
        taken += 1;
        progress ??= new GradeProgress(left);
        progress.begin(submission);
      },
      onEnd: ({ submission }, ending) => {
        graded += 1;
        progress?.end(submission, ending);
      },
    });
  } finally {
    progress?.close();
  }
  if (graded > 0) say(`run ${run}: ${graded} graded here in ${duration(performance.now() - began)}`);
  return taken;
}

/** A server that is away is waited for, and that is said. */
export const patience = (signal: AbortSignal, tell: (text: string) => void) => ({
  signal,
  onAway: (message: string) => tell(`${message} It is waited for`),
  onBack: () => tell("the database is back"),
});
