// What `unrolled grade` says at its end of written answers: who waits for a person, by the marks that count.
import assert from "node:assert/strict";
import { nextLine, summaryLines } from "../../../src/cli/grade/progress.ts";
import {
  answerHash,
  type ManualScore,
  type RunRecord,
  type SubmissionResult,
} from "../../../src/grader/results/index.ts";

const submission = (student: string, given: string) =>
  ({
    ...{ submission: student, student, file: "", hash: student, state: "graded", flags: [] },
    checks: [{ question: "q3", check: "q3/written", kind: "written", state: "to-mark", points: null, of: 2, given }],
  }) as unknown as SubmissionResult;
const mark = (of: SubmissionResult): ManualScore => ({
  ...{ assignment: "set", student: of.student, question: "q3", points: 1, of: 2, markedAt: "" },
  answer: answerHash(of, "q3"),
});

describe("the end of unrolled grade", () => {
  it("counts a written answer as waiting until it has a mark of the text that it is now", () => {
    const [ana, ben, eva] = [
      submission("ana", "It forgets."),
      submission("ben", "Because."),
      submission("eva", "Old."),
    ];
    const run = (...submissions: SubmissionResult[]) => ({ submissions, waiting: 0 }) as unknown as RunRecord;
    assert.deepEqual(summaryLines(run(ana, ben, eva), []), ["3 graded, 3 written answers wait for a person"]);
    const marks = [mark(ana), mark(ben), mark(eva)];
    assert.deepEqual(summaryLines(run(ana, ben, eva), marks), ["3 graded"]);
    assert.equal(
      nextLine(run(ana, ben), [mark(ana)], "g.sqlite"),
      "next: unrolled report g.sqlite --to DIR; unrolled dashboard g.sqlite, to mark; unrolled feedback g.sqlite --to DIR, or --inbox DIR",
    );
    assert.equal(
      nextLine(run(ana, ben), marks, "g.sqlite"),
      "next: unrolled report g.sqlite --to DIR; unrolled feedback g.sqlite --to DIR, or --inbox DIR; unrolled export g.sqlite, into the LMS, by --canvas, --moodle, --gradescope or --lti",
    );
    const late = { ...ben, late: { hours: 26, factor: 0.8 } };
    assert.deepEqual(summaryLines(run(ana, late, eva), marks), ["3 graded", "late: ben by 26 hours"]);
    const changed = submission("eva", "Bananas are yellow.");
    assert.deepEqual(summaryLines(run(ana, ben, changed), marks), [
      "3 graded, 1 written answer waits for a person",
      "marked before, but the text is another now, so it waits again: eva q3",
    ]);
  });
});
