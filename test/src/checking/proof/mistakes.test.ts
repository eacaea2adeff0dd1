// The proof of what stands beside the questions: listed wrong solutions, hidden checks, rubrics.
import assert from "node:assert/strict";
import {
  type AnyFunction,
  type Context,
  course,
  exactly,
  type HiddenOf,
  implementation,
  type Judge,
  type Judgement,
  type MistakesOf,
  prove,
  question,
  text,
} from "../../../../src/checking/index.ts";

const rest = { asks: "?", because: "so.", hints: [] };
const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);
const sums = (cases: Record<string, { T: number }>, reference = sum) =>
  implementation({ parameters: ({ normal }) => ({ xs: normal("T") }), cases, reference });

const demo = () => ({
  count: question({
    ...rest,
    id: "demo/count",
    answer: exactly(12),
    fingerprints: [
      { answer: 7, hint: "you added; multiply." },
      { answer: 16, hint: "the biases are in it." },
    ],
  }),
  total: question({
    ...rest,
    id: "demo/total",
    answer: sums({ some: { T: 4 } }),
    fingerprints: [{ answer: xs => sum(xs) / xs.length, hint: "that is the mean." }],
  }),
});
const assignment = course({ demo });
const proof = (beside: { mistakes?: MistakesOf<typeof demo>; hidden?: HiddenOf<typeof demo> }) =>
  prove(assignment, { beside: { demo: { mistakes: {}, ...beside } } });

describe("prove: listed wrong solutions", () => {
  it("passes those that get the hint that is meant, or none where none is", () =>
    proof({
      mistakes: {
        count: [
          { answer: 3 + 4, hint: "you added" },
          { answer: 1, hint: null },
        ],
        total: [
          { answer: xs => sum(xs) / 4, hint: "the mean" },
          { answer: xs => xs[0]!, hint: null },
        ],
      },
    }));

  const refused: [what: string, mistakes: MistakesOf<typeof demo>, says: RegExp][] = [
    ["another hint than meant", { count: [{ answer: 16, hint: "you added" }] }, /question demo\/count: mistake 1 of mistakes\.ts \(“you added”\) is expected to get the hint “you added; multiply\.”, but got ✗ not yet: 16: the biases/],
    ["no hint where one is meant", { count: [{ answer: 8, hint: "biases" }] }, /is expected to get the hint “the biases are in it\.”, but got ✗ not yet: 8 is not the answer/],
    ["a hint where none is meant", { count: [{ answer: 7, hint: null }] }, /is expected to get no hint of a known mistake, but got ✗ not yet: 7: you added/],
    ["a right one", { total: [{ answer: xs => sum(xs.toReversed()), hint: null }] }, /question demo\/total: mistake 1 of mistakes\.ts is expected to be wrong, but got ✓/],
    ["words of no hint", { count: [{ answer: 7, hint: "softmax" }] }, /\(“softmax”\): these words are expected in one hint, but are in 0/],
    ["words of two hints", { count: [{ answer: 7, hint: "." }] }, /expected in one hint, but are in 2/],
    ["a blank one", { total: [{ answer: (() => undefined) as never, hint: "the mean" }] }, /is expected to get the hint/],
    ["a question that is not there", { cuont: [] } as never, /assignment demo has no question cuont, of which mistakes\.ts speaks/],
  ]; // biome-ignore format: a table
  for (const [what, mistakes, says] of refused) it(`refuses ${what}`, () => assert.rejects(proof({ mistakes }), says));

  it("refuses a question that knows no wrong solution, and an assignment without mistakes", async () => {
    const alone = course({ demo: { count: question({ ...rest, id: "demo/count", answer: exactly(12) }) } });
    await assert.rejects(
      prove(alone, { beside: { demo: { mistakes: {} } } }),
      /it knows no wrong solution: add fingerprints/,
    );
    await prove(alone, { beside: { demo: { mistakes: { count: [{ answer: 3, hint: null }] } } } });
    await assert.rejects(
      prove(alone, { beside: { demo: {} } }),
      /assignment demo has no mistakes: its mistakes\.ts exports none/,
    );
  });

  it("makes them for a student's own numbers", async () => {
    const personal = course({
      demo: ({ draw }: Context) => {
        const n = draw("count", random => random.integer(100, 999));
        return {
          count: question({
            ...rest,
            id: "demo/count",
            answer: exactly(n),
            fingerprints: [{ answer: n + 1, hint: "one too many." }],
          }),
        };
      },
    });
    const beside = (off: number) => ({
      demo: {
        mistakes: ({ draw }: Context) => ({
          count: [{ answer: draw("count", random => random.integer(100, 999)) + off, hint: "one too many" }],
        }),
      },
    });
    await prove(personal, { beside: beside(1) });
    await assert.rejects(
      prove(personal, { beside: beside(2) }),
      /is expected to get the hint “one too many\.”.*\n {2}\(as made-up student 1 has it\)/s,
    );
  });
});

