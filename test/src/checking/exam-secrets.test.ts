// What an exam keeps to itself, tried as somebody would who looks for the answers in a cell. A file on the disk, a debugger and
// built-in functions that were replaced before the questions were made are another matter: see src/checking/README.md.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as door from "../../../src/checking/index.ts";
import {
  ____,
  type Assignment,
  choice,
  course,
  exactly,
  exam,
  explain,
  graded,
  implementation,
  matching,
  PendingOutcome,
  progress,
  prove,
  type Question,
  question,
  rehearsal,
  several,
  student,
  tensorOf,
  trained,
  validate,
} from "../../../src/checking/index.ts";

/** Words and numbers that are only in what an author wrote of an answer. */
const secret = /8241|SECRET/;
const rest = {
  asks: "?",
  because: "SECRET because.",
  hints: ["SECRET hint."],
  solution: "SECRET solution.",
};
const secretive = () => ({
  number: question({
    ...rest,
    id: "kept/number",
    answer: exactly(8241),
    fingerprints: [{ answer: 82_410, hint: "SECRET" }],
  }),
  parts: question({ ...rest, id: "kept/parts", answer: several({ a: { answer: exactly(8241) } }) }),
  array: question({ ...rest, id: "kept/array", answer: tensorOf([8241]) }),
  chosen: question({ ...rest, id: "kept/chosen", answer: choice("no", { among: ["yes", "no"] }) }),
  pairs: question({ ...rest, id: "kept/pairs", answer: matching({ a: "no" }, { among: ["yes", "no"] }) }),
  written: question({
    ...rest,
    id: "kept/written",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal() }),
      cases: { one: {} },
      reference: (x: number) => x + 8241,
    }),
  }),
  learnt: question({
    ...rest,
    id: "kept/learnt",
    answer: trained({
      measure: "accuracy",
      atLeast: 0.8241,
      inputs: ({ normal }) => ({ xs: normal("n") }),
      sizes: { n: 7 },
      gives: "n",
      measured: given => given[0]!,
      right: (seed: number, xs: number[]) => xs.map(() => 0.9 + seed / 100),
    }),
  }),
});
/** A right answer and a wrong one to each. */
const answers: Record<keyof ReturnType<typeof secretive>, [right: unknown, wrong: unknown]> = {
  number: [8241, 82_410],
  parts: [{ a: 8241 }, { a: 1 }],
  array: [[8241], [1]],
  chosen: ["no", "yes"],
  pairs: [{ a: "no" }, { a: "yes" }],
  written: [(x: number) => x + 8241, (x: number) => x],
  learnt: [(seed: number, xs: number[]) => xs.map(() => 0.9 + seed / 100), (_: number, xs: number[]) => xs],
};

const { apply: applyTo } = Reflect;
const { defineProperty: define } = Object;
const keys = Object.keys(answers);

