import assert from "node:assert/strict";
import { answerHash, isMarkOf, type ManualScore, type SubmissionResult } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";

const saying = (given: string) =>
  ({
    student: "eva",
    state: "graded",
    flags: [],
    checks: [
      {
        question: "q3",
        check: "q3/written",
        kind: "written",
        state: "to-mark",
        credit: null,
        points: null,
        of: 2,
        given,
      },
    ],
  }) as unknown as SubmissionResult;
const mark = (more: Partial<ManualScore>): ManualScore => ({
  ...{ assignment: "clip", student: "eva", question: "q3", points: 1.5, of: 2, markedAt: "2027-01-15T12:00:00Z" },
  ...more,
});

describe("grader: a mark", () => {
  const read = saying("Because slopes multiply.");

  it("counts for the text that its marker has read, and no other: then the answer waits again", () => {
    const given = mark({ answer: answerHash(read, "q3") });
    assert.equal(scoreOf(read, [given]).total, 1.5);
    const other = scoreOf(saying("Bananas are yellow."), [given]);
    assert.deepEqual([other.total, other.standing], [undefined, "to mark"]);
  });

  it("of an older version, which names no text, counts as it did", () => {
    assert.ok(isMarkOf(mark({}), saying("Bananas are yellow.")));
    assert.ok(!isMarkOf(mark({ student: "ben" }), read));
  });
});
