// Verdicts that are more than a comparison: credit, judges that take their time, and questions that are broken.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  exactly,
  type Judge,
  type Judgement,
  Outcome,
  type PendingOutcome,
  question,
} from "../../../src/checking/index.ts";

const rest = { id: "demo/q", asks: "What is 2 · 3?", because: "two threes are six.", hints: ["Think of two rows."] };
const kind = exactly(6);
const judged = (judge: Judge<number>["judge"]) => question({ ...rest, answer: { ...kind, judge } });

/** What a kernel asks of a value. */
const show = (value: object) =>
  (value as Record<symbol, () => Promise<Record<string, unknown>>>)[Symbol.for("Jupyter.display")]!();

/** A function that is the answer. */
const sorts: Judge<(list: number[]) => number[]> = {
  right: list => list.toSorted((a, b) => a - b),
  fault: value => (typeof value === "function" ? undefined : "expected a function"),
  judge: (sort, { attempt }) => (attempt(() => sort([3, 10, 2])).join() === "2,3,10" ? 1 : 0),
  format: () => "your function",
};

describe("question: a judge", () => {
  it("gives credit from 0 to 1, and what to say", () => {
    const half = judged(() => ({ credit: 0.5, message: "the way is right." })).check(5);
    assert.equal(String(half), "◐ partly right (50 %): the way is right.");
    assert.deepEqual([half.status, half.credit, half.correct], ["incorrect", 0.5, false]);
    assert.match(String(judged(() => 0.25).check(5)), /^◐ partly right \(25 %\): 5 is not all of it; q\.hint\(\)/);
    assert.match(String(judged(() => 0).check(5)), /^✗ not yet: 5 is not the answer/);
    const full = judged(() => ({ credit: 1, message: "and elegantly." })).check(6);
    assert.deepEqual([String(full), full.credit, full.correct], ["✓ correct: and elegantly.", 1, true]);
  });

  it("is given the question and the right answer", () => {
    const seen: unknown[] = [];
    judged((answer, { question, right }) => {
      seen.push(answer, question, right);
      return 1;
    }).check(5);
    assert.deepEqual(seen, [5, "demo/q", 6]);
  });

  it("tries an answer: what it throws is the answer's fault", async () => {
    const q = question({ ...rest, answer: sorts });
    assert.equal(q.check(list => list.toSorted((a, b) => a - b)).correct, true);
    assert.equal(q.check(list => list.toSorted()).correct, false);
    const throwing = q.check(() => { throw new TypeError("not a list"); }); // biome-ignore format: short
    assert.equal(String(throwing), "✗ not yet: your answer failed when it was tried: TypeError: not a list");
    const late: Judge<() => Promise<number>, Promise<Judgement>> = {
      fault: sorts.fault,
      format: () => "your function",
      right: async () => 6,
      judge: async (ask, { attempt }) => Number((await attempt(ask)) === 6),
    };
    const asked = await question({ ...rest, answer: late }).check(() => Promise.reject(new Error("no network")));
    assert.equal(asked.message, "your answer failed when it was tried: Error: no network");
  });

  it("may take its time: the outcome shows itself when it is there", async () => {
    const slow: Judge<number, Promise<Judgement>> = {
      ...kind,
      judge: answer => new Promise(resolve => setTimeout(resolve, 5, Number(answer === 6))),
    };
    const q = question({ ...rest, answer: slow, fingerprints: [{ answer: 5, hint: "you added." }] });
    const pending: PendingOutcome = q.check(6);
    assert.match(inspect(pending), /demo\/q is being checked: put await before check\(\)/);
    assert.equal((await pending).correct, true);
    assert.equal((await show(q.check(5)))["text/plain"], "✗ not yet: 5: you added.");
    // What needs no judge is known at once, and awaited all the same.
    assert.equal((await q.check("6" as never)).status, "incorrect");
  });
});

describe("question: a broken one", () => {
  const mistakes: [what: string, q: { check(answer: number): unknown }, error: RegExp][] = [
    ["a judge that throws", judged(() => { throw new RangeError("mine"); }), /RangeError: mine/], // biome-ignore format: short
    ["credit above 1", judged(() => 1.5), /credit from 0 to 1, but it returned 1\.5/],
    ["credit below 0", judged(() => -1), /credit from 0 to 1/],
    ["credit that is no number", judged(() => Number.NaN), /but it returned NaN/],
    ["a judge that returns true", judged((() => true) as never), /but it returned undefined/],
    ["a judge that returns nothing", judged((() => undefined) as never), /undefined/],
    ["same that throws", question({ ...rest, answer: { ...kind, same: () => { throw new Error("mine"); } } }), /mine/], // biome-ignore format: short
    [
      "same that returns a promise",
      question({ ...rest, answer: { ...kind, same: (async () => true) as never } }),
      /same expects .* but it returned a promise: what takes its time belongs into judge/,
    ],
    [
      "same that returns no boolean",
      question({ ...rest, answer: { ...kind, same: (() => 1) as never } }),
      /but it returned 1/,
    ],
    ["fault that throws", question({ ...rest, answer: { ...kind, fault: () => { throw new Error("mine"); } } }), /mine/], // biome-ignore format: short
    ["format that throws", question({ ...rest, answer: { ...kind, format: () => { throw new Error("mine"); } } }), /mine/], // biome-ignore format: short
    ["a judge that rejects", judged((async () => { throw new Error("late"); }) as never), /late/], // biome-ignore format: short
    ["a judge that resolves to nothing", judged((async () => {}) as never), /undefined/],
  ];
  for (const [what, q, error] of mistakes)
    it(`is told from a wrong answer: ${what}`, async () => {
      const outcome = (await q.check(5)) as Outcome;
      assert.ok(outcome instanceof Outcome);
      assert.deepEqual(
        [outcome.status, outcome.credit, outcome.correct, outcome.recognized],
        ["broken", 0, false, false],
      );
      assert.match(String(outcome), /^⚠ this question is broken: .*neither as right nor as wrong.*demo\/q$/);
      assert.doesNotMatch(String(outcome), /[✗✓]/);
      assert.match(String(outcome.error), error);
      // Not for the student: it may name the answer.
      assert.doesNotMatch(JSON.stringify(outcome) + inspect(outcome), /mine|credit from/);
    });

  it("no answer makes it so: one that cannot be read is wrong", () => {
    const poisoned = { get length(): number { throw new Error("mine"); } }; // biome-ignore format: short
    const reads: Judge<{ length: number }> = {
      right: [1],
      fault: () => undefined,
      judge: answer => answer.length,
      format: () => "a list",
    };
    const q = question({ ...rest, answer: reads });
    assert.deepEqual([q.check([1]).status, q.check(poisoned).status], ["correct", "incorrect"]);
  });
});

describe("question: types", () => {
  it("of a judge decide what check gives (npm run check holds this file)", () => {
    const now: Outcome = judged(() => 1).check(6);
    const slow: Judge<number, Promise<Judgement>> = { ...kind, judge: async () => 1 };
    const later: PendingOutcome = question({ ...rest, answer: slow }).check(6);
    // @ts-expect-error a text is no number
    question({ ...rest, answer: slow }).check("6");
    assert.ok(now && later);
  });
});
