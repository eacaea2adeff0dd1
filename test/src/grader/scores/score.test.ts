import assert from "node:assert/strict";
import type { CheckResult, ManualScore, State, SubmissionResult } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";

const check = (question: string, state: State, of: number, rest: Partial<CheckResult> = {}): CheckResult => {
  const credit = /^(infra|broken|to-mark)/.test(state) ? null : state === "pass" ? 1 : 0;
  return {
    ...{ submission: "a", question, check: question, kind: "public", state, credit, of, message: "", seed: "" },
    points: credit === null ? null : credit * of,
    milliseconds: 1,
    ...rest,
  };
};
const handed = (checks: CheckResult[], rest: Partial<SubmissionResult> = {}): SubmissionResult => ({
  ...{ submission: "a", student: "ana", file: "a.ipynb", hash: "0", state: "graded", flags: [], checks },
  ...rest,
});
const mark = (question: string, points: number, student = "ana"): ManualScore => ({
  ...{ assignment: "demo", student, question, points, of: 2, markedAt: "2026-11-29" },
});

describe("scores", () => {
  it("add parts of a point as a person does", () => {
    const tenths = Array.from({ length: 10 }, (_, i) => check(`q${i}`, "fail", 1, { credit: 0.1, points: 0.1 }));
    assert.equal(scoreOf(handed(tenths), []).total, 1);
    const thirds = [1, 2, 3].map(i => check(`q${i}`, "fail", 1, { credit: 1 / 3, points: 1 / 3 }));
    assert.equal(scoreOf(handed(thirds), []).total, 1);
  });

  it("have no total while something is not scored, and say what they come to so far", () => {
    for (const [state, standing] of [
      ["to-mark", "to mark"],
      ["broken-question", "incomplete"],
      ["infrastructure-error", "incomplete"],
    ] as const) {
      const {
        total,
        soFar,
        of,
        standing: found,
      } = scoreOf(handed([check("q1", "pass", 3), check("q2", state, 2)]), []);
      assert.deepEqual([total, soFar, of, found], [undefined, 3, 5, standing]);
    }
  });

  it("take a person's mark for a written answer, and for nothing else", () => {
    const checks = [check("q1", "fail", 2), check("q2", "to-mark", 2, { kind: "written" })];
    const { total, questions } = scoreOf(handed(checks), [mark("q1", 2), mark("q2", 1.5), mark("q2", 2, "ben")]);
    assert.equal(total, 1.5);
    assert.deepEqual(
      questions.map(({ state, points }) => [state, points]),
      [
        ["fail", 0],
        ["fail", 1.5],
      ],
    );
    // Also where a machine would have found nothing there.
    assert.equal(scoreOf(handed([check("q2", "not-attempted", 2, { kind: "written" })]), [mark("q2", 2)]).total, 2);
  });

  it("keep a part of the points for being late, marks included", () => {
    const checks = [check("q1", "pass", 7), check("q2", "to-mark", 2, { kind: "written" })];
    assert.equal(scoreOf(handed(checks, { late: { hours: 30, factor: 0.8 } }), [mark("q2", 1)]).total, 6.4);
  });

  it("tell of several checks of a question what weighs most", () => {
    const stateOf = (...states: State[]) =>
      scoreOf(handed(states.map(state => check("q1", state, 1))), []).questions[0]!.state;
    assert.equal(stateOf("pass", "pass"), "pass");
    assert.equal(stateOf("pass", "fail"), "fail");
    assert.equal(stateOf("fail", "time-out"), "time-out");
    assert.equal(stateOf("time-out", "broken-question"), "broken-question");
  });

  it("are none of what was refused", () => {
    const { total, standing, of } = scoreOf(handed([], { state: "refused", reason: "no JSON" }), [mark("q2", 2)]);
    assert.deepEqual([total, standing, of], [undefined, "refused", 0]);
  });
});
