// Grades a class in this process, and measures what it takes: processor time of the boxes and of the grader.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assignmentToGrade } from "../../../src/cli/grade/assignment.ts";
import { isolate } from "../../../src/grader/isolate/ladder.ts";
import type { Isolation } from "../../../src/grader/isolate/launch.ts";
import { descendantsOf } from "../../../src/grader/isolate/watch.ts";
import type { BoxSource } from "../../../src/grader/judge/box.ts";
import { writeBoxCourse } from "../../../src/grader/judge/course-in-box.ts";
import { gradeWaiting } from "../../../src/grader/queue/grade.ts";
import { BoxPool } from "../../../src/grader/queue/pool.ts";
import { workAtHand } from "../../../src/grader/queue/work.ts";
import { openResults, type RunRecord } from "../../../src/grader/results/index.ts";
import { collectSubmissions } from "../../../src/grader/submissions/index.ts";
import { root } from "../../needs.ts";
import type { WrittenClass } from "./submissions.ts";

export interface GradedClass {
  record: RunRecord;
  /** Milliseconds of processor time. */
  cpu: number;
  /** Milliseconds by the clock on the wall. */
  wall: number;
}

/** @param folder where results and executed notebooks go */
export async function gradeClass(
  folder: string,
  set: string,
  { place, roster }: Pick<WrittenClass, "place" | "roster">,
  jobs: number,
): Promise<GradedClass> {
  const course = writeBoxCourse();
  mkdirSync(folder, { recursive: true });
  try {
    const { assignment, version } = await assignmentToGrade(join(root, "assignments", set), undefined);
    const submissions = await collectSubmissions(place, { assignment: set, roster });
    using results = openResults(join(folder, `${set}.sqlite`));
    const run = String(results.runs().length + 1);
    results.beginRun({ run, assignment: set, version }, submissions);
    const { isolation } = await isolate({ course: course.folder });
    const [began, before] = [performance.now(), process.cpuUsage()];
    const boxes = new Measured(isolation, jobs, submissions.length);
    const { signal } = new AbortController();
    const work = await workAtHand(results, run, submissions);
    await gradeWaiting({ results, run, assignment, work, everybody: submissions, boxes, jobs, signal });
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    await boxes.close();
    isolation.close();
    return { record: results.readRun(run), cpu: (user + system) / 1000 + boxes.cpu, wall };
  } finally {
    course.remove();
  }
}

/** The processor time of all boxes, read before they end: those of submissions, of compilers, and those that nobody took. */
class Measured implements BoxSource {
  cpu = 0;
  readonly #pool: BoxPool;
  readonly #started = new Set<number>();

  constructor(isolation: Isolation, jobs: number, submissions: number) {
    const start = isolation.start.bind(isolation);
    isolation.start = (...request) => {
      const child = start(...request);
      if (child.pid !== undefined) this.#started.add(child.pid);
      return child;
    };
    this.#pool = new BoxPool(isolation, jobs);
    this.#pool.warm(submissions);
  }

  async take() {
    const box = await this.#pool.take();
    return {
      ...box,
      end: async () => {
        this.#count(box.session.process.pid);
        await box.end();
      },
    };
  }

  async close(): Promise<void> {
    for (const pid of this.#started) this.#count(pid);
    await this.#pool.close();
  }

  #count(pid: number | undefined): void {
    if (pid === undefined || !this.#started.delete(pid)) return;
    for (const process of descendantsOf(pid)) this.cpu += cpuOf(process);
  }
}

/** Milliseconds, with those of children that have ended: fields 14 to 17 of /proc/PID/stat, in hundredths of a second. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return 10 * fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  } catch {
    return 0;
  }
}
