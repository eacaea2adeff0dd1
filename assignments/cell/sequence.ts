// Questions 7 to 10: the same step again and again, where it starts, and which way it looks.
import { choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { step, transposed } from "./cell-functions.ts";

type Matrix = number[][];

/** The states after each step. */
function states(xs: Matrix, h0: number[], W: Matrix, U: Matrix, b: number[]): Matrix {
  let h = h0;
  return xs.map(x => {
    h = step(x, h, W, U, b);
    return h;
  });
}

const lengths = ["0 at once", "fading", "as it was"] as const;

export function sequenceQuestions() {
  const q7 = question({
    id: "cell/q7",
    items: [22, 115],
    asks: "Write run(xs, h0, W, U, b): the list of the states after each step.",
    answer: implementation({
      parameters: ({ normal }) => ({
        xs: normal("T", "d"),
        h0: normal("u"),
        W: normal("d", "u"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases: {
        "some steps": { T: 6, d: 4, u: 3 },
        "one step": { T: 1, d: 2, u: 5 },
        "one unit": { T: 5, d: 3, u: 1 },
      },
      reference: (xs: Matrix, h0: number[], W: Matrix, U: Matrix, b: number[]) => {
        const all: Matrix = [];
        let h = h0;
        for (let t = 0; t < xs.length; t++) {
          h = step(xs[t]!, h, W, U, b);
          all.push(h);
        }
        return all;
      },
      uses: { step },
    }),
    because: "what one step gives, the next one is given. Nothing else changes: W, U and b are the same at every step.",
    hints: [
      "Keep the newest state in a variable that the loop sets anew.",
      "`let h = h0`, and in the loop `h = step(x, h, W, U, b)`; push each h into a list.",
    ],
    solution: [
      "const states: number[][] = []",
      "let h = h0",
      "for (const x of xs) {",
      "  h = step(x, h, W, U, b)",
      "  states.push(h)",
      "}",
      "return states",
    ].join("\n"),
    fingerprints: [
      {
        answer: (xs, h0, W, U, b) => xs.map(x => step(x, h0, W, U, b)),
        hint: "every step starts from h0 in yours: what does a step hand to the next one?",
      },
      {
        answer: (xs, h0, W, U, b) => [h0, ...states(xs, h0, W, U, b)],
        hint: "h0 is what was there before; the list begins with the state after the first step.",
      },
      {
        answer: (xs, h0, W, U, b) => [h0, ...states(xs, h0, W, U, b).slice(0, -1)],
        hint: "these are the states before each step; the last one is missing.",
      },
      {
        answer: (xs, h0, W, U, b) => states(xs, h0.map(() => 0), W, U, b), // biome-ignore format: one call
        hint: "yours starts from zeros; h0 says where to start.",
      },
      {
        answer: (xs, h0, W, U, b) => states(xs.toReversed(), h0, W, U, b),
        hint: "yours reads the sequence from its end.",
      },
      {
        answer: (xs, h0, W, U, b) => states(xs, h0, W, transposed(U), b),
        hint: "U the wrong way round.",
      },
      {
        answer: (xs, h0, W, U, b) => states(xs, h0, W, U, b).at(-1) as never,
        hint: "that is the last state alone; the list has one for each step.",
      },
    ],
  });

  const q8 = question({
    id: "cell/q8",
    items: [115],
    asks: `The first input is large, all later ones are zeros, and b is 0. What do the states become after the first step: ${lengths.map(name => `"${name}"`).join(", ")}?`,
    answer: choice("fading", { among: lengths }),
    because: "the state goes round through U: each step keeps a part of it, until nothing is left to see.",
    hints: [
      "With x = 0 and b = 0 a step is h = tanh(h U). Is that 0?",
      "Each step through U leaves 0.85 of a vector's length.",
    ],
    fingerprints: [
      { answer: "0 at once", hint: "nothing is read any more, but what carries the past?" },
      { answer: "as it was", hint: "nothing pushes the state back to where it was; here U makes it shorter." },
    ],
  });

  const q9 = question({
    id: "cell/q9",
    items: [93],
    asks: 'The cell of 5 features and 3 units: how many numbers are learned where the first state is learned as well? And is the difference of two runs from different first states, after 30 steps, "smaller", "the same" or "larger" than after the first one?',
    answer: several({
      withLearnedStart: {
        answer: exactly(30),
        fingerprints: [
          { answer: 27, hint: "a first state that is learned consists of numbers, too: one for each unit." },
          { answer: 32, hint: "the state has a number for each unit, not for each feature." },
          { answer: 28, hint: "a state has as many numbers as there are units." },
          { answer: 117, hint: "a start is needed once, before the first step, and not at each of the 30 steps." },
          { answer: 36, hint: "the first state is a vector of 3 numbers, not a matrix." },
        ],
      },
      difference: {
        answer: choice("smaller", { among: ["smaller", "the same", "larger"] }),
        fingerprints: [
          { answer: "the same", hint: "both runs read the same, and each step mixes that in: look at question 8." },
          { answer: "larger", hint: "nothing pushes the two runs apart here: look at question 8." },
        ],
      },
    }),
    because:
      "a learned start is one more vector of 3. With such a U the start is forgotten, as the first input of question 8 was.",
    hints: [
      "A first state is a vector: how long?",
      "Think of question 8: what happens to something that is in the state at the beginning?",
    ],
    solution: "27 + 3, and smaller",
  });

  const q10 = question({
    id: "cell/q10",
    items: [70],
    asks: "Of 10 inputs you change the one at step 7. Which is the first step whose state changes, and which the last?",
    answer: several({
      first: {
        answer: exactly(7),
        fingerprints: [
          { answer: 8, hint: "the state after step 7 has read the changed input already." },
          { answer: 1, hint: "can step 3 know what will be read at step 7?" },
          { answer: 6, hint: "step 6 was over when the seventh input was read." },
        ],
      },
      last: {
        answer: exactly(10),
        fingerprints: [
          { answer: 7, hint: "step 8 is given the state of step 7: does that differ?" },
          { answer: 8, hint: "and step 9 is given the state of step 8." },
          { answer: 9, hint: "steps are counted from 1 here; there are 10." },
        ],
      },
    }),
    because:
      "a state is made of its input and the state before: what comes later cannot reach it, what comes earlier can.",
    hints: ["Step 6 was over when step 7 was read.", "Step 8 is given the state of step 7."],
    solution: "from step 7 to the last one",
  });

  return { q7, q8, q9, q10 };
}
