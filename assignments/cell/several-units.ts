// Questions 3 to 6: a cell of several units, its count, and its two matrices as one.
import { exactly, implementation, question, several, shape } from "../../src/checking/index.ts";
import { plus, step, times, transposed } from "./cell-functions.ts";

export function stepQuestions() {
  const q3 = question({
    id: "cell/q3",
    items: [92],
    asks: "How many numbers does a cell of 3 units learn that reads 5 features?",
    answer: exactly(27),
    because: "W is 5 × 3, U is 3 × 3, b has 3: 15 + 9 + 3.",
    hints: ["Three blocks: W for the features, U for the past, b.", "Each of the 3 units listens to all 3."],
    solution: "`5 * 3 + 3 * 3 + 3`",
    fingerprints: [
      { answer: 24, hint: "the biases are missing." },
      { answer: 18, hint: "that cell has no past: which block carries it?" },
      { answer: 15, hint: "that is W alone." },
      { answer: 21, hint: "each unit listens to all units, not only to itself: how large is U?" },
      { answer: 30, hint: "that is with two bias vectors, as PyTorch has them; here there is one." },
      { answer: 43, hint: "U leads from units to units: 3 × 3." },
    ],
  });

  const q4 = question({
    id: "cell/q4",
    items: [22, 72, 115],
    asks: "Write step(x, h, W, U, b): the states of all units after one step.",
    answer: implementation({
      parameters: ({ normal }) => ({
        x: normal("d"),
        h: normal("u"),
        W: normal("d", "u"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 6 }, "one unit": { d: 4, u: 1 } },
      reference: (x: number[], h: number[], W: number[][], U: number[][], b: number[]) => {
        const [input, past] = [times(x, W), times(h, U)];
        return b.map((bias, j) => Math.tanh(input[j]! + past[j]! + bias));
      },
      uses: { times },
    }),
    because: "each unit adds up what it reads, what all units held, and its bias; tanh squashes each sum.",
    hints: [
      "`times(x, W)` gives the list of all x·W, one number for each unit. What else does unit j add?",
      "Three numbers are added up for unit j, and the second is one of `times(h, U)`. What squashes the sum?",
    ],
    solution: "`b.map((bias, j) => Math.tanh(times(x, W)[j] + times(h, U)[j] + bias))`",
    fingerprints: [
      {
        answer: (x, h, W, U, b) => step(x, h, W, transposed(U), b),
        hint: "U the wrong way round: U[i][j] leads from unit i, before, to unit j, now.",
      },
      { answer: (x, _h, W, _U, b) => plus(times(x, W), b).map(Math.tanh), hint: "what carries the past?" },
      { answer: (x, h, W, U) => plus(times(x, W), times(h, U)).map(Math.tanh), hint: "the biases are missing." },
      { answer: (x, h, W, U, b) => plus(times(x, W), times(h, U), b), hint: "what squashes the sums?" },
      { answer: (_x, h, _W, U, b) => plus(times(h, U), b).map(Math.tanh), hint: "nothing is read: where is x W?" },
      {
        answer: (x, h, W, U, b) => b.map((bias, j) => Math.tanh(times(x, W)[j]! + U[j]![j]! * h[j]! + bias)),
        hint: "each unit listens to all units, not only to itself.",
      },
      {
        answer: (x, h, W, _U, b) => plus(times(x, W), h, b).map(Math.tanh),
        hint: "each unit adds its own state as it is: what is U for?",
      },
      {
        answer: (x, h, W, U, b) =>
          b.map((bias, j) => Math.tanh(times(x, W)[j]! + U.reduce((sum, row) => sum + row[j]! * h[j]!, 0) + bias)),
        hint: "U[i][j] leads from unit i: which state does it multiply?",
      },
      {
        answer: (x, h, W, U, b) => plus(times(x, W), times(h, U)).map((sum, j) => Math.tanh(sum) + b[j]!),
        hint: "the bias is added before tanh.",
      },
      {
        answer: (x, h, W, U, b) => {
          const held = [...h];
          return b.map((bias, j) => {
            held[j] = Math.tanh(times(x, W)[j]! + times(held, U)[j]! + bias);
            return held[j]!;
          });
        },
        hint: "yours writes new states into h while other units still need the old ones: make a new list.",
      },
    ],
  });

  const q5 = question({
    id: "cell/q5",
    items: [73],
    asks: "10,000 features, 100 units, in the other notation: the shape of [W_aa | W_ax], and how many numbers it holds.",
    answer: several({
      stackedShape: {
        answer: shape([100, 10_100]),
        fingerprints: [
          { answer: [10_100, 100], hint: "in that notation the matrix stands on the left: a row for each unit." },
          { answer: [200, 10_000], hint: "side by side the columns add up, and the rows stay." },
          { answer: [100, 10_000], hint: "that is W_ax alone; W_aa stands beside it." },
        ],
      },
      numbers: {
        answer: exactly(1_010_000),
        fingerprints: [
          { answer: 1_000_000, hint: "that is W_ax alone; W_aa stands beside it." },
          { answer: 1_010_100, hint: "the biases are not in this matrix." },
          { answer: 10_100, hint: "that is one row; how many rows are there?" },
        ],
      },
    }),
    because: "100 rows, and 100 columns of W_aa beside 10,000 of W_ax. Most of it reads the features.",
    hints: [
      "W_aa is 100 × 100, W_ax is 100 × 10,000.",
      "Side by side they have the same rows, and their columns add up.",
    ],
    solution: "[100, 100 + 10_000] and 100 · 10,100",
  });

  const q6 = question({
    id: "cell/q6",
    items: [73],
    asks: "Write stackedStep(x, h, S, b): the same step with one matrix S, in which the rows of U stand above those of W.",
    answer: implementation({
      parameters: ({ normal }) => ({
        x: normal("d"),
        h: normal("u"),
        S: (draw, { d, u }) => Array.from({ length: d! + u! }, () => Array.from({ length: u! }, () => draw.normal())),
        b: normal("u"),
      }),
      cases: {
        "some units": { d: 5, u: 3 },
        "more units than features": { d: 2, u: 4 },
        "one feature": { d: 1, u: 3 },
      },
      reference: (x: number[], h: number[], S: number[][], b: number[]) => {
        const sums = times([...h, ...x], S);
        return b.map((bias, j) => Math.tanh(sums[j]! + bias));
      },
      uses: { times },
    }),
    because: "[h, x] times the one matrix adds up the same products as h U + x W.",
    hints: [
      "One long list is multiplied by S. Of what is it made, and in which order?",
      "`[...h, ...x]` is the list of all numbers of h and then all of x.",
    ],
    solution: ["const sums = times([...h, ...x], S)", "return b.map((bias, j) => Math.tanh(sums[j] + bias))"].join(
      "\n",
    ),
    fingerprints: [
      {
        answer: (x, h, S, b) => plus(times([...x, ...h], S), b).map(Math.tanh),
        hint: "the rows of U stand above: which of x and h comes first?",
      },
      {
        answer: (x, _h, S, b) => plus(times(x, S.slice(-x.length)), b).map(Math.tanh),
        hint: "only the rows of W are used; what carries the past?",
      },
      { answer: (x, h, S, b) => plus(times([...h, ...x], S), b), hint: "what squashes the sums?" },
      { answer: (x, h, S) => times([...h, ...x], S).map(Math.tanh), hint: "the biases are missing." },
    ],
  });

  return { q3, q4, q5, q6 };
}
