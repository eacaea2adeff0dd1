// A judge of an author's own that a grader cannot use is named before the assignment is handed out.
import assert from "node:assert/strict";
import * as checkingDoor from "../../../src/checking/index.ts";
import * as checking from "../../../src/checking/trusted.ts";
import { messageFaults } from "../../../src/cli/release/by-message.ts";
import type { GradedAssignment, GradedQuestion } from "../../../src/grader/judge/assignment.ts";

const { exactly, implementation } = checkingDoor;

type Sort = (list: number[]) => number[];
const sort: Sort = list => list.toSorted((a, b) => a - b);
const isSorted = (list: number[]) => (list.join() === "1,2,3" ? 1 : 0);
const anyFunction = (value: unknown) => (typeof value === "function" ? undefined : "expected a function");

/** Calls the function itself, and reads at once what it gives. */
const atOnce = {
  right: sort,
  fault: anyFunction,
  judge: (answer: Sort, { attempt }: checkingDoor.JudgeContext<Sort>) => isSorted(attempt(() => answer([3, 1, 2]))),
  format: () => "your function",
};

/** The same, but it waits for what a call gives. */
const waiting = {
  ...atOnce,
  takesTime: true as const,
  judge: async (answer: Sort, { attempt }: checkingDoor.JudgeContext<Sort>) =>
    isSorted(await attempt(() => answer([3, 1, 2]))),
};

/** Asks a method of the answer. */
class Pair {
  a = 1;
  b = 2;
  get sum(): number {
    return this.a + this.b;
  }
}
const ofMethods = {
  right: new Pair(),
  fault: () => undefined,
  judge: (pair: Pair) => (pair.sum === 3 ? 1 : 0),
  format: () => "your pair",
};
/** Asks fields alone: they come along. */
const ofFields = { ...ofMethods, judge: ({ a, b }: Pair) => (a + b === 3 ? 1 : 0) };
const unreadable = { ...ofMethods, right: { f: () => 3 }, judge: ({ f }: { f: () => number }) => (f() === 3 ? 1 : 0) };

const asked = (key: string, answer: unknown): GradedQuestion => ({
  key,
  definition: { id: `own/${key}`, asks: "?", because: "so.", hints: [], answer } as never,
});
const faultsOf = (...questions: GradedQuestion[]) => {
  const limits = { cell: 1, check: 1, submission: 1 };
  const assignment: GradedAssignment = {
    name: "own",
    release: undefined as never,
    checking,
    limits,
    questionsOf: () => questions,
  };
  return messageFaults(assignment, "made-up student");
};

describe("unrolled release: checks by message", () => {
  it("takes the kinds of the course, and judges that read data or wait for calls", async () => {
    const reversed = implementation({
      parameters: ({ normal }) => ({ x: normal("n") }),
      cases: { some: { n: 4 } },
      reference: (x: number[]) => x.toReversed(),
      takes: "tensors",
    });
    assert.deepEqual(
      await faultsOf(asked("q1", exactly(3)), asked("q2", reversed), asked("q3", waiting), asked("q4", ofFields)),
      [],
    );
  });

  it("names a judge that needs the function, the object or a method itself: where, expected, got, next", async () => {
    const faults = await faultsOf(asked("q1", atOnce), asked("q2", ofMethods), asked("q3", unreadable));
    assert.deepEqual(
      faults.map(({ where }) => where),
      ["own, q1", "own, q2", "own, q3"],
    );
    const got = [/TypeError: .*join is not a function/, /incorrect: your pair is not the answer/, /is a function/];
    for (const [i, { what, next }] of faults.entries()) {
      assert.match(what, /expected to find its own right answer right, too, when it comes by message/);
      assert.match(what, got[i]!);
      assert.match(next, /read data alone and await what a function gives \(takesTime: true\), or use implementation/);
    }
  });

  it("looks at hidden checks as well", async () => {
    const { definition } = asked("q1", waiting);
    const hidden = { ...definition, answer: atOnce } as never;
    assert.equal((await faultsOf({ key: "q1", definition, hidden })).length, 1);
  });
});
