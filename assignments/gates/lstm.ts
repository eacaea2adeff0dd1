// Questions 7 to 10: the LSTM, its names, its peepholes, and what a layer gives.
import { exactly, implementation, matching, question, several, shape } from "../../src/checking/index.ts";
import { plus, sigmoid, times, transposed } from "../cell/cell-functions.ts";
import { block, lstm, type Matrix } from "./gate-functions.ts";

type Draws = { normal(): number };
const matrix = (draw: Draws, rows: number, width: number) =>
  Array.from({ length: rows }, () => Array.from({ length: width }, () => draw.normal()));

export const lstmParameters = {
  W: (draw: Draws, { d, u }: Readonly<Record<string, number>>) => matrix(draw, d!, 4 * u!),
  U: (draw: Draws, { u }: Readonly<Record<string, number>>) => matrix(draw, u!, 4 * u!),
  b: (draw: Draws, { u }: Readonly<Record<string, number>>) => matrix(draw, 1, 4 * u!)[0]!,
};

export function lstmQuestions() {
  const q7 = question({
    id: "gates/q7",
    items: [42, 133],
    asks: "Write lstmStep(x, h, c, W, U, b): { h, c } after a step. W, U and b hold four blocks side by side, in the order i, f, g, o.",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal("d"), h: normal("u"), c: normal("u"), ...lstmParameters }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 4 }, "one unit": { d: 3, u: 1 } },
      reference: (x: number[], h: number[], c: number[], W: number[][], U: number[][], b: number[]) => {
        const [input, past] = [times(x, W), times(h, U)];
        const sums = b.map((bias, j) => input[j]! + past[j]! + bias);
        const i = block(sums, 0, 4).map(sigmoid);
        const f = block(sums, 1, 4).map(sigmoid);
        const g = block(sums, 2, 4).map(Math.tanh);
        const o = block(sums, 3, 4).map(sigmoid);
        const next = c.map((value, j) => f[j]! * value + i[j]! * g[j]!);
        return { h: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
      },
      uses: { times, block, sigmoid },
    }),
    because: "one product makes all four sums; three blocks become gates, one becomes the candidate.",
    hints: [
      "First all sums at once, as in a plain cell: a list of 4 × units. Then take it apart.",
      "`block(sums, 0, 4).map(sigmoidOf)` is the list of the gates i. How do the other three begin?",
      "`remember(c[j], i[j], f[j], g[j], o[j])` is the step of unit j. Put the lists together from it.",
    ],
    solution:
      "const input = times(x, W), past = times(h, U), and sums = b.map((bias, j) => input[j] + past[j] + bias). Its four blocks give i, f, g and o, and remember() of each unit gives h and c.",
    fingerprints: [
      {
        answer: (x, h, c, W, U, b) => lstm(x, h, c, W, U, b, "ifog"),
        hint: "the third block is the candidate g, the last one o. Yours has them the other way round, as the CS231n lecture writes it.",
      },
      {
        answer: (x, h, c, W, U, b) => lstm(x, h, c, W, U, b, "figo"),
        hint: "the first block is i, the second one f.",
      },
      {
        answer: (x, h, c, W, U, b) => lstm(x, h, c, W, transposed4(U, h.length), b),
        hint: "a block of U the wrong way round: U[i] is the row of unit i.",
      },
      {
        answer: (x, _h, c, W, U, b) => lstm(x, c.map(() => 0), c, W, U, b), // biome-ignore format: a line
        hint: "the sums do not see h: which matrix does it meet?",
      },
      {
        answer: (x, _h, c, W, U, b) => lstm(x, c, c, W, U, b),
        hint: "U meets h, the output, not c.",
      },
      {
        answer: (x, h, c, W, U, b) => lstm(x, h, c, W, U, b.map(() => 0)), // biome-ignore format: a line
        hint: "the biases are missing.",
      },
      {
        answer: (x, h, c, W, U, b) => {
          const o = block(plus(times(x, W), times(h, U), b), 3, 4).map(sigmoid);
          return { c: lstm(x, h, c, W, U, b).c, h: c.map((value, j) => o[j]! * Math.tanh(value)) };
        },
        hint: "h shows the old c; it is made of the new one.",
      },
      {
        answer: (x, h, c, W, U, b) => {
          const { c: next } = lstm(x, h, c, W, U, b);
          const o = block(plus(times(x, W), times(h, U), b), 3, 4).map(sigmoid);
          return { h: next.map((value, j) => o[j]! * value), c: next };
        },
        hint: "what squashes c before it is shown?",
      },
      {
        answer: (x, h, c, W, U, b) => {
          const sums = plus(times(x, W), times(h, U), b);
          const [i, f, g, o] = [0, 1, 2, 3].map(k => block(sums, k, 4).map(sigmoid));
          const next = c.map((value, j) => f![j]! * value + i![j]! * g![j]!);
          return { h: next.map((value, j) => o![j]! * Math.tanh(value)), c: next };
        },
        hint: "the candidate may be below 0: which function makes it?",
      },
    ],
  });

  const q8 = question({
    id: "gates/q8",
    items: [87, 89],
    asks: "Which of our letters (i, f, o, g, h) is each of Ng's? Answer with { u: …, f: …, o: …, candidate: …, a: … }; u, f and o stand for Γ_u, Γ_f and Γ_o.",
    answer: matching({ u: "i", f: "f", o: "o", candidate: "g", a: "h" }, { among: ["i", "f", "o", "g", "h", "c"] }),
    because: "Γ_u updates, so it writes. Only names differ; c is c in both.",
    hints: [
      "Look at what each is multiplied by.",
      "Which of ours stands before the candidate? Which before the old c?",
    ],
    fingerprints: [
      { answer: { u: "f" }, hint: "what does it stand before, the candidate or the old c?" },
      { answer: { u: "o" }, hint: "our o stands before tanh(c)." },
      { answer: { a: "c" }, hint: "it has gone through tanh and a gate." },
      { answer: { candidate: "c" }, hint: "it is what would be written, not what is held." },
    ],
    solution: "Γ_u is i, Γ_f is f, Γ_o is o, the candidate is g, and a is h.",
  });

  const q9 = question({
    id: "gates/q9",
    items: [43, 133],
    asks: "An LSTM of 3 units reads 5 features. How many numbers does it learn without peepholes, and how many with them?",
    answer: several({
      plain: {
        answer: exactly(108),
        fingerprints: [
          { answer: 27, hint: "that is one block; how many stand side by side?" },
          { answer: 81, hint: "that is three blocks: the candidate has weights, too." },
          { answer: 96, hint: "the biases are missing." },
          { answer: 120, hint: "that is with two biases, as PyTorch has them." },
        ],
      },
      withPeepholes: {
        answer: exactly(117),
        fingerprints: [
          { answer: 111, hint: "that is one number for each unit; how many gates look at c?" },
          { answer: 120, hint: "g is no gate: it does not look." },
          { answer: 135, hint: "a gate looks at the c of its own unit only, not at all of them." },
          { answer: 144, hint: "a gate looks at the c of its own unit only, and g does not look." },
        ],
      },
    }),
    because: "four blocks of 5·3 + 3·3 + 3, and one number for each gate of each unit.",
    hints: [
      "A plain cell of this size has 27 (lesson 2). An LSTM has four such blocks.",
      "Each of the three gates of a unit has one peephole: how many are there in 3 units?",
    ],
    solution: "4 * (5 * 3 + 3 * 3 + 3), and 3 * 3 more",
  });

  const q10 = question({
    id: "gates/q10",
    items: [105],
    asks: "lstm(8, { returnState: true }) reads [4, 20, 5]: 4 sequences of 20 steps of 5 features. It gives output, h and c. Their shapes? And the shape of output with returnSequences: true? Answer with { output: […], h: […], c: […], allSteps: […] }.",
    answer: several({
      output: {
        answer: shape([4, 8]),
        fingerprints: [
          { answer: [4, 20, 8], hint: "that is with returnSequences; without it, only the last step comes out." },
          { answer: [4, 5], hint: "5 features go in; what comes out has a number for each unit." },
          { answer: [8], hint: "there are 4 sequences." },
        ],
      },
      h: {
        answer: shape([4, 8]),
        fingerprints: [
          { answer: [4, 20, 8], hint: "the state that is returned is the one after the last step." },
          { answer: [8], hint: "each of the 4 sequences has a state of its own." },
        ],
      },
      c: {
        answer: shape([4, 8]),
        fingerprints: [
          { answer: [4, 20, 8], hint: "the state that is returned is the one after the last step." },
          { answer: [4, 32], hint: "the four blocks make one c for each unit." },
          { answer: [8], hint: "each of the 4 sequences has a state of its own." },
        ],
      },
      allSteps: {
        answer: shape([4, 20, 8]),
        fingerprints: [
          { answer: [4, 8], hint: "that is the last step only." },
          { answer: [4, 20, 5], hint: "5 features go in; what comes out has a number for each unit." },
          { answer: [20, 8], hint: "there are 4 sequences." },
        ],
      },
    }),
    because: "output of the last step is h itself; c has the same size and is never shown to the next layer.",
    hints: [
      "[sequences, steps, numbers]: which of the three stays, which goes?",
      "h and c are those after the last step.",
    ],
    solution: "output, h and c are [4, 8], and all steps are [4, 20, 8].",
  });
  return { q7, q8, q9, q10 };
}

/** Each block of U transposed. */
function transposed4(U: Matrix, units: number): number[][] {
  const blocks = [0, 1, 2, 3].map(k => transposed(U.map(row => block(row, k, 4))));
  return Array.from({ length: units }, (_, i) => blocks.flatMap(rows => rows[i]!));
}
