// What is refused before any box is taken: a notebook that was handed out for something else.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as checking from "../../../../src/checking/trusted.ts";
import type { GradedAssignment } from "../../../../src/grader/judge/assignment.ts";
import { gradeWaiting } from "../../../../src/grader/queue/grade.ts";
import { workAtHand } from "../../../../src/grader/queue/work.ts";
import { handout, handoutText } from "../../../../src/grader/release/handout.ts";
import { openResults } from "../../../../src/grader/results/index.ts";
import { type Collected, releaseOf } from "../../../../src/grader/submissions/index.ts";

/** Every new assignment has cells of these ids. */
const source = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: ["asks", "q1"].map(id => ({
    ...{ cell_type: "code", id, metadata: {}, execution_count: null, outputs: [] },
    source: id === "q1" ? "// BEGIN SOLUTION\nconst a = 1\n// END SOLUTION\nq1.check(a)" : "0",
  })),
});
const release = releaseOf(source, "source.ipynb");
const handedOut = (assignment: string) =>
  handoutText(handout(source, "source.ipynb", { assignment, version: "1", questions: [] }));

describe("grader: submissions of another assignment", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-refused-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function graded(text: string, then = text) {
    const bytes = Buffer.from(then);
    const hash = createHash("sha256").update(text).digest("hex");
    const one: Collected = {
      ...{ submission: "ana", student: "ana", names: [], file: "ana.ipynb", hash, remarks: [] },
      entry: { path: "ana.ipynb", kind: "file", read: async () => bytes },
    };
    using results = openResults(join(folder, "results.sqlite"));
    results.beginRun({ run: "1", assignment: "gates", version: "1" }, [one]);
    const limits = { cell: 1, check: 1, submission: 1 };
    const assignment: GradedAssignment = { name: "gates", release, checking, limits, questionsOf: () => [] };
    const stop = new AbortController();
    // Whoever gets as far as a box is not refused: that is the end of it here.
    const take = async () => {
      stop.abort();
      throw new Error("a box is asked for");
    };
    const work = await workAtHand(results, "1", [one]);
    const { signal } = stop;
    await gradeWaiting({ results, run: "1", assignment, work, everybody: [one], boxes: { take }, jobs: 1, signal });
    return signal.aborted ? "a box" : results.readRun("1").submissions[0]!;
  }

  it("are refused by the name that was handed out with them, though all cells are called alike", async () => {
    const refused = await graded(handedOut("exam"));
    assert.ok(refused !== "a box");
    assert.equal(refused.state, "refused");
    assert.equal(refused.reason, 'it is the notebook of another assignment, "exam": hand in that of gates');
  });

  it("are no notebooks of its own, nor such as name none", async () => {
    for (const text of [handedOut("gates"), JSON.stringify(release.notebook)])
      assert.equal(await graded(text).finally(() => rmSync(join(folder, "results.sqlite"))), "a box");
  });

  it("are not graded as what they were replaced by while the class was graded: the time is that of the first", async () => {
    const first = handedOut("gates");
    assert.equal(await graded(first), "a box");
    rmSync(join(folder, "results.sqlite"));
    const replaced = await graded(first, first.replace("q1.check", "q1 . check"));
    assert.ok(replaced !== "a box");
    assert.equal(replaced.state, "refused");
    assert.match(replaced.reason!, /the file was replaced or taken away while it was to be graded: begin a new run/);
  });
});
