// Questions 3 to 6: the cell as programs. References and draws stand by themselves: the hidden check uses the same.
import {
  type Argument,
  gradient,
  implementation,
  invariance,
  type ParameterMakers,
  question,
} from "../../src/checking/index.ts";
import { plus, sigmoid, softmax, times, transposed } from "../cell/cell-functions.ts";

type Matrix = number[][];

/** One step with ReLU. */
export const reluStep = (x: readonly number[], h: readonly number[], W: Matrix, U: Matrix, b: readonly number[]) =>
  plus(times(x, W), times(h, U), b).map(sum => Math.max(0, sum));

export const networkParameters = ({ normal, uniform }: ParameterMakers) => ({
  xs: normal("T", "d"),
  h0: uniform(0, 1, "u"),
  W: normal("d", "u"),
  U: uniform(-0.6, 0.6, "u", "u"),
  b: normal("u"),
  v: normal("u"),
  c: normal(),
});

/** The probability that a ReLU network gives a sequence: the reference of question 3. */
export function probabilityOf(
  xs: Matrix,
  h0: number[],
  W: Matrix,
  U: Matrix,
  b: number[],
  v: number[],
  c: number,
): number {
  let h = h0;
  for (const x of xs) h = reluStep(x, h, W, U, b);
  let score = c;
  for (let j = 0; j < h.length; j++) score += h[j]! * v[j]!;
  return sigmoid(score);
}

const scoreOf = (h: readonly number[], v: readonly number[], c: number) => h.reduce((sum, x, j) => sum + x * v[j]!, c);

/** A matrix with the rows of U above those of W. */
export const stacked: Argument<Matrix> = (draw, { d, u }) =>
  Array.from({ length: d! + u! }, () => Array.from({ length: u! }, () => draw.normal()));

export function splitStacked(S: Matrix): { U: Matrix; W: Matrix } {
  const units = S[0]!.length;
  return { U: S.slice(0, units), W: S.slice(units) };
}

/** Turns the scores of classes into a loss. */
export const lossOf = (h: number[], V: Matrix, c: number[], right: number): number =>
  -Math.log(softmax(plus(times(h, V), c))[right]!);

export const outputParameters = ({ normal }: ParameterMakers) => ({
  h: normal("u"),
  V: normal("u", "k"),
  c: normal("k"),
  right: ((draw, { k }) => draw.integer(k!)) as Argument<number>,
});

export function outputGradients(h: number[], V: Matrix, c: number[], right: number): { V: Matrix; c: number[] } {
  const probabilities = softmax(plus(times(h, V), c));
  const errors = probabilities.map((p, k) => (k === right ? p - 1 : p));
  return { V: h.map(value => errors.map(error => value * error)), c: errors };
}

/** The sequence with another input at one step. */
const moved = (xs: number[], at: number): number[] => xs.map((x, t) => (t === at ? (x > 0 ? x - 0.9 : x + 0.9) : x));

/** Whether each state is a part of the one before: neither all of it, nor nothing. */
const fades = (hs: number[]): boolean =>
  hs.slice(1).every((h, t) => Math.abs(h) < Math.abs(hs[t]!) && Math.abs(h) > Math.abs(hs[t]!) / 20);

