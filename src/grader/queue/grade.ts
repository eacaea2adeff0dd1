// Grades what waits in a run: some submissions side by side, each by itself. Whatever one of them does, the others are graded.
import { setTimeout as delay } from "node:timers/promises";
import { normalizedName } from "../../checking/student/name.ts";
import type { GradedAssignment } from "../judge/assignment.ts";
import { type BoxSource, InfrastructureError } from "../judge/box.ts";
import { judgeSubmission } from "../judge/judge.ts";
import type { CheckResult, Ending, Flag, Found, Results } from "../results/index.ts";
import { type Collected, otherAssignment, readSubmission, restore } from "../submissions/index.ts";
import type { Task, Work } from "./work.ts";

export interface GradeRequest {
  results: Results;
  run: string;
  assignment: GradedAssignment;
  work: Work;
  /** All who handed in: whose name somebody else's notebook may say. */
  everybody: readonly Pick<Collected, "student" | "names">[];
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
  const { results, run, work, jobs, signal } = request;
  const secret = await results.secret();
  const worker = async () => {
    while (!signal.aborted) {
      const task = await work.next();
      if (!task) return;
      await gradeOne({ ...request, secret }, task);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  if (!signal.aborted) await results.finishRun(run);
}

type WithSecret = GradeRequest & { secret: string };

async function gradeOne(request: WithSecret, task: Task): Promise<void> {
  const { results, work, signal, onBegin, onEnd } = request;
  const { one, claim } = task;
  onBegin?.(one);
  let found: Found | undefined;
  for (let tries = 1; tries <= maxTries && !signal.aborted; tries++) {
    if (tries > 1) await delay(pauseMs * (tries - 1));
    found = await attempt(request, one, tries);
    if (found.state !== "infrastructure-error") break;
  }
  if (!found || signal.aborted) return await work.giveBack(task);
  if (found.state === "infrastructure-error" && (await work.passOn?.(task, found.reason ?? ""))) return;
  if (await results.finish(claim, found)) onEnd?.(one, found);
}

async function attempt(request: WithSecret, one: Collected, tries: number): Promise<Found> {
  const remarks = one.remarks.map((message): Flag => ({ kind: "note", message }));
  const checks: CheckResult[] = [];
  const refused = (reason: string): Found => ({ state: "refused", reason, flags: remarks, checks });
  if (one.fault !== undefined || !one.entry) return refused(one.fault ?? "nothing was handed in");
  try {
    const { run, assignment, boxes, everybody, secret } = request;
    const { notebook, fault, hash } = await readSubmission(one.entry);
    // The time that counts is that of the file that was collected.
    if (hash !== one.hash)
      return refused(
        "the file was replaced or taken away while it was to be graded: begin a new run, which takes it as it is now",
      );
    if (!notebook) return refused(fault ?? "it cannot be read");
    const other = otherAssignment(notebook, assignment.name, assignment.release);
    if (other !== undefined) return refused(other);
    const restored = restore(notebook, assignment.release);
    if (restored.found === 0)
      return refused(`it is another notebook: none of the cells of ${assignment.name} is in it`);
    const judged = await judgeSubmission({
      assignment,
      submission: one.submission,
      student: one.student,
      names: one.names,
      others: othersThan(one, everybody),
      hash: one.hash,
      run,
      secret,
      cells: restored.cells,
      boxes,
      isLastTry: tries === maxTries,
      // Where the machine was too busy it may be so still.
      patience: 2 ** (tries - 1),
      onCheck: result => checks.push(result),
    });
    const { askedAs } = judged;
    return {
      state: "graded",
      flags: [...remarks, ...restored.flags, ...judged.flags],
      checks,
      notebook: judged.notebook,
      ...(askedAs !== undefined && { askedAs }),
    };
  } catch (error) {
    // Ours, whatever it is: a submission is never scored by our mistakes, and never stops the others.
    const { name, message, stack = "" } = error as Error;
    const where = error instanceof InfrastructureError ? "" : `${name}, ${stack.split("\n")[1]?.trim() ?? ""}: `;
    const reason = `${where}${message}`.slice(0, 1000);
    return { state: "infrastructure-error", reason, flags: remarks, checks };
  }
}

function othersThan({ student, names }: Collected, everybody: GradeRequest["everybody"]): ReadonlySet<string> {
  const own = new Set([student, ...names].map(normalizedName));
  const all = everybody.flatMap(other => [other.student, ...other.names]).map(normalizedName);
  return new Set(all.filter(name => !own.has(name)));
}
