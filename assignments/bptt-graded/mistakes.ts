// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { outer, throughMatrix } from "../bptt/back.ts";
import { inputGradients, sigmoidBack } from "./functions.ts";
import type { bpttGraded } from "./questions.ts";
import { lossGradients, statesOf } from "./whole-network.ts";

export const mistakes: MistakesOf<typeof bpttGraded> = {
  q3: [
    { answer: (g, h, U) => ({ ...sigmoidBack(g, h, U), sum: g }), hint: null },
    { answer: (g, h, U) => sigmoidBack(g, h.map(x => 1 - x ** 2), U), hint: null }, // biome-ignore format: a line
    {
      answer: (g, h, U) => ({
        sum: sigmoidBack(g, h, U).sum,
        before: sigmoidBack(g, h, U).sum.map((x, i) => x * U[i]![i]!),
      }),
      hint: null,
    },
  ],
  q4: [
    { answer: (sums, W) => sums.map(sum => W.map((row, i) => row[0]! * sum[i % sum.length]!)), hint: null },
    { answer: (sums, W) => sums.map(sum => W.map(row => row.at(-1)! * sum.at(-1)!)), hint: null },
    { answer: (sums, W) => inputGradients(sums.map(sum => sum.map(x => x / sums.length)), W), hint: null }, // biome-ignore format: a line
  ],
  q5: [
    {
      // `=` for `+=` in V.
      answer: (xs, W, U, b, V, classes) => {
        const hs = statesOf(xs, W, U, b);
        const { U: dU } = lossGradients(xs, W, U, b, V, classes);
        return { U: dU, V: outer(hs[0]!, throughMatrix(hs[0]!, V[0]!.map(() => hs[0]!))) }; // biome-ignore format: a line
      },
      hint: null,
    },
    {
      // The gradient that makes the loss smaller.
      answer: (xs, W, U, b, V, classes) => {
        const { U: dU, V: dV } = lossGradients(xs, W, U, b, V, classes);
        return { U: dU.map(row => row.map(x => -x)), V: dV.map(row => row.map(x => -x)) };
      },
      hint: "points to where the loss grows",
    },
    {
      // V's part takes the state before the step.
      answer: (xs, W, U, b, V, classes) => {
        const shifted = lossGradients([xs[0]!.map(() => 0), ...xs.slice(0, -1)], W, U, b, V, classes);
        return { U: lossGradients(xs, W, U, b, V, classes).U, V: shifted.V };
      },
      hint: null,
    },
  ],
};
