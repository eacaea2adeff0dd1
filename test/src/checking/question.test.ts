// Questions in all their outcomes: right, wrong, recognized, blank, and whatever else a student may hand in.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ____, approximately, exactly, type Outcome, question, shape } from "../../../src/checking/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";

const six = (overrides = {}) =>
  question({
    id: "demo/six",
    asks: "What is 2 · 3?",
    answer: exactly(6),
    because: "two threes are six.",
    hints: ["Think of two rows.", "Of three each."],
    solution: "3 + 3",
    fingerprints: [{ answer: 5, hint: "you added; multiply." }],
    ...overrides,
  });

/** Anything, as student code without types may pass it. */
const check = (value: unknown, q: { check(answer: never): Outcome } = six()) => q.check(value as never);
const show = (value: object) =>
  (value as Record<symbol, () => Record<string, unknown>>)[Symbol.for("Jupyter.display")]!();

describe("question: check", () => {
  it("says why a right answer is right", () => {
    assert.equal(String(six().check(6)), "✓ correct: two threes are six.");
    assert.equal(six().check(6).status, "correct");
  });

  it("gives the hint of a recognized mistake, and says so in data", () => {
    const outcome = six().check(5);
    assert.equal(String(outcome), "✗ not yet: 5: you added; multiply.");
    assert.equal(outcome.recognized, true);
  });

  it("points at hint() for any other answer", () => {
    assert.equal(String(six().check(7000)), "✗ not yet: 7,000 is not the answer; six.hint() gives a hint");
    assert.equal(six().check(6.000001).status, "incorrect");
  });

  it("names the question as cells do, by the last part of its id, if that is a name", () => {
    const said = (id: string) => String(six({ id }).check(7));
    assert.match(said("counting/q2"), /; q2\.hint\(\) gives a hint$/);
    assert.match(said("alone"), /; alone\.hint\(\) gives a hint$/);
    assert.match(said("unit/2-b"), /; hint\(\) gives a hint$/);
    assert.equal(String(six({ id: "counting/q2", solution: undefined }).solution()).includes("q2.hint()"), true);
  });

  it("keeps a hint's own words that name a question", () => {
    const outcome = six({ fingerprints: [{ answer: 5, hint: "see q1.hint() and hint(2)" }] }).check(5);
    assert.equal(outcome.message, "5: see q1.hint() and six.hint(2)");
  });

  it("an outcome may be asked: .correct, .credit", () => {
    assert.deepEqual([six().check(6).correct, six().check(5).correct, six().check(____).correct], [true, false, false]);
    assert.deepEqual([six().check(6).credit, six().check(5).credit], [1, 0]);
  });

  it("____ is not attempted, alone or in a list", () => {
    assert.equal(String(six().check(____)), "○ not attempted: replace ____ with your answer");
    const q = question({ id: "demo/shape", asks: "", answer: shape([null, 3]), because: "", hints: [] });
    assert.equal(q.check([null, ____]).status, "not-attempted");
    assert.equal(q.check([____]).status, "not-attempted");
  });

  it("a formula with ____ in it runs, and check says what is left", () => {
    assert.match(String(six().check(2 * ____ + 1)), /^✗ not yet: NaN is not a number: is a ____ left in your formula/);
    assert.equal(`${____}`, "____");
  });

  const getter = { get item(): never { throw new Error("mine"); } }; // biome-ignore format: short
  const proxy = new Proxy({}, { has: () => { throw new Error("mine"); }, getPrototypeOf: () => { throw new Error("mine"); } }); // biome-ignore format: short
  const strange: [what: string, value: unknown, message: RegExp][] = [
    ["text of a number", "468", /expected a number, but got the text "468" \(write it without quotes\)/],
    ["text", "<script>", /the text "<script>"$/],
    ["long text", "x".repeat(500), /the text "x{39}…$/],
    ["empty text", " ", /the text " "$/],
    ["undefined", undefined, /undefined \(has the variable been given a value\?\)/],
    ["null", null, /got null/],
    ["NaN", Number.NaN, /NaN is not a number/],
    ["infinity", -Infinity, /finite number, but got -∞/],
    ["bigint", 6n, /the bigint 6n \(write it without the n\)/],
    ["boolean", true, /got true/],
    ["symbol", Symbol("s"), /a symbol/],
    ["function", () => 6, /a function \(call it with parentheses\)/],
    ["promise", Promise.resolve(6), /a promise \(put await before it\)/],
    ["array", [6], /an array of 1/],
    ["tensor", tensor(6), /a tensor \(\.item\(\) gives its number\)/],
    ["object", {}, /an object/],
    ["object pretending to be 6", { valueOf: () => 6 }, /an object/],
    ["getter that throws", getter, /cannot be read/],
    ["proxy that throws", proxy, /cannot be read/],
  ];
  for (const [what, value, message] of strange)
    it(`${what} is an outcome, not an error`, () => {
      const outcome = check(value);
      assert.equal(outcome.status, "incorrect");
      assert.match(outcome.message, message);
    });

  it("an array that throws when it is read is an outcome", () => {
    const list = new Proxy([1, 2], { get: () => { throw new Error("mine"); } }); // biome-ignore format: short
    assert.equal(
      check(list, question({ id: "d", asks: "", answer: shape([1, 2]), because: "", hints: [] })).status,
      "incorrect",
    );
  });
});

describe("question: comparisons", () => {
  it("approximately: relative, absolute at 0, never NaN", () => {
    const near = approximately(1000, { tolerance: 1e-3 });
    assert.ok(near.same(1000.5, near.right) && !near.same(1002, near.right));
    assert.ok(approximately(0).same(0, 0) && !approximately(0).same(1, 0));
    assert.match(approximately(0).fault(Number.NaN)!, /NaN/);
  });

  it("shape: length first, then each size; null is a size that is not fixed", () => {
    const q = question({ id: "demo/shape", asks: "", answer: shape([null, 100, 32]), because: "", hints: [] });
    assert.equal(q.check([null, 100, 32]).status, "correct");
    assert.match(check([100, 32], q).message, /expected 3 sizes \(one for each axis\), but got 2/);
    assert.match(check([], q).message, /but got 0/);
    assert.match(check([null, 100, 31], q).message, /^\[null, 100, 31\] is not the answer/);
    for (const other of [
      [32, 100, 32],
      [100, null, 32],
    ])
      assert.equal(check(other, q).message, "null stands for a size that is not fixed: of which axis is that so?");
    assert.match(check([null, "100", 32], q).message, /numbers or null, but got the text "100"/);
    assert.match(check([null, Number.NaN, 32], q).message, /but got NaN/);
    assert.match(check(100, q).message, /expected a shape such as .* got 100/);
  });
});

describe("question: what it asks shows itself", () => {
  it("as text, and as HTML, indented lines as a list", () => {
    assert.deepEqual(show(six()), {
      "text/plain": "demo/six: What is 2 · 3?",
      "text/html": "<div><strong>demo/six</strong><p>What is 2 · 3?</p></div>",
    });
    const shown = show(six({ asks: "Which is <2?\n  1. one\n  2. two\nSay it." }));
    assert.equal(shown["text/plain"], "demo/six: Which is <2?\n  1. one\n  2. two\nSay it.");
    assert.equal(
      String(shown["text/html"]).replace(/ style="[^"]*"/g, ""),
      "<div><strong>demo/six</strong><p>Which is &#60;2?</p><ul><li>1. one</li><li>2. two</li></ul><p>Say it.</p></div>",
    );
  });
});

describe("question: an outcome shows itself", () => {
  it("as text, as HTML without scripts, and as data without the right answer", () => {
    const outcome = check("<img src=x onerror=alert(1)>");
    const bundle = show(outcome);
    assert.equal(bundle["text/plain"], String(outcome));
    assert.equal(inspect(outcome), String(outcome));
    const html = bundle["text/html"] as string;
    assert.match(
      html,
      /^<div role="status"[^>]*><strong><span aria-hidden="true">✗ <\/span>not yet<\/strong> · demo\/six<p>.*<\/p><\/div>$/,
    );
    assert.ok(!html.includes("<img") && html.includes("&#60;img"));
    assert.deepEqual(bundle["application/vnd.unrolled.outcome+json"], {
      version: 2,
      question: "demo/six",
      status: "incorrect",
      credit: 0,
      parts: null,
      title: "✗ not yet",
      message: outcome.message,
      hint: null,
      recognized: false,
      fault: true,
    });
  });
});

describe("question: hint and solution", () => {
  it("hints come one by one, then point at the solution", () => {
    const q = six();
    assert.deepEqual([q.hint(), q.hint(), q.hint(), q.hint()].map(String), [
      "Hint 1 of 2: Think of two rows.",
      "Hint 2 of 2: Of three each.",
      "No more hints: six.hint(1) to six.hint(2) show the earlier ones again. six.solution() shows the way.",
      "No more hints: six.hint(1) to six.hint(2) show the earlier ones again. six.solution() shows the way.",
    ]);
    assert.equal(String(q.solution()), "Solution: 3 + 3");
    assert.match(show(q.solution())["text/html"] as string, /<strong>Solution<\/strong><p>3 \+ 3<\/p>/);
  });

  it("a hint that was given comes again by its number; none is skipped to", () => {
    const q = six();
    assert.equal(String(q.hint(1)), "Hint 1 is not given yet: six.hint() shows the next one, hint 1.");
    q.hint();
    assert.equal(
      String(q.hint(2)),
      "Hint 2 is not given yet: it comes after hint 1. six.hint() shows the next one, hint 2.",
    );
    assert.equal(String(q.hint(1)), "Hint 1 of 2: Think of two rows.");
    assert.equal(String(q.hint()), "Hint 2 of 2: Of three each.");
    assert.equal(String(q.hint(1)), "Hint 1 of 2: Think of two rows.");
    for (const strange of [0, -1, 1.5, 3, Number.NaN])
      assert.match(
        String(q.hint(strange)),
        /^No hint .*: six\.hint\(1\) to six\.hint\(2\) show the earlier ones again\.$/,
      );
  });

  it("code and stress of an author's sentence look as they are meant; a student's text stays text", () => {
    const q = six({ asks: "Write `f(a * b * c) < 2`.", hints: ["Not *only* `let u = 1`: a * b * c, <b>."] });
    assert.equal(
      show(q)["text/html"],
      "<div><strong>demo/six</strong><p>Write <code>f(a * b * c) &#60; 2</code>.</p></div>",
    );
    assert.equal(show(q)["text/plain"], "demo/six: Write `f(a * b * c) < 2`.");
    assert.match(
      show(q.hint())["text/html"] as string,
      /<p>Not <em>only<\/em> <code>let u = 1<\/code>: a \* b \* c, &#60;b&#62;\.<\/p>/,
    );
    assert.match(show(check("*a* `<i>`"))["text/html"] as string, /<code>&#60;i&#62;<\/code>/);
  });

  it("a question may keep its solution", () => {
    const { solution: _, ...rest } = { id: "d", asks: "", answer: exactly(1), because: "", hints: [], solution: "" };
    assert.match(String(question(rest).solution()), /not shown for this question/);
    assert.equal(String(question(rest).hint()), "No hints: this question has none.");
  });
});

describe("question: types", () => {
  it("the answer's type is checked when a cell compiles (npm run check holds this file)", () => {
    const q = six();
    // @ts-expect-error a text is no number
    q.check("468");
    // @ts-expect-error an array is no number
    q.check([6]);
    // What is no shape compiles: the check says it better than the compiler.
    assert.match(
      question({ id: "d", asks: "", answer: shape([1]), because: "", hints: [] }).check(28 * 28).message,
      /^expected a shape such as \[null, 100, 32\], but got 784; the sizes stand in brackets/,
    );
    q.check(____);
    const anywhere: { a: string[]; b: () => number } = ____;
    assert.ok(anywhere);
    assert.ok(seed(____ ? 0 : 1));
  });
});
