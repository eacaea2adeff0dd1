// What grading a submission costs: processor time and time on the wall, two side by side, beside nbgrader's autograde of a set of
// the same size in Python where that is installed (on the PATH, or UNROLLED_NBGRADER).
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignmentToGrade } from "../../src/cli/grade/assignment.ts";
import { isolate } from "../../src/grader/isolate/ladder.ts";
import { descendantsOf } from "../../src/grader/isolate/watch.ts";
import type { BoxSource } from "../../src/grader/judge/box.ts";
import { writeBoxCourse } from "../../src/grader/judge/course-in-box.ts";
import { gradeWaiting } from "../../src/grader/queue/grade.ts";
import { BoxPool } from "../../src/grader/queue/pool.ts";
import { openResults } from "../../src/grader/results/index.ts";
import { collectSubmissions } from "../../src/grader/submissions/index.ts";
import { root } from "../needs.ts";
import { autograde, nbgrader } from "./grader/nbgrader.ts";
import { gradedSets, writeClass } from "./grader/submissions.ts";
import type { Bars, Sample } from "./harness.ts";

const batch = 10;
const rounds = 2;
const jobs = 2;

const cpuCase = (set: string) => `${set}, processor time a submission`;
const wallCase = (set: string) => `${set}, time a submission, ${jobs} side by side`;
/** The set that nbgrader's has the size of. */
const [compared] = gradedSets;

export const bars: Bars = { [cpuCase(compared)]: { times: 0.5, of: "nbgrader" } };

export async function* grader(): AsyncGenerator<Sample> {
  const program = nbgrader();
  if (program === undefined) console.error("nbgrader is not installed: without it there is nothing to compare with");
  for (let round = 0; round < rounds; round++)
    for (const set of gradedSets) {
      const ours = await gradeClass(set, batch, `round ${round}`);
      yield { case: cpuCase(set), engine: "unrolled", unit: "ms", value: ours.cpu };
      yield { case: wallCase(set), engine: "unrolled", unit: "ms", value: ours.wall };
      if (set !== compared || program === undefined) continue;
      const theirs = autograde(program, batch);
      yield { case: cpuCase(set), engine: "nbgrader", unit: "ms", value: theirs.cpu };
      yield { case: wallCase(set), engine: "nbgrader", unit: "ms", value: theirs.wall };
    }
}

/** Milliseconds for one of `count`. */
async function gradeClass(set: string, count: number, seed: string): Promise<{ cpu: number; wall: number }> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-grade-"));
  const course = writeBoxCourse();
  try {
    writeClass(join(folder, "handed"), set, count, seed);
    const { assignment, version } = await assignmentToGrade(join(root, "assignments", set), undefined);
    const submissions = await collectSubmissions(join(folder, "handed"), { assignment: set });
    using results = openResults(join(folder, "results.sqlite"));
    results.beginRun({ run: "bench", assignment: set, version }, submissions);
    const { isolation } = await isolate({ course: course.folder });
    const [began, before] = [performance.now(), process.cpuUsage()];
    const pool = new BoxPool(isolation, jobs);
    const boxes = new Measured(pool);
    await gradeWaiting({
      results,
      folder,
      run: "bench",
      assignment,
      submissions,
      boxes,
      jobs,
      signal: new AbortController().signal,
    });
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    await pool.close();
    isolation.close();
    return { cpu: ((user + system) / 1000 + boxes.cpu) / count, wall: wall / count };
  } finally {
    course.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Boxes whose processor time is read before they end. */
class Measured implements BoxSource {
  cpu = 0;
  readonly #boxes: BoxSource;

  constructor(boxes: BoxSource) {
    this.#boxes = boxes;
  }

  async take() {
    const box = await this.#boxes.take();
    const { pid } = box.session.process;
    return {
      ...box,
      end: async () => {
        for (const process of pid === undefined ? [] : descendantsOf(pid)) this.cpu += cpuOf(process);
        await box.end();
      },
    };
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
