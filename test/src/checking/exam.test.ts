// Exam mode: what a check tells, and that nothing of a verdict can be read from what it gives.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ____, course, exactly, exam, question, student } from "../../../src/checking/index.ts";

let calls = 0;
const questions = () => {
  const sum = question({
    id: "final/q1",
    asks: "What is 2 · 3?",
    answer: exactly(6),
    because: "two threes are six.",
    hints: ["Think of two rows."],
    solution: "2 · 3 = 6",
    fingerprints: [
      { answer: 5, hint: "you added." },
      { answer: Number.POSITIVE_INFINITY, hint: "you divided." },
    ],
  });
  const twice = question({
    id: "final/q2",
    asks: "Write twice.",
    answer: {
      right: (x: number) => 2 * x,
      fault: value => (typeof value === "function" ? undefined : "expected a function"),
      judge: (f, { attempt }) => {
        calls++;
        return attempt(() => f(3)) === 6 ? 1 : 0.5;
      },
      format: () => "your function",
    },
    because: "so.",
    hints: [],
  });
  return { sum, twice };
};

describe("an exam", () => {
  const assignment = course({ final: exam(questions) });
  before(() => void student("ana"));
  after(() => void student(____));

  /** All that a student can read of a value. */
  const told = (value: object) => [
    String(value),
    JSON.stringify(value),
    inspect(value, { showHidden: true, depth: 9, customInspect: false }),
    inspect(value),
    JSON.stringify((value as { [key: symbol]: () => unknown })[Symbol.for("Jupyter.display")]!()),
    ...Reflect.ownKeys(value).map(key => `${String(key)}: ${String(Reflect.get(value, key))}`),
    `${(value as { correct: boolean }).correct}`,
  ];

  it("records an answer, and tells of a right one just what it tells of a wrong one and of a known mistake", () => {
    const { sum } = assignment("final");
    const right = told(sum.check(6));
    assert.deepEqual(told(sum.check(7)), right);
    assert.deepEqual(told(sum.check(5)), right);
    assert.equal(right[0], "● recorded: your answer is taken as it stands; you may change it until you hand in");
    const outcome = sum.check(6);
    assert.equal(outcome.status, "recorded");
    assert.equal(outcome.correct, false);
    assert.ok(Number.isNaN(outcome.credit));
    assert.equal(outcome.toJSON().credit, null);
  });

  it("is no other way round: a student's questions by name are the exam's", () => {
    const { sum } = assignment.of("final", "ben");
    assert.deepEqual(told(sum.check(6)), told(sum.check(5)));
    assert.equal(sum.check(6).status, "recorded");
    assert.match(String(sum.solution()), /^Exam: /);
  });

  it("calls no function that is handed in, so that none is watched", () => {
    const { twice } = assignment("final");
    let called = 0;
    const watch = (x: number) => {
      called++;
      return x;
    };
    assert.equal(twice.check(watch).status, "recorded");
    assert.deepEqual([called, calls], [0, 0]);
  });

  it("says that nothing stands there, or something of the wrong kind, without a hint", () => {
    const { sum, twice } = assignment("final");
    assert.equal(String(sum.check(____)), "○ not attempted: replace ____ with your answer");
    assert.match(String(sum.check("6" as never)), /^✗ .*expected a number, but got the text "6"/);
    assert.equal(String(sum.check(Number.POSITIVE_INFINITY)), "✗ not yet: expected a finite number, but got ∞");
    assert.equal(twice.check(() => ____).status, "not-attempted");
    assert.match(String(twice.check(3 as never)), /expected a function/);
  });

  it("gives neither hint nor solution", () => {
    const { sum } = assignment("final");
    assert.equal(String(sum.hint()), "Exam: there are no hints and no solutions in an exam.");
    assert.equal(String(sum.hint(1)), String(sum.hint()));
    assert.equal(String(sum.solution()), String(sum.hint()));
  });
});
