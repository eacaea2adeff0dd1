// progress(): what the last check of each question in this session has found. The session of these tests is the whole mocha,
// so the names here stand nowhere else.
import assert from "node:assert/strict";
import {
  ____,
  course,
  exactly,
  exam,
  graded,
  progress,
  question,
  several,
  student,
} from "../../../../src/checking/index.ts";
import { jupyterDisplay } from "../../../../src/display/index.ts";

const number = (id: string, points?: number) =>
  question({ id, asks: "", answer: exactly(6), because: "so.", hints: [], ...(points !== undefined && { points }) });
const half = question({
  id: "progress/q3",
  asks: "",
  answer: { ...exactly(6), judge: async (n: number) => n / 6 },
  because: "so.",
  hints: [],
});
const pair = question({
  id: "progress/s2",
  asks: "",
  answer: several({ a: { answer: exactly(1) }, b: { answer: exactly(2) }, c: { answer: exactly(3) } }),
  because: "so.",
  hints: [],
});
const prose = question({
  id: "progress/s4",
  asks: "",
  points: 3,
  answer: { ...exactly(0), fault: () => undefined, judge: () => ({ credit: 0, recorded: true }) },
  because: "so.",
  hints: [],
});
const broken = question({
  id: "progress/s5",
  asks: "",
  answer: {
    ...exactly(6),
    judge: () => {
      throw new Error("the author's");
    },
  },
  because: "so.",
  hints: [],
});

describe("progress", () => {
  const assignment = course({
    "progress-lesson": { q1: number("progress/q1"), q2: number("progress/q2"), q3: half },
    "progress-exam": exam({ e1: number("progress/e1", 2), e2: number("progress/e2") }),
    "progress-set": graded({
      s1: number("progress/s1", 2),
      s2: pair,
      s3: number("progress/s3", 0.5),
      s4: prose,
      s5: broken,
    }),
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
    assert.equal(
      text(),
      "progress-lesson: 3 of 3 answered, 1 right: q1 ✓ correct, q2 ✗ not yet, q3 ◐ partly right (50 %)",
    );
    q1.check(1);
    q2.check(6);
    q3.check(6);
    await new Promise(done => setTimeout(done));
    assert.equal(text(), "progress-lesson: 3 of 3 answered, 2 right: q1 ✗ not yet, q2 ✓ correct, q3 ✓ correct");
    assert.ok(String(progress()).includes(text()));
  });

  it("tells of an exam only what is recorded, and forgets it when another student sits down", () => {
    student("ana");
    const { e1 } = assignment("progress-exam");
    e1.check(1);
    assert.equal(
      String(progress("progress-exam")),
      "progress-exam: 1 of 2 answered, 2 of 3 points recorded: e1 ● recorded · 2 points, e2 ○ not attempted · 1 point",
    );
    assert.deepEqual(progress("progress-exam").toJSON(), {
      version: 1,
      assignments: [
        {
          name: "progress-exam",
          mode: "exam",
          answered: 1,
          of: 2,
          inMarkdown: 0,
          points: 3,
          earned: null,
          recorded: 2,
          questions: [
            {
              key: "e1",
              id: "progress/e1",
              status: "recorded",
              credit: null,
              points: 2,
              earned: null,
              words: "● recorded",
              handed: "answered",
              fault: "",
            },
            {
              key: "e2",
              id: "progress/e2",
              status: "not-attempted",
              credit: 0,
              points: 1,
              earned: null,
              words: "○ not attempted",
              handed: "unchecked",
              fault: "",
            },
          ],
        },
      ],
    });
    e1.check(6);
    assert.match(String(progress("progress-exam")), /e1 ● recorded · 2 points/);
    student("ben");
    assert.match(String(progress("progress-exam")), /0 of 2 answered/);
  });

  it("adds up the points of a graded set: parts of them for parts of an answer, and what a person marks by itself", () => {
    student("ana");
    const { s1, s2, s3, s4, s5 } = assignment("progress-set");
    const text = () => String(progress("progress-set"));
    assert.match(text(), /^progress-set: 0 of 5 answered, 0 of 7.5 points: s1 ○ not attempted · 0 of 2 points, /);
    s1.check(6);
    s2.check({ a: 1, b: 0, c: 0 });
    s3.check(6);
    s4.check(1);
    s5.check(6);
    // 2 + 1/3 + 0.5 of 2 + 1 + 0.5 + 3 + 1; the text's 3 are not known yet, and a broken question gives nothing.
    assert.equal(
      text(),
      "progress-set: 4 of 5 answered, 2 right, 2.83 of 7.5 points, 3 more for a person to mark: " +
        "s1 ✓ correct · 2 of 2 points, s2 ◐ partly right (1 of 3) · 0.33 of 1 point, s3 ✓ correct · 0.5 of 0.5 points, " +
        "s4 ● recorded · 3 points, s5 ⚠ this question is broken · 1 point",
    );
    const html = progress("progress-set")[jupyterDisplay]()["text/html"] as string;
    assert.ok(
      html.includes(
        "<strong>progress-set: 4 of 5 answered, 2 right, 2.83 of 7.5 points, 3 more for a person to mark</strong>",
      ),
    );
    assert.ok(html.includes("<li>s2 ◐ partly right (1 of 3) · 0.33 of 1 point</li>"));
  });
});
