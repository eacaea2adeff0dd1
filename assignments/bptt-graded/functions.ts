// Questions 3 to 6: the way back as programs. References and draws stand by themselves: the hidden check uses the same.
import { type Argument, gradient, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { added, outer, throughMatrix, throughTanh } from "../bptt/back.ts";
import { plus, sigmoid, softmax, times } from "../cell/cell-functions.ts";
import { lossOf, statesOf, wholeNetworkMistakes } from "./whole-network.ts";

type Matrix = number[][];

export const inputParameters = ({ normal }: ParameterMakers) => ({ sums: normal("T", "u"), W: normal("d", "u") });

/** The gradient of each input: the sums' gradients through W, the other way round. */
export const inputGradients = (sums: Matrix, W: Matrix): Matrix =>
  sums.map(sum => W.map(row => row.reduce((total, weight, j) => total + weight * sum[j]!, 0)));

export const lossParameters = ({ normal, uniform }: ParameterMakers) => ({
  xs: normal("T", "d"),
  W: normal("d", "u"),
  U: uniform(-0.7, 0.7, "u", "u"),
  b: normal("u"),
  V: normal("u", "k"),
  classes: ((draw, { T, k }) => Array.from({ length: T! }, () => draw.integer(k!))) as Argument<number[]>,
});

export const sigmoidParameters = ({ normal, uniform }: ParameterMakers) => ({
  g: normal("u"),
  h: uniform(0.05, 0.95, "u"),
  U: normal("u", "u"),
});

/** One step back where the unit has a sigmoid. */
export function sigmoidBack(g: number[], h: number[], U: Matrix): { sum: number[]; before: number[] } {
  const sum = g.map((value, j) => value * h[j]! * (1 - h[j]!));
  return { sum, before: U.map(row => row.reduce((total, weight, j) => total + weight * sum[j]!, 0)) };
}

export function functionQuestions() {
  const q3 = question({
    id: "bptt-graded/q3",
    items: [29, 75],
    points: 2,
    asks: "Write sigmoidBack(g, h, U): { sum, before } for one step back of units that have a sigmoid in the place of tanh.",
    answer: implementation({
      parameters: sigmoidParameters,
      cases: { "some units": { u: 4 }, "two units": { u: 2 }, "one unit": { u: 1 } },
      reference: sigmoidBack,
    }),
    because: "the slope of the sigmoid where it gave h is h(1 − h). The rest stays.",
    hints: [
      "What is the slope of the sigmoid where it gave 0.5? And where it gave 0.9?",
      "The slope can be written with what came out, h, alone.",
    ],
    fingerprints: [
      {
        answer: (g, h, U) => ({ sum: throughTanh(g, h), before: throughMatrix(throughTanh(g, h), U) }),
        hint: "1 − h² is the slope of tanh.",
      },
      {
        answer: (g, h, U) => {
          const sum = g.map((value, j) => value * sigmoid(h[j]!) * (1 - sigmoid(h[j]!)));
          return { sum, before: throughMatrix(sum, U) };
        },
        hint: "h is what came out of the sigmoid; you take it once more.",
      },
      {
        answer: (g, h, U) => ({ sum: sigmoidBack(g, h, U).sum, before: throughMatrix(g, U) }),
        hint: "the state before is reached through the sigmoid as well.",
      },
      {
        answer: (g, h, U) => {
          const { sum } = sigmoidBack(g, h, U);
          return { sum, before: times(sum, U) };
        },
        hint: "U[i][j] leads from i to j: before[i] goes along row i.",
      },
      {
        answer: (g, _h, U) => ({ sum: g, before: throughMatrix(g, U) }),
        hint: "which slope has the sigmoid where it gave h?",
      },
    ],
  });

  const q4 = question({
    id: "bptt-graded/q4",
    items: [30],
    points: 2,
    asks: "Write inputGradients(sums, W): the gradient of each input. sums[t] are the gradients of the sums of step t.",
    answer: implementation({
      parameters: inputParameters,
      cases: {
        "some steps": { T: 5, d: 4, u: 3 },
        "more features than units": { T: 2, d: 6, u: 3 },
        "one feature": { T: 4, d: 1, u: 3 },
      },
      reference: inputGradients,
    }),
    because: "x went through W at its own step, and so does its gradient, the other way round. No other step is in it.",
    hints: [
      "Which numbers does feature i reach, and by which weights?",
      "At each step: for each feature i the sum over j of W[i][j] times sums[t][j].",
    ],
    fingerprints: [
      {
        answer: (sums, W) => {
          let later = W.map(() => 0);
          return sums
            .toReversed()
            .map(sum => {
              later = plus(later, throughMatrix(sum, W));
              return later;
            })
            .toReversed();
        },
        hint: "`sums` hold already what comes from later steps; nothing is added once more.",
      },
      {
        answer: (sums, W) => inputGradients(sums, W).toReversed(),
        hint: "that is last step first.",
      },
    ],
  });

  const q5 = question({
    id: "bptt-graded/q5",
    items: [9, 23, 29, 135],
    points: 3,
    asks: "Write gradients(xs, W, U, b, V, classes): { U, V } of the loss, summed over steps, of a network that names a class at each step.",
    answer: gradient({
      parameters: lossParameters,
      cases: {
        "some steps": { T: 4, d: 3, u: 2, k: 5 },
        "one step": { T: 1, d: 2, u: 3, k: 4 },
        "two classes": { T: 3, d: 1, u: 4, k: 2 },
      },
      loss: lossOf,
      of: ["U", "V"],
      reference: (xs: Matrix, W: Matrix, U: Matrix, b: number[], V: Matrix, classes: number[]) => {
        const hs = statesOf(xs, W, U, b);
        let dU = U.map(row => row.map(() => 0));
        let dV = V.map(row => row.map(() => 0));
        let later = b.map(() => 0);
        for (let t = xs.length - 1; t >= 0; t--) {
          const errors = softmax(times(hs[t]!, V)).map((p, k) => (k === classes[t] ? p - 1 : p));
          dV = added(dV, outer(hs[t]!, errors));
          const sum = throughTanh(plus(throughMatrix(errors, V), later), hs[t]!);
          if (t > 0) dU = added(dU, outer(hs[t - 1]!, sum));
          later = throughMatrix(sum, U);
        }
        return { U: dU, V: dV };
      },
      uses: { statesOf, softmax, times, outer, added, throughTanh, throughMatrix, plus },
    }),
    because: "forward once, then back: at each step the scores' gradients, V's part, the state's gradient, U's part.",
    hints: [
      "First the states of all steps, from zeros. Then from the last step to the first.",
      "A step's scores are h V; their gradients are the probabilities, less 1 for the right class.",
      "V's part is the state times these. U's part is the state *before* times the gradients of the sums; before the first step it is 0.",
    ],
    fingerprints: wholeNetworkMistakes,
  });

  return { q3, q4, q5 };
}
