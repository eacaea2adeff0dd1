import assert from "node:assert/strict";
import type { Notebook } from "../../../../kernel/notebook/index.ts";
import { feedbackPage } from "../../../../src/grader/feedback/index.ts";
import type { CheckResult, State } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { asked, classMarks, classRun, hints, hostile, secretInput } from "../made-up-class.ts";

const run = classRun();
const marks = classMarks();
const pageOf = (index: number, change: (check: CheckResult) => CheckResult = check => check) => {
  const result = run.submissions[index]!;
  const score = scoreOf({ ...result, checks: result.checks.map(change) }, marks);
  return feedbackPage({ run, score, asked, notebook: undefined, released: undefined });
};
/** The words of a page. */
const wordsOf = (page: string) =>
  page
    .replace(/^[\s\S]*<body>/, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");

describe("feedback as a page", () => {
  it("says what was asked, what was given, what it came to and why", () => {
    const only = (state: State, rest: Partial<CheckResult>) =>
      wordsOf(
        pageOf(0, check => (check.question === "q3" ? { ...check, state, credit: 0, points: 0, ...rest } : check)),
      );
    const failed = only("fail", {
      given: "39",
      message: "39: did you count the first?; q3.hint() gives a hint; b is wrong, too",
      hint: hints.q3,
    });
    assert.match(failed, /Four counts, each with the state before the first step/);
    assert.match(
      failed,
      /✗ not right · 0 of 1 point Taken as: 39 39: did you count the first\?; b is wrong, too Hint: T steps have T states/,
    );
    assert.doesNotMatch(failed, /hint\(\)/);
    assert.match(
      only("student-error", { message: "ReferenceError: x is not defined" }),
      /your code ended with an error .*ReferenceError/,
    );
    assert.match(only("time-out", {}), /not done in time .*A loop that never ends/);
    assert.match(only("kernel-died", {}), /the program ended while it ran your code/);
    assert.match(only("not-attempted", {}), /○ not attempted · 0 of 1 point/);
  });

  it("takes what is not the student's fault for no zero", () => {
    for (const state of ["broken-question", "infrastructure-error"] as const) {
      const words = wordsOf(
        pageOf(0, check =>
          check.question === "q3"
            ? { ...check, state, credit: null, points: null, message: "of the reference" }
            : check,
        ),
      );
      assert.match(words, /so far; not all is graded/);
      assert.doesNotMatch(words, /of the reference/);
      assert.match(words, /⚠ not graded[^·]* · – of 1 point/);
      assert.match(words, /You lose no points by it|counts neither for you nor against you/);
    }
  });

  it("tells nothing of a hidden check but whether it holds, and a hint that the public one may give", () => {
    for (const index of run.submissions.keys()) {
      const page = pageOf(index);
      assert.doesNotMatch(page, new RegExp(secretInput));
    }
    const failed = (hint: string) =>
      wordsOf(
        pageOf(0, check =>
          check.check === "q4/hidden" ? { ...check, state: "fail", credit: 0.5, points: 0.25, hint } : check,
        ),
      );
    assert.match(failed(hints.q4), /◐ partly right · hidden check · 0\.25 of 0\.5 points/);
    assert.match(failed(hints.q4), /Hint: a simpleRNN without returnSequences hands on/);
    assert.doesNotMatch(failed(hints.q4Hidden), /Hint: /);
  });

  it("shows no cell as what was given where nothing was answered", () => {
    const result = run.submissions[0]!;
    const notebook: Notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        {
          cell_type: "code",
          id: "q3",
          metadata: {},
          source: "const four = ____\nq3.check(four)",
          execution_count: 1,
          outputs: [],
        },
      ],
    };
    const shown = (state: State) => {
      const checks = result.checks.map(check => (check.question === "q3" ? { ...check, state } : check));
      return feedbackPage({ run, score: scoreOf({ ...result, checks }, marks), asked, notebook, released: undefined });
    };
    assert.match(shown("fail"), /What you gave<\/h3>\s*<pre>const four/);
    assert.doesNotMatch(shown("not-attempted"), /What you gave|const four/);
  });

  it("has nothing of a student as markup", () => {
    for (const index of run.submissions.keys()) {
      const page = pageOf(index);
      const tags = new Set([...page.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, tag]) => tag!.toLowerCase()));
      for (const tag of ["script", "img", "svg", "iframe", "b"]) assert.ok(!tags.has(tag), `<${tag}> for ${index}`);
      assert.doesNotMatch(page, /<[^>]*\s(on\w+|href="(?!#)|src)=/i);
      assert.equal(page.match(/<meta/g)!.length, 4);
    }
    assert.ok(wordsOf(pageOf(0)).includes(hostile[0]!), "it stands there as text");
  });

  it("shows what turns a text's direction, and no control character", () => {
    const page = pageOf(25);
    assert.match(page, /⟨U\+202E⟩gpj\.exe/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be in it
    assert.doesNotMatch(page, /[\0-\x08\x0b-\x1f\x7f\u202e]/);
  });

  it("takes off for being late from all points, marks of persons included", () => {
    const page = wordsOf(pageOf(5, check => ({ ...check, state: "pass", credit: 1, points: check.of })));
    // By hand: 7 points of checks and 2.0 of the text's marks (the fifth who wrote one), 9 · 0.9 = 8.1.
    assert.match(page, /8\.1 of 9 points Your file came 23 hours late, so 90 % of 9 points count: 8\.1\./);
  });

  it("shows a person's marks by the rubric, and waits for them where there are none", () => {
    const marked = wordsOf(pageOf(3));
    assert.match(marked, /marked by a person · 1\.5 of 2 points/);
    assert.match(marked, /an application that fits the form[^:]*: 1 of 1/);
    assert.match(wordsOf(pageOf(16)), /● waits for a person who reads it · – of 2 points/);
  });

  it("says why a file was refused, and gives it no score", () => {
    const words = wordsOf(pageOf(21));
    assert.match(words, /This file could not be graded Why: it is no notebook/);
    assert.doesNotMatch(words, /0 of/);
  });

  it("gives flags in words", () => {
    assert.match(
      wordsOf(pageOf(3)),
      /What was noticed in your file .*It takes no points away by itself\. Cell q4-text : this cell is the course's/,
    );
  });
});
