// The texts of a new assignment: one question of each kind that most sets need, all of which hold from the first minute.
import type { Names } from "./names.ts";

/** How the files of an assignment import what questions are made of. */
export interface Imports {
  /** "unrolled/checking", or a path from an assignment's folder. */
  readonly checking: string;
}

/** questions.ts: what a student's checks ask. */
export const questionsFile = ({ name, identifier }: Names, { checking }: Imports): string =>
  `// The questions of "${name}", as students see and check them. Graders have hidden.ts besides.
//
// An example, on a state that leaks. Change them one by one, and prove them after each: unrolled doctor --course ".."
import { approximately, type Context, distinct, implementation, question, text } from "${checking}";

/** A state that keeps a part of itself at each step. All sizes of hidden.ts differ from these. */
export const states = (inputs: number[], keep: number): number[] => {
  const all: number[] = [];
  let h = 0;
  for (const x of inputs) {
    h = keep * h + (1 - keep) * x;
    all.push(h);
  }
  return all;
};

/** The questions for one student: \`draw\` gives each their own numbers, the same each time. */
export function ${identifier}({ draw }: Context) {
  const { keep, steps } = draw(
    "q1",
    random => ({ keep: random.integer(5, 9) / 10, steps: random.integer(4, 9) }),
    // Drawn again until no two mistakes give the same number.
    ({ keep, steps }) => distinct([keep ** steps, 1 - keep ** steps, keep * steps, keep ** (steps - 1)]),
  );

  const q1 = question({
    id: "${name}/q1",
    points: 1,
    asks: \`A state keeps \${keep} of itself at each step, and nothing comes in. Which part of it is left after \${steps} steps?\`,
    answer: approximately(keep ** steps, { tolerance: 1e-3 }),
    because: "each step multiplies again: a power.",
    hints: ["What is left after one step, and what after two?"],
    // A wrong answer that gives its mistake away gets a hint of its own.
    fingerprints: [
      { answer: 1 - keep ** steps, hint: "that part is gone; what is left?" },
      { answer: keep * steps, hint: "each step multiplies what the step before has left." },
      { answer: keep ** (steps - 1), hint: "one step more." },
    ],
  });

  const q2 = question({
    id: "${name}/q2",
    points: 2,
    asks: "Write leak(inputs, keep): the states h_t = keep·h_{t−1} + (1 − keep)·x_t for all inputs, from h_0 = 0.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ inputs: normal("T"), keep: uniform(0.1, 0.9) }),
      cases: { "five inputs": { T: 5 }, "one input": { T: 1 } },
      reference: states,
    }),
    because: "each state is made of the one before it and of its input.",
    hints: ["Keep h in a variable outside of your loop.", "Push each new h to a list, and return the list."],
    fingerprints: [
      { answer: (inputs, keep) => states(inputs, 1 - keep), hint: "what does \`keep\` weigh: the past or the input?" },
      { answer: (inputs, keep) => inputs.map(x => (1 - keep) * x), hint: "the past is lost at each step in yours." },
    ],
  });

  const q3 = question({
    id: "${name}/q3",
    points: 2,
    asks: \`Your state of question 1 keeps \${keep} of itself. Explain in two to four sentences what changes for an input of long ago if it keeps nearly all, and what that costs.\`,
    answer: text({
      // A person marks it by these: two to four criteria, and three sample answers with their marks.
      rubric: [
        { wants: "an input of long ago still counts, because its part shrinks slowly", marks: 1 },
        { wants: "a new input changes the state little, so that it reacts slowly", marks: 1 },
      ],
      samples: [
        {
          answer:
            "If it keeps nearly all, an input of long ago is still in the state, because its part gets only a little smaller at each step. But then each new input hardly changes the state, so it is slow to follow.",
          marks: 2,
        },
        { answer: "Then it remembers for a long time, because the factor of each step is near 1.", marks: 1 },
        { answer: "Then it needs more memory and the program becomes slow and expensive to run.", marks: 0 },
      ],
      minWords: 10,
    }),
    because: "what is kept leaves no room for what is new.",
    hints: ["The two factors of question 2 add up to 1."],
  });

  return { q1, q2, q3 };
}
`;

/** mistakes.ts: wrong solutions that the checks must find. */
export const mistakesFile = ({ identifier }: Names, { checking }: Imports): string =>
  `// Wrong solutions as students write them, beside those of the questions' fingerprints. Each must fail, with the hint whose words
// stand here, or with none (null). A release is refused where one passes.
import type { MistakesOf } from "${checking}";
import type { ${identifier} } from "./questions.ts";

export const mistakes: MistakesOf<typeof ${identifier}> = {
  q2: [
    {
      // The factors are the wrong way round.
      answer: (inputs, keep) => {
        let h = 0;
        return inputs.map(x => (h = (1 - keep) * h + keep * x));
      },
      hint: "the past or the input",
    },
    {
      // The states before each step.
      answer: (inputs, keep) => {
        let h = 0;
        return inputs.map(x => {
          const before = h;
          h = keep * h + (1 - keep) * x;
          return before;
        });
      },
      hint: null,
    },
    {
      // The first input is taken for h_0.
      answer: (inputs, keep) => {
        let h = inputs[0] ?? 0;
        return inputs.map(x => (h = keep * h + (1 - keep) * x));
      },
      hint: null,
    },
  ],
};
`;

/** hidden.ts: what a grader asks beside. */
export const hiddenFile = ({ identifier }: Names, { checking }: Imports): string =>
  `// What only graders ask: the same function on other inputs. No release holds this file, and nothing that students get imports it.
import { type HiddenOf, implementation } from "${checking}";
import { states, type ${identifier} } from "./questions.ts";

export const hidden: HiddenOf<typeof ${identifier}> = {
  q2: implementation({
    parameters: ({ normal, uniform }) => ({ inputs: normal("T"), keep: uniform(0, 1) }),
    cases: { "many inputs": { T: 60 }, "two inputs": { T: 2 } },
    reference: states,
  }),
};
`;
