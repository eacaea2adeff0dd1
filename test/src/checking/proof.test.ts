// The proof finds each kind of mistake that an author may make.
import assert from "node:assert/strict";
import {
  type Context,
  course,
  exactly,
  exam,
  type Fingerprint,
  type Judge,
  prove,
  type QuestionDefinition,
  question,
  shape,
} from "../../../src/checking/index.ts";

const definition = {
  id: "demo/rows",
  asks: "What is 20 · 60?",
  answer: exactly(1200),
  because: "two sixes are twelve, with two zeros behind it.",
  hints: ["Think of two rows."],
  fingerprints: [
    { answer: 80, hint: "you added; multiply." },
    { answer: 120, hint: "a zero is lost." },
  ] as Fingerprint<number>[],
};
const proof = (changes: Partial<QuestionDefinition<number>>) => prove(question<number>({ ...definition, ...changes }));
const fails = (changes: Partial<QuestionDefinition<number>>, message: RegExp) =>
  assert.rejects(proof(changes), message);

describe("question: making one", () => {
  it("proves, compares and formats nothing, so that it costs a start nothing", () => {
    const never = () => assert.fail("asked when the question was made");
    const answer = { ...exactly(1200), fault: never, same: never, format: never };
    question({
      ...definition,
      answer,
      fingerprints: [...definition.fingerprints, { answer: 1200, hint: "the right one" }],
    });
  });
});