export function functionQuestions() {
  const q3 = question({
    id: "cell-graded/q3",
    items: [22, 72, 94],
    points: 2,
    asks: "Write probability(xs, h0, W, U, b, v, c): a cell with ReLU instead of tanh reads xs from h0; the sigmoid of v·h + c of its last state.",
    answer: implementation({
      parameters: networkParameters,
      cases: {
        "some steps": { T: 5, d: 4, u: 3 },
        "one step": { T: 1, d: 2, u: 5 },
        "one unit": { T: 4, d: 3, u: 1 },
      },
      draws: 5,
      uses: { reluStep, sigmoid },
      reference: probabilityOf,
    }),
    because: "the steps carry the state, and only the last one is read.",
    hints: [
      "A loop over the steps, and after it one line for the probability.",
      "ReLU is Math.max(0, sum), for each unit.",
    ],
    fingerprints: [
      {
        answer: (xs, h0, W, U, b, v, c) => {
          let h = h0;
          for (const x of xs) h = plus(times(x, W), times(h, U), b).map(Math.tanh);
          return sigmoid(scoreOf(h, v, c));
        },
        hint: "this cell has ReLU, not tanh.",
      },
      {
        answer: (xs, h0, W, U, b, v, c) => {
          let h = h0;
          for (const x of xs) h = plus(times(x, W), times(h, U), b);
          return sigmoid(scoreOf(h, v, c));
        },
        hint: "ReLU is missing.",
      },
      {
        answer: (xs, h0, W, U, b, v, c) => sigmoid(scoreOf(reluStep(xs.at(-1)!, h0, W, U, b), v, c)),
        hint: "the last step starts from h0 in yours: the steps before it are lost.",
      },
      {
        answer: (xs, h0, W, U, b, v, c) => {
          let h = h0.map(() => 0);
          for (const x of xs) h = reluStep(x, h, W, U, b);
          return sigmoid(scoreOf(h, v, c));
        },
        hint: "yours starts from zeros; h0 says where to start.",
      },
      {
        answer: (xs, h0, W, U, b, v, c) => {
          let h = h0;
          for (const x of xs) h = reluStep(x, h, W, transposed(U), b);
          return sigmoid(scoreOf(h, v, c));
        },
        hint: "U the wrong way round: U[i][j] leads from unit i to unit j.",
      },
      {
        answer: (xs, h0, W, U, b, v, c) => {
          let h = h0;
          for (const x of xs) h = reluStep(x, h, W, U, b);
          return scoreOf(h, v, c);
        },
        hint: "that is the score; what makes a probability of it?",
      },
    ],
  });

  const q4 = question({
    id: "cell-graded/q4",
    items: [73],
    points: 1,
    asks: "Write split(S): { U, W } from the matrix in which the rows of U stand above those of W.",
    answer: implementation({
      parameters: () => ({ S: stacked }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 4 }, "one unit": { d: 4, u: 1 } },
      reference: splitStacked,
    }),
    because: "U is square: it has as many rows as S has columns.",
    hints: ["Which of the two is square?", "How many units there are, each row of S tells."],
    fingerprints: [
      {
        answer: S => ({ U: S.slice(S.length - S[0]!.length), W: S.slice(0, S.length - S[0]!.length) }),
        hint: "the rows of U stand above.",
      },
      {
        answer: S => ({ U: S.slice(0, S.length / 2), W: S.slice(S.length / 2) }),
        hint: "the two are not of the same size: which one is square?",
      },
    ],
  });

  const q5 = question({
    id: "cell-graded/q5",
    items: [22],
    points: 2,
    asks: "Write outputGradients(h, V, c, right): { V, c }, the gradients of the loss −ln of the softmax probability of the class `right`.",
    answer: gradient({
      parameters: outputParameters,
      cases: { "some classes": { u: 3, k: 4 }, "two classes": { u: 5, k: 2 }, "one unit": { u: 1, k: 3 } },
      loss: lossOf,
      of: ["V", "c"],
      reference: outputGradients,
      uses: { softmax, plus, times },
    }),
    because: "the gradient of a score is its probability, less 1 for the right class; V[j][k] has h[j] before it.",
    hints: [
      "Begin with the gradients of the scores: the probabilities, and 1 less for the right class.",
      "c stands in a score as it is; V[j][k] is multiplied by h[j].",
    ],
    fingerprints: [
      {
        answer: (h, V, c) => {
          const p = softmax(plus(times(h, V), c));
          return { V: h.map(value => p.map(x => value * x)), c: p };
        },
        hint: "the right class pushes the other way: 1 less for it.",
      },
      {
        answer: (h, V, c, right) => {
          const { V: dV, c: dc } = outputGradients(h, V, c, right);
          return { V: dV.map(row => row.map(x => -x)), c: dc.map(x => -x) };
        },
        hint: "the sign: a gradient points to where the loss grows.",
      },
    ],
  });

  const q6 = question({
    id: "cell-graded/q6",
    items: [70, 115],
    points: 2,
    asks: "Write trace(xs): for a list of numbers the list of the states, one for each step, of a recurrent unit with weights of your own. It starts from 0, and a state is made of the input and the state before, of nothing else. All states lie between −1 and 1, however long it reads. After 12 steps every input is still seen: changing one by 0.9 changes the last state by more than 1e-6. When zeros follow, each step leaves a part of the state, but not all of it; after 60 zeros at most a tenth is left.",
    answer: invariance({
      parameters: ({ uniform }) => ({ xs: uniform(-1, 1, "T") }),
      cases: { "twelve steps": { T: 12 }, "some steps": { T: 5 }, "one step": { T: 1 } },
      reference: (xs: number[]) => {
        const states: number[] = [];
        let h = 0;
        for (let t = 0; t < xs.length; t++) {
          h = Math.tanh(0.5 * xs[t]! + 0.9 * h);
          states.push(h);
        }
        return states;
      },
      properties: {
        "there is a state for each step": { holds: (hs, _, [xs]) => hs.length === xs.length },
        "a state stays as it is when other inputs follow": {
          change: ([xs], draw) => [[...xs.slice(0, -1), ...Array.from({ length: 60 }, () => draw.uniform(-1, 1))]],
          holds: (hs, others) => hs.slice(0, -1).every((h, t) => h === others[t]),
        },
        "all states lie between −1 and 1, also when 400 ones follow": {
          change: ([xs]) => [[...xs, ...Array.from({ length: 400 }, () => 1)]],
          holds: (_, others) => others.every(h => Math.abs(h) <= 1),
        },
        "a changed first input changes the last state by more than 1e-6": {
          change: ([xs]) => [moved(xs, 0)],
          holds: (hs, others) => Math.abs(hs.at(-1)! - others.at(-1)!) > 1e-6,
        },
        "so does any other input": {
          change: ([xs], draw) => [moved(xs, draw.integer(xs.length))],
          holds: (hs, others) => Math.abs(hs.at(-1)! - others.at(-1)!) > 1e-6,
        },
        "each of 200 zeros that follow leaves a part of the state, but not all of it": {
          change: ([xs]) => [[...xs, ...Array.from({ length: 200 }, () => 0)]],
          holds: (hs, others) => fades(others.slice(hs.length - 1)),
        },
        "after 60 zeros more at most a tenth of the state is left": {
          change: ([xs]) => [[...xs, ...Array.from({ length: 60 }, () => 0)]],
          holds: (hs, others) => Math.abs(others.at(-1)!) <= 0.1 * Math.abs(hs.at(-1)!),
        },
      },
    }),
    because: "a state is made of its input and the state before, and u keeps enough of it, but not all.",
    hints: [
      "A loop with one state: h = tanh(w x + u h).",
      "The first input is multiplied by u again and again: which u keeps it above a millionth?",
      "What is left of the state after 60 zeros is about u to the power of 60: which u makes a tenth of it, or less?",
    ],
    fingerprints: [],
  });

  return { q3, q4, q5, q6 };
}
