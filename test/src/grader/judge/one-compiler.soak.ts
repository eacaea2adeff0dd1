// One compiler for many submissions finds of each what a compiler of its own finds.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignmentToGrade } from "../../../../src/cli/grade/assignment.ts";
import { isolate } from "../../../../src/grader/isolate/ladder.ts";
import { startBoxedSession } from "../../../../src/grader/isolate/session.ts";
import { findTools } from "../../../../src/grader/isolate/tools.ts";
import type { BoxSource } from "../../../../src/grader/judge/box.ts";
import { writeBoxCourse } from "../../../../src/grader/judge/course-in-box.ts";
import { gradeWaiting } from "../../../../src/grader/queue/grade.ts";
import { BoxPool } from "../../../../src/grader/queue/pool.ts";
import { workAtHand } from "../../../../src/grader/queue/work.ts";
import { openResults } from "../../../../src/grader/results/index.ts";
import { collectSubmissions } from "../../../../src/grader/submissions/index.ts";
import { gradedSets, writeClass } from "../../../bench/grader/submissions.ts";
import { needDist, root } from "../../../needs.ts";

describe("one compiler for many submissions", function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), "unrolled-one-compiler-"));
  const course = writeBoxCourse();
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
  });
  after(() => {
    course.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const set of [...gradedSets, "exam"])
    it(`finds of each of ${set} what a compiler of its own finds`, async () => {
      const { place, roster } = await writeClass(join(folder, set), set, 12, { seed: "one compiler" });
      const { assignment, version } = await assignmentToGrade(join(root, "assignments", set), undefined);
      const submissions = await collectSubmissions(place, { assignment: set, roster });
      const files = ["shared", "own"].map(name => join(folder, `${set}-${name}.sqlite`)) as [string, string];
      // The same secret draws the same hidden inputs.
      {
        using first = openResults(files[0]);
        first.beginRun({ run: "1", assignment: set, version }, submissions);
        first.secret();
      }
      copyFileSync(files[0], files[1]);
      const { isolation } = await isolate({ course: course.folder });
      const grade = async (file: string, boxes: BoxSource, jobs: number) => {
        using results = openResults(file);
        const work = await workAtHand(results, "1", submissions);
        const { signal } = new AbortController();
        await gradeWaiting({ results, run: "1", assignment, work, everybody: submissions, boxes, jobs, signal });
        return results.readRun("1").submissions.map(({ student, state, reason, flags, checks }) => ({
          ...{ student, state, reason, flags },
          checks: checks.map(({ milliseconds: _, ...check }) => check),
        }));
      };
      try {
        const pool = new BoxPool(isolation, 2);
        const shared = await grade(files[0], pool, 2);
        await pool.close();
        const own = await grade(files[1], { take: () => startBoxedSession(isolation, 1) }, 1);
        assert.equal(shared.length, submissions.length);
        assert.ok(shared.some(({ checks }) => checks.some(({ state }) => state === "pass")));
        assert.deepEqual(shared, own);
      } finally {
        isolation.close();
      }
    });
});