describe("question: prove", () => {
  it("passes what holds", () => proof({}));

  it("finds mistakes that cannot be told apart, or that are no mistakes", async () => {
    const twice = [...definition.fingerprints, { answer: 80, hint: "another." }];
    await fails(
      { fingerprints: twice },
      /^Error: question demo\/rows: the mistake 80 stands twice; let twins share one hint/,
    );
    await fails({ fingerprints: [{ answer: 1200, hint: "a" }] }, /the mistake 1,200 is the right answer/);
  });

  it("finds a right answer that is not taken, and whatever throws", async () => {
    const broken = { ...exactly(1200), same: () => { throw new Error("mine"); } }; // biome-ignore format: short
    await fails(
      { answer: broken, fingerprints: [] },
      /right answer is expected to be correct, but got ⚠ .*\n +Error: mine/,
    );
    const deaf = { ...exactly(1200), same: () => false };
    await fails({ answer: deaf, fingerprints: [] }, /right answer is expected to be correct, but got ✗/);
    const greedy = { ...exactly(1200), fault: () => undefined, same: () => true };
    await fails(
      { answer: greedy, fingerprints: [] },
      /something that is no answer is expected to be incorrect, but got ✓/,
    );
  });

  it("finds a hint that gives the answer away, with or without its comma", async () => {
    await fails({ hints: ["Is it 1,200?"] }, /a hint gives the answer away: Is it 1,200\?/);
    await fails({ fingerprints: [{ answer: 80, hint: "1200 is near" }] }, /a hint gives the answer away: 1200 is near/);
    await proof({ hints: ["Not 12000, not 1200.5, not 31,200."] });
    await fails({ because: " " }, /`because` is empty/);
  });

  it("finds a small number as a word of its own, but not within a formula or a shape", async () => {
    const small = (hint: string) => proof({ answer: exactly(3), hints: [hint], fingerprints: [] });
    for (const hint of ["3", "the answer is 3", "exactly 3 gates", "It is 3, of course.", "(3)", "n = 3."])
      await assert.rejects(small(hint), /gives the answer away/, hint);
    for (const hint of ["2 · 3 · 4", "3 + 1", "a shape [4, 3]", "30", "3.5", "h3", "f(3)", "three"]) await small(hint);
  });

  it("lets a mistake be of another length, or what is no possible answer", async () => {
    const hints = ["Batches first."];
    const fingerprints = [[null, 100, 32], [32], []].map((answer, i) => ({ answer, hint: `mistake ${i} of them.` }));
    const sizes = question({ ...definition, hints, answer: shape([null, 32]), fingerprints });
    await prove(sizes);
    assert.equal(String(sizes.check([32])), "✗ not yet: [32]: mistake 1 of them.");
    assert.match(String(sizes.check([1, 2, 3, 4])), /expected 2 sizes \(one for each axis\), but got 4$/);
    const infinite = [Number.POSITIVE_INFINITY, Number.NaN].map(answer => ({
      answer,
      hint: `${answer}, a logarithm.`,
    }));
    const loss = question({ ...definition, fingerprints: infinite });
    await prove(loss);
    assert.equal(String(loss.check(Number.POSITIVE_INFINITY)), "✗ not yet: ∞: Infinity, a logarithm.");
    assert.match(String(loss.check(-Infinity)), /expected a finite number/);
  });

  it("proves a course: every question, and that no two have the same id", async () => {
    const one = question(definition);
    const other = (id: string, changes = {}) => question({ ...definition, id, ...changes });
    await prove(course({ a: { one }, b: () => ({ one: other("demo/other") }) }));
    await assert.rejects(
      prove(course({ a: { one }, b: () => ({ two: other("demo/rows"), three: other("demo/three", { asks: "" }) }) })),
      /^Error: question demo\/rows: a\.one and b\.two have this same id.*\nquestion demo\/three: `asks` is empty$/,
    );
  });

  it("goes on where an assignment cannot be made, and says where it threw", async () => {
    const late = (): { one: ReturnType<typeof question<number>> } => {
      throw new RangeError("mine");
    };
    await assert.rejects(
      prove(course({ late, after: { two: question({ ...definition, asks: "" }) } })),
      /^Error: assignment late cannot be made for made-up student 1: RangeError: mine, at .*proof\.test\.ts:\d+:\d+\)?\nquestion demo\/rows: `asks` is empty$/,
    );
  });

  it("proves for many made-up students what each has of their own, graded sets and exams too", async () => {
    const drawn = (accept: (n: number) => boolean) =>
      exam(({ draw }: Context) => {
        const n = draw("one", random => random.integer(1000, 1010), accept);
        return { one: question({ ...definition, answer: exactly(n), fingerprints: [{ answer: 1005, hint: "no." }] }) };
      });
    await prove(course({ a: drawn(n => n !== 1005) }));
    await assert.rejects(
      prove(course({ a: drawn(() => true) })),
      /^Error: question demo\/rows: the mistake 1,005 is the right answer; draw other parameters\n {2}\(as made-up student \d+ has it\)$/,
    );
    await assert.rejects(
      prove(course({ a: drawn(n => n < 1000) })),
      /^Error: assignment a cannot be made for made-up student 1: Error: draw\("one"\) of a found nothing/,
    );
  });

  it("refuses what is neither a question nor a course", async () => {
    for (const strange of [undefined, {}, () => ({}), definition])
      await assert.rejects(
        prove(strange as never),
        /^TypeError: prove expects a question, or what course\(…\) has made, but/,
      );
  });

  it("proves a question whose judge takes its time", async () => {
    const judge: Judge<number, Promise<number>> = {
      ...exactly(1200),
      judge: async (answer, { right }) => Number(answer === right),
      takesTime: true,
    };
    await prove(question({ ...definition, answer: judge }));
    const late = { ...judge, judge: () => Promise.reject(new Error("mine")) };
    await assert.rejects(
      prove(question({ ...definition, answer: late })),
      /the mistake 80 is expected to get its own hint/,
    );
    await assert.rejects(
      prove(question({ ...definition, answer: { ...judge, takesTime: false } })),
      /its judge gives a promise: say so by `takesTime: true`/,
    );
    const soon = { ...exactly(1200), judge: () => 1, takesTime: true } as never as typeof judge;
    await assert.rejects(prove(question({ ...definition, answer: soon })), /`takesTime: true`, but its judge gives no/);
  });
});
