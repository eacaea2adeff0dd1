// The comparison that the volume stands on must itself notice what is otherwise.
import assert from "node:assert/strict";
import type { CheckResult, RunRecord, State, SubmissionResult } from "../../../src/grader/results/index.ts";
import { setOf } from "./answers.ts";
import { mismatches } from "./must.ts";
import { gradedSets } from "./submissions.ts";

const check = (name: string, state: State, points: number | null): CheckResult => ({
  ...{ submission: "ana", question: name, check: name, kind: "public", state, points, of: 1, credit: points },
  ...{ message: "so", seed: "", milliseconds: 1 },
});
const run = (...submissions: Partial<SubmissionResult>[]): RunRecord => ({
  ...{ run: "1", assignment: "set", version: "v", startedAt: "", waiting: 0 },
  submissions: submissions.map(one => ({
    ...{ submission: "ana", student: "ana", file: "", hash: "", state: "graded", flags: [], checks: [], ...one },
  })),
});
const expected = [{ student: "ana", kind: "right", must: { checks: { q1: ["pass"] as const }, flags: ["changed"] } }];
const flags = [{ kind: "changed", message: "" }];

describe("bench: what a made-up submission must come to", () => {
  it("holds where each check, flag and reason is as it must be", () => {
    assert.deepEqual(mismatches(expected, run({ checks: [check("q1", "pass", 1)], flags })), []);
    const refused = [{ student: "ana", kind: "bad", must: { refused: /not JSON/ } }];
    assert.deepEqual(mismatches(refused, run({ state: "refused", reason: "it is not JSON" })), []);
  });

  it("does not hold where one is not", () => {
    const lines = (...found: Partial<SubmissionResult>[]) => mismatches(expected, run(...found));
    assert.match(
      lines({ checks: [check("q1", "fail", 0.5)], flags })[0]!,
      /q1 is expected to end with pass, but got fail/,
    );
    assert.match(lines({ flags })[0]!, /q1 .* but got undefined/);
    assert.match(lines({ checks: [check("q1", "pass", 1)] })[0]!, /flags changed are expected, but got none/);
    assert.match(lines({ state: "refused", reason: "too long" })[0]!, /refused: too long/);
    assert.match(lines()[0]!, /nothing was found/);
    assert.match(lines({ student: "eve" })[1]!, /eve: nobody of the class/);
    const lost = check("q2", "infrastructure-error", null);
    assert.match(lines({ checks: [check("q1", "pass", 1), lost], flags })[0]!, /q2: infrastructure-error/);
  });

  it("is known of every question of the sets, each with a cell of its own", async () => {
    for (const set of [...gradedSets, "exam"]) {
      const { answers, copy } = await setOf(set, "Bea Miller");
      assert.equal(new Set(answers.map(({ id }) => id)).size, answers.length);
      for (const { id, text } of answers) {
        assert.ok(copy.cells.some(cell => cell.id === id));
        assert.equal(new Set([text("right"), text("wrong"), text("blank")]).size >= 2, true, `${set} ${id}`);
        assert.ok(!text("right").includes("____") && !text("right").includes("SOLUTION"), text("right"));
      }
    }
  });
});
