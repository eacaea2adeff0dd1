// progress(): what the last check of each question in this session has found. The session of these tests is the whole mocha,
// so the names here stand nowhere else.
import assert from "node:assert/strict";
import { ____, course, exactly, exam, progress, question, student } from "../../../../src/checking/index.ts";

const number = (id: string) => question({ id, asks: "", answer: exactly(6), because: "so.", hints: [] });
const half = question({
  id: "progress/q3",
  asks: "",
  answer: { ...exactly(6), judge: async (n: number) => n / 6 },
  because: "so.",
  hints: [],
});

describe("progress", () => {
  const assignment = course({
    "progress-lesson": { q1: number("progress/q1"), q2: number("progress/q2"), q3: half },
    "progress-exam": exam({ e1: number("progress/e1"), e2: number("progress/e2") }),
  });
  after(() => void student(____));

  it("says what it knows where the assignment was not taken", () => {
    assert.throws(() => progress("progress-lesson"), {
      name: "RangeError",
      message: /but got "progress-lesson". Take its questions first: assignment\("progress-lesson"\)$/,
    });
  });

  it("counts what is answered by the last verdict of each question", async () => {
    const { q1, q2, q3 } = assignment("progress-lesson");
    const text = () => String(progress("progress-lesson"));
    assert.equal(
      text(),
      "progress-lesson: 0 of 3 answered: q1 ○ not attempted, q2 ○ not attempted, q3 ○ not attempted",
    );
    q1.check(6);
    q2.check(5);
    await q3.check(3);
    assert.equal(text(), "progress-lesson: 1 of 3 answered: q1 ✓ correct, q2 ✗ not yet, q3 ◐ partly right (50 %)");
    q1.check(1);
    q2.check(6);
    q3.check(6);
    await new Promise(done => setTimeout(done));
    assert.equal(text(), "progress-lesson: 2 of 3 answered: q1 ✗ not yet, q2 ✓ correct, q3 ✓ correct");
    assert.ok(String(progress()).includes(text()));
  });

  it("tells of an exam only what is recorded, and forgets it when another student sits down", () => {
    student("ana");
    const { e1 } = assignment("progress-exam");
    e1.check(1);
    assert.equal(
      String(progress("progress-exam")),
      "progress-exam: 1 of 2 answered: e1 ● recorded, e2 ○ not attempted",
    );
    assert.deepEqual(progress("progress-exam").toJSON(), {
      version: 1,
      assignments: [
        {
          name: "progress-exam",
          mode: "exam",
          answered: 1,
          of: 2,
          questions: [
            {
              key: "e1",
              id: "progress/e1",
              status: "recorded",
              credit: null,
              words: "● recorded",
              handed: "answered",
              fault: "",
            },
            {
              key: "e2",
              id: "progress/e2",
              status: "not-attempted",
              credit: 0,
              words: "○ not attempted",
              handed: "unchecked",
              fault: "",
            },
          ],
        },
      ],
    });
    student("ben");
    assert.match(String(progress("progress-exam")), /0 of 2 answered/);
  });
});