describe("prove: hidden checks", () => {
  it("refuses one that gives points to a function that computes nothing", async () => {
    const generous: Judge<(xs: number[]) => number> = {
      right: sum,
      fault: value => (typeof value === "function" ? undefined : "expected a function"),
      judge: (answer, { attempt }) => ({
        credit: attempt(() => answer([1, 2])) === 3 ? 1 : attempt(() => answer([])) === 0 ? 1 / 3 : 0,
        message: "?",
      }),
      format: () => "your function",
    };
    await assert.rejects(
      proof({ hidden: { total: generous } }),
      /from the hidden check a function that gives 0 for all arguments gets 0\.33 of 1: nothing is expected/,
    );
  });

  it("passes one that takes what the public one takes, and finds all mistakes", () =>
    proof({ hidden: { total: sums({ long: { T: 50 } }) } }));

  it("refuses one that another function passes, that misses a mistake, or that throws", async () => {
    await assert.rejects(
      proof({ hidden: { total: sums({ long: { T: 50 } }, xs => xs.length) } }),
      /the hidden check is expected to take the right answer of the public check, but got ✗/,
    );
    // Of one number the mean is the sum.
    await assert.rejects(
      proof({ hidden: { total: sums({ one: { T: 1 } }) } }),
      /the hidden check is expected to find the mistake “that is the mean\.”, but got ✓/,
    );
    const broken: Judge<AnyFunction, Judgement> = { ...sums({ one: { T: 2 } }), judge: () => { throw new Error("mine"); } }; // biome-ignore format: short
    await assert.rejects(proof({ hidden: { total: broken } }), /the hidden check .* but got ⚠ .*\n +Error: mine/);
  });
});

describe("prove: sizes and rubrics", () => {
  it("refuses sizes that are equal, except 1", async () => {
    const of = (sizes: Record<string, number>) =>
      question({
        ...rest,
        id: "demo/q",
        answer: implementation({
          parameters: ({ normal }) => ({ W: normal("u", "d") }),
          cases: { some: sizes },
          reference: (W: number[][]) => W,
        }),
      });
    await prove(of({ u: 1, d: 1 }));
    await assert.rejects(prove(of({ u: 3, d: 3 })), /the case “some” has two sizes of 3: make all of them different/);
  });

  it("refuses a rubric of one, samples without marks, and texts that are too short", async () => {
    const of = (
      marks: number[],
      [first, second, third]: [number, number, number],
      answer = "It is so because of that.",
    ) =>
      question({
        ...rest,
        id: "demo/why",
        answer: text({
          rubric: marks.map(marks => ({ wants: "something", marks })),
          samples: [
            { answer, marks: first },
            { answer, marks: second },
            { answer, marks: third },
          ],
        }),
      });
    await prove(of([1, 1], [2, 1, 0]));
    await assert.rejects(prove(of([2], [2, 1, 0])), /a rubric of two to four criteria is expected, but it has 1/);
    await assert.rejects(
      prove(of([1, 1], [2, 2, 0])),
      /samples with full marks \(2\), some and none are expected, but theirs are 2, 2, 0/,
    );
    await assert.rejects(
      prove(of([1, 1], [2, 1, 0], "Yes.")),
      /sample 1 is no possible answer: expected at least 5 words/,
    );
  });
});