describe("an exam, as somebody sees it who looks for the answers in a cell", () => {
  const assignment = course({ kept: exam(secretive) });
  let taken: Assignment;
  before(() => {
    student("ana");
    taken = assignment("kept");
  });
  after(() => void student(____));
  const looksOf = async (value: object): Promise<string> =>
    [
      String(value),
      JSON.stringify(value),
      inspect(value, { showHidden: true, depth: 9, customInspect: false }),
      inspect(value),
      JSON.stringify(await (value as { [key: symbol]: () => unknown })[Symbol.for("Jupyter.display")]!()),
      ...Reflect.ownKeys(value).map(key => `${String(key)}: ${inspect(Reflect.get(value, key), { showHidden: true })}`),
    ].join("\n");

  for (const [key, [right, wrong]] of Object.entries(answers))
    it(`${key}: a right answer and a wrong one look the same in every form, at once and awaited`, async () => {
      const q = taken[key]!;
      const given = [q.check(right), q.check(wrong)] as const;
      assert.equal(given[0] instanceof PendingOutcome, key === "learnt", "as in a lesson");
      assert.equal(await looksOf(given[0]), await looksOf(given[1]));
      const [first, second] = [await given[0], await given[1]];
      assert.equal(first.status, "recorded");
      assert.equal(await looksOf(first), await looksOf(second));
      assert.doesNotMatch(await looksOf(first), /[✓✗◐]|not yet|partly|SECRET|8241/);
      assert.match(await looksOf(first), /recorded/);
    });

  it("gives a promise where a lesson does, also of a blank and of something of the wrong kind", async () => {
    const learnt = taken.learnt as Question<unknown, PendingOutcome>;
    assert.equal(await learnt.check(____).then(({ status }) => status), "not-attempted");
    assert.match(await learnt.check(3).then(String), /expected a function/);
    let called = 0;
    await learnt.check(() => ++called);
    assert.equal(called, 0, "a training that is handed in is not run");
  });

  it("holds nothing in a question that a cell can read", async () => {
    for (const q of Object.values(taken)) {
      assert.doesNotMatch(await looksOf(q), secret);
      assert.doesNotMatch(inspect(Object.getPrototypeOf(q), { showHidden: true, depth: 9 }), secret);
      assert.doesNotMatch(JSON.stringify([q.hint(), q.hint(1), q.solution()]), secret);
      assert.deepEqual(Object.keys({ ...q }), ["id", "asks", "items", "points", "isWritten", "isInMarkdown"]);
    }
  });

  it("says no more in progress() and validate()", () => {
    const shown = (place: 0 | 1) => {
      for (const [key, given] of Object.entries(answers)) taken[key]!.check(given[place]);
      return [
        String(progress("kept")),
        JSON.stringify(progress("kept")),
        String(validate()),
        JSON.stringify(validate()),
      ];
    };
    const right = shown(0);
    assert.deepEqual(shown(1), right);
    assert.doesNotMatch(right.join(), /SECRET|8241|✓ correct|✗ not yet/);
  });

  it("stays an exam in a course of the student's own, as a lesson, a graded set and a rehearsal", async () => {
    const { number } = assignment("kept");
    const mine = { number };
    const own = course({ lesson: mine, set: graded(mine), trial: rehearsal(mine) });
    const told = String(await number.check(8241));
    assert.match(told, /^● recorded/);
    for (const name of ["lesson", "set", "trial"] as const) {
      const asked = own(name).number;
      for (const answer of [8241, 5]) assert.equal(String(await asked.check(answer)), told);
      for (const note of [asked.hint(), asked.solution()]) assert.match(String(note), /^Exam: /);
      await assert.rejects(prove(asked), /no exam that is sat here/);
    }
    assert.match(String(await explain("trial", { finished: true })), /^Not explained here: /);
  });

  it("tells nothing by a proof, which knows what is right", async () => {
    const told: string[] = [];
    const ask = { mutantsOf: (source: string) => { told.push(source); return []; }, report: (line: string) => void told.push(line) }; // biome-ignore format: short
    for (const q of [...Object.values(taken), ...Object.values(assignment.of("kept", "ben"))])
      await assert.rejects(
        prove(q, ask),
        /^TypeError: prove expects questions of no exam that is sat here, but got the question kept\//,
      );
    const beside = { kept: { mistakes: { number: [{ answer: 8241, hint: null }] } } };
    await assert.rejects(prove(assignment, { ...ask, beside }), /^TypeError: .* but got the assignment "kept"/);
    assert.deepEqual(told, []);
  });

  it("offers cells no function that gives a definition", () => {
    for (const name of Object.keys(door)) assert.doesNotMatch(name, /definition|judge|placed|record/i);
  });

  it("hands no built-in function anything of the answer while it checks", async () => {
    const seen: unknown[] = [];
    const owners = [Object, Reflect, Number, Array.prototype, Map.prototype, Set.prototype, String.prototype, RegExp.prototype, JSON] as unknown as Record<string, unknown>[]; // biome-ignore format: a list
    const restore = owners.flatMap(owner =>
      Object.getOwnPropertyNames(owner).flatMap(name => {
        const described = Object.getOwnPropertyDescriptor(owner, name)!;
        const original = described.value;
        if (name === "constructor" || typeof original !== "function" || !described.writable) return [];
        owner[name] = function (this: unknown, ...args: unknown[]) {
          seen[seen.length] = [this, ...args];
          return applyTo(original, this, args);
        };
        return [() => define(owner, name, described)];
      }),
    );
    try {
      for (const key of keys) {
        const q = taken[key]!;
        q.check(answers[key as "number"][1]);
        q.hint();
        q.solution();
      }
    } finally {
      for (let i = 0; i < restore.length; i++) restore[i]!();
    }
    assert.ok(seen.length > 100, "the watch works");
    // What a student hands in is no secret: the wrong answers here hold none.
    const shown = seen
      .map(value => inspect(value, { depth: 4, customInspect: false }))
      .join("\n")
      .replaceAll("82410", "");
    assert.doesNotMatch(shown, secret);
  });
});
