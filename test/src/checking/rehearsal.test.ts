// A rehearsal: an exam until the student has finished, and then explained.
import assert from "node:assert/strict";
import { ____, course, exactly, exam, explain, implementation, question, rehearsal, student, text } from "../../../src/checking/index.ts"; // biome-ignore format: a line
import { jupyterDisplay } from "../../../src/display/index.ts";

let calls = 0;
const questions = () => {
  const rest = { because: "two threes are six.", hints: [] };
  return {
    sum: question({
      ...rest,
      id: "trial/sum",
      asks: "What is 2 · 3?",
      points: 2,
      answer: exactly(6),
      fingerprints: [{ answer: 5, hint: "you added." }],
    }),
    twice: question({
      ...rest,
      id: "trial/twice",
      asks: "Write twice.",
      answer: implementation({
        parameters: ({ normal }) => ({ x: normal() }),
        cases: { "any number": {} },
        reference: (x: number) => 2 * x,
      }),
      solution: "return 2 * x\n// or x + x",
    }),
    why: question({
      ...rest,
      id: "trial/why",
      asks: "Why?",
      points: 3,
      answer: text({
        writtenIn: "markdown",
        rubric: [
          { wants: "names the rows", marks: 1 },
          { wants: "counts them", marks: 2 },
        ],
        samples: [
          { answer: "There are two rows with three in each of them.", marks: 3 },
          { answer: "It has two rows of something in it.", marks: 1 },
          { answer: "I have no idea of this at all.", marks: 0 },
        ],
      }),
    }),
  };
};

describe("a rehearsal", () => {
  const assignment = course({ trial: rehearsal(questions), final: exam(() => ({ last: question({ id: "final/last", asks: "", answer: exactly(6), because: "six.", hints: [] }) })) }); // biome-ignore format: a line
  const over = async () => String(await explain("trial", { finished: true }));
  beforeEach(() => {
    student("ana");
    calls = 0;
  });
  afterEach(() => void student(____));

  it("is sat as an exam: a right answer is told the same as a wrong one, no function is called, nothing is explained [item 140]", async () => {
    const { sum, twice } = assignment("trial");
    assert.equal(String(sum.check(6)), String(sum.check(5)));
    assert.match(String(sum.check(6)), /^● recorded/);
    assert.equal(twice.check((x: number) => x + ++calls).status, "recorded");
    assert.match(String(sum.hint()), /^Exam: /);
    assert.match(String(sum.solution()), /^Exam: /);
    for (const open of [{ finished: false }, {}, { finished: 1 }, { finished: ____ }, undefined] as never[])
      assert.equal(
        String(await explain("trial", open)),
        "○ Not finished: nothing is told yet. When you have finished, write true in the place of false.",
      );
    assert.equal(calls, 0);
  });

  it("says then what was right and what a full answer is, each once and by the last answer [item 140]", async () => {
    const { sum, twice } = assignment("trial");
    sum.check(6);
    sum.check(5);
    twice.check((x: number) => x + x);
    assert.equal(
      await over(),
      [
        "trial: the checks give 1 of 3 points; 3 more are for what you have written: mark it yourself by the criteria below",
        "sum ✗ not yet · 0 of 2 points: 5: you added.",
        "  Why: two threes are six.",
        "  The way: 6",
        "twice ✓ correct · 1 of 1 point: two threes are six.",
        "  The way: return 2 * x",
        "    // or x + x",
        "why ✎ written · 3 points",
        "  1 point: names the rows",
        "  2 points: counts them",
        "  An answer for 3 points: There are two rows with three in each of them.",
        "  An answer for 1 point: It has two rows of something in it.",
      ].join("\n"),
    );
  });

  it("points to no hint, for an exam has none [item 140]", async () => {
    assignment("trial").sum.check(7);
    assert.match(await over(), /\nsum ✗ not yet · 0 of 2 points: 7 is not the answer\n/);
  });

  it("explains what was never tried, and forgets the answers of whoever sat there before [item 140]", async () => {
    assignment("trial").sum.check(6);
    student("ben");
    assignment("trial");
    assert.match(
      await over(),
      /^trial: the checks give 0 of 3 points.*\nsum ○ not attempted · 0 of 2 points: no check of it has run\n/,
    );
  });

  it("shows itself with headings and words, and with no more markup than its own [item 140]", async () => {
    assignment("trial").sum.check(5);
    const shown = await explain("trial", { finished: true });
    const html = String(shown[jupyterDisplay]()["text/html"]);
    assert.match(html, /^<section aria-label="Explanation"><p role="status"><strong>trial: the checks give 0 of 3/);
    assert.match(html, /<strong>sum<\/strong> · 0 of 2 points/);
    assert.match(html, /<pre><code>return 2 \* x\n/);
    assert.match(html, /<li>2 points: counts them<\/li>/);
  });

  it("explains no exam that counts, and no assignment that was not taken [item 140]", async () => {
    assignment("final").last.check(6);
    assert.equal(
      String(await explain("final", { finished: true })),
      "Not explained here: final is an exam that counts: your course says what was right.",
    );
    await assert.rejects(
      explain("other", { finished: true }),
      /explain expects an assignment that was taken, but got "other"/,
    );
  });
});
