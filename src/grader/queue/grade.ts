// Grades what waits in a run: some submissions side by side, each by itself. Whatever one of them does, the others are graded.
import { setTimeout as delay } from "node:timers/promises";
import { normalizedName } from "../../checking/student/name.ts";
import type { GradedAssignment } from "../judge/assignment.ts";
import { type BoxSource, InfrastructureError } from "../judge/box.ts";
import { judgeSubmission } from "../judge/judge.ts";
import type { Claim, Ending, Flag, Results } from "../results/index.ts";
import { type Collected, readSubmission, restore } from "../submissions/index.ts";
import { executedPath, writeExecuted } from "./executed.ts";

export interface GradeRequest {
  results: Results;
  /** Where executed notebooks go: the folder of the results. */
  folder: string;
  run: string;
  assignment: GradedAssignment;
  /** What was handed over. What the run does not wait for is left alone. */
  submissions: readonly Collected[];
  boxes: BoxSource;
  /** How many are graded side by side. */
  jobs: number;
  /** Aborted: nothing more is begun, and what is going on is left for another time. */
  signal: AbortSignal;
  onBegin?: (one: Collected) => void;
  onEnd?: (one: Collected, ending: Ending) => void;
}

/** How often a submission is tried where the fault is ours. */
const maxTries = 3;
const pauseMs = 500;

export async function gradeWaiting(request: GradeRequest): Promise<void> {
  const { results, run, submissions, jobs, signal } = request;
  const handed = new Map(submissions.map(one => [one.submission, one]));
  const waiting = results.waiting(run);
  const work = waiting.values();
  const worker = async () => {
    for (const one of work) {
      if (signal.aborted) return;
      const found = handed.get(one.submission);
      if (found?.hash === one.hash) await gradeOne(request, found);
      else leave(request, one.submission);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, waiting.length) }, worker));
  results.finishRun(run);
}

/** A file that is another one than when the run began is not graded in it. */
function leave({ results, run }: GradeRequest, submission: string): void {
  const claim = results.claim(run, submission);
  const reason = "the file was changed or taken away since the run began: begin a new run";
  if (claim) results.finish(claim, { state: "refused", reason, flags: [] });
}

async function gradeOne(request: GradeRequest, one: Collected): Promise<void> {
  const { results, run, signal, onBegin, onEnd } = request;
  for (let tries = 1; ; tries++) {
    const claim = results.claim(run, one.submission);
    if (!claim) return; // another grader has done it
    onBegin?.(one);
    const ending = await attempt(request, one, claim, tries === maxTries);
    if (signal.aborted) return; // it is begun anew next time
    if (ending.state === "infrastructure-error" && tries < maxTries) {
      await delay(pauseMs * tries);
      continue;
    }
    if (results.finish(claim, ending)) onEnd?.(one, ending);
    return;
  }
}

async function attempt(request: GradeRequest, one: Collected, claim: Claim, isLastTry: boolean): Promise<Ending> {
  const remarks = one.remarks.map((message): Flag => ({ kind: "note", message }));
  const refused = (reason: string): Ending => ({ state: "refused", reason, flags: remarks });
  if (one.fault !== undefined || !one.entry) return refused(one.fault ?? "nothing was handed in");
  try {
    const { results, run, folder, assignment, boxes, submissions } = request;
    const { notebook, fault } = await readSubmission(one.entry);
    if (!notebook) return refused(fault ?? "it cannot be read");
    const restored = restore(notebook, assignment.release);
    if (restored.found === 0)
      return refused(`it is another notebook: none of the cells of ${assignment.name} is in it`);
    const judged = await judgeSubmission({
      assignment,
      submission: one.submission,
      student: one.student,
      names: one.names,
      others: othersThan(one, submissions),
      hash: one.hash,
      run,
      secret: results.secret(),
      cells: restored.cells,
      boxes,
      isLastTry,
      onCheck: result => void results.record(claim, result),
    });
    const executed = executedPath(run, one.submission);
    if (!request.signal.aborted) writeExecuted(folder, executed, judged.notebook);
    const { askedAs } = judged;
    return {
      state: "graded",
      flags: [...remarks, ...restored.flags, ...judged.flags],
      executed,
      ...(askedAs !== undefined && { askedAs }),
    };
  } catch (error) {
    // Ours, whatever it is: a submission is never scored by our mistakes, and never stops the others.
    const { name, message, stack = "" } = error as Error;
    const where = error instanceof InfrastructureError ? "" : `${name}, ${stack.split("\n")[1]?.trim() ?? ""}: `;
    return { state: "infrastructure-error", reason: `${where}${message}`.slice(0, 1000), flags: remarks };
  }
}

function othersThan({ student, names }: Collected, submissions: readonly Collected[]): ReadonlySet<string> {
  const own = new Set([student, ...names].map(normalizedName));
  const all = submissions.flatMap(other => [other.student, ...other.names]).map(normalizedName);
  return new Set(all.filter(name => !own.has(name)));
}
