// A small course for tests of the grader. It takes what makes questions from whoever loads it: the sources, or what is built.
import type * as Checking from "../../../../src/checking/index.ts";
import type { Context, QuestionDefinition } from "../../../../src/checking/index.ts";

const sum = (xs: number[]) => xs.reduce((total, x) => total + x, 0);
const doubled = (x: number[][]) => x.map(row => row.map(value => 2 * value));
const common = { because: "so.", hints: ["?"] };
const rubric = [
  { wants: "one", marks: 1 },
  { wants: "two", marks: 1 },
];
const samples = [
  { answer: "one and two are in this text", marks: 2 },
  { answer: "only one is in this text", marks: 1 },
  { answer: "nothing at all of the two is here", marks: 0 },
] as const;

/** The questions for one student. */
export const smallQuestions =
  ({ approximately, exactly, implementation, question, several, tensorOf, text }: typeof Checking) =>
  ({ draw }: Context) => {
    const n = draw("n", random => random.integer(1000, 1_000_000));
    return {
      q1: question({
        id: "small/q1",
        asks: "?",
        answer: exactly(2 * n),
        points: 2,
        fingerprints: [{ answer: n, hint: "you forgot to double." }],
        ...common,
      }),
      q2: question({
        id: "small/q2",
        asks: "?",
        points: 3,
        answer: implementation({
          parameters: ({ normal }) => ({ xs: normal("n") }),
          cases: { some: { n: 4 } },
          reference: sum,
        }),
        ...common,
      }),
      q3: question({
        id: "small/q3",
        asks: "?",
        answer: several({ a: { answer: exactly(1) }, b: { answer: approximately(0.5) } }),
        ...common,
      }),
      q4: question({
        id: "small/q4",
        asks: "?",
        answer: tensorOf([
          [1, 2],
          [3, 4],
        ]),
        ...common,
      }),
      q5: question({
        id: "small/q5",
        asks: "?",
        answer: implementation({
          takes: "tensors",
          parameters: ({ normal }) => ({ x: normal("n", "n") }),
          cases: { some: { n: 3 } },
          reference: doubled,
        }),
        ...common,
      }),
      q6: question({ id: "small/q6", asks: "?", points: 2, answer: text({ rubric, samples }), ...common }),
      broken: question({
        id: "small/broken",
        asks: "?",
        answer: {
          right: 1,
          fault: () => undefined,
          judge: (): number => {
            throw new Error("the author's mistake");
          },
          format: () => "",
        },
        ...common,
      }),
    };
  };
/** Hidden: longer lists, and none. */
export const smallHidden = ({
  implementation,
}: typeof Checking): { [key: string]: QuestionDefinition<never>["answer"] } => ({
  q2: implementation({
    parameters: ({ normal }) => ({ xs: normal("n") }),
    cases: { many: { n: 50 }, none: { n: 0 } },
    reference: sum,
  }) as never,
});
