// What grading a submission costs: processor time and time on the wall, two side by side, beside nbgrader's autograde of a set of
// the same size in Python where that is installed (on the PATH, or UNROLLED_NBGRADER).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gradeClass } from "./grader/grade-class.ts";
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
      const ours = await gradeOne(set, batch, `round ${round}`);
      yield { case: cpuCase(set), engine: "unrolled", unit: "ms", value: ours.cpu };
      yield { case: wallCase(set), engine: "unrolled", unit: "ms", value: ours.wall };
      if (set !== compared || program === undefined) continue;
      const theirs = autograde(program, batch);
      yield { case: cpuCase(set), engine: "nbgrader", unit: "ms", value: theirs.cpu };
      yield { case: wallCase(set), engine: "nbgrader", unit: "ms", value: theirs.wall };
    }
}

/** Milliseconds for one of `count`. */
async function gradeOne(set: string, count: number, seed: string): Promise<{ cpu: number; wall: number }> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-grade-"));
  try {
    const written = await writeClass(join(folder, "handed"), set, count, { seed });
    const { cpu, wall } = await gradeClass(folder, set, written, jobs);
    return { cpu: cpu / count, wall: wall / count };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
