// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus } from "../cell/cell-functions.ts";
import { added, backThroughTime, outer, throughMatrix, throughTanh } from "./back.ts";
import type { bptt } from "./questions.ts";

export const mistakes: MistakesOf<typeof bptt> = {
  q4: [
    { answer: ["one part", "zero"], hint: null },
    { answer: ["the whole", "leaves out h₂"], hint: null },
  ],
  q6: [
    {
      answer: (g, h, U) => ({ sum: throughTanh(g, h), before: throughTanh(g, h).map((x, i) => x * U[i]![i]!) }),
      hint: null,
    },
    {
      // `=` for `+=` in the inner loop.
      answer: (g, h, U) => {
        const sum = throughTanh(g, h);
        return { sum, before: U.map(row => row.at(-1)! * sum.at(-1)!) };
      },
      hint: null,
    },
    {
      answer: (g, h, U) => ({ sum: throughTanh(g, h).map(x => -x), before: throughMatrix(throughTanh(g, h), U) }),
      hint: null,
    },
  ],
  q7: [
    {
      // From the first step to the last.
      answer: (xs, hs, h0, gs, U) => backThroughTime(xs.toReversed(), hs.toReversed(), h0, gs.toReversed(), U),
      hint: null,
    },
    {
      // The first step is left out.
      answer: (xs, hs, h0, gs, U) => {
        const whole = backThroughTime(xs, hs, h0, gs, U);
        const rest = backThroughTime(xs.slice(1).concat([xs[0]!.map(() => 0)]), hs, h0, gs, U);
        return { ...whole, W: rest.W };
      },
      hint: null,
    },
    {
      // The mean of the parts.
      answer: (xs, hs, h0, gs, U) => {
        const { W, U: dU, b } = backThroughTime(xs, hs, h0, gs, U);
        const mean = (m: number[][]) => m.map(row => row.map(x => x / (xs.length + 1)));
        return { W: mean(W), U: mean(dU), b: mean([b])[0]! };
      },
      hint: null,
    },
    {
      // What comes back is added to the next step's twice.
      answer: (xs, hs, h0, gs, U) => {
        let [W, dU, b] = [xs[0]!.map(() => h0.map(() => 0)), U.map(row => row.map(() => 0)), h0.map(() => 0)];
        let later = h0.map(() => 0);
        for (let t = xs.length - 1; t >= 0; t--) {
          const sum = throughTanh(plus(gs[t]!, later), hs[t]!);
          [W, dU, b] = [added(W, outer(xs[t]!, sum)), added(dU, outer(t > 0 ? hs[t - 1]! : h0, sum)), plus(b, sum)];
          later = plus(later, throughMatrix(sum, U));
        }
        return { W, U: dU, b: b.map(x => x + 0 * later[0]!) };
      },
      hint: null,
    },
  ],
  q12: [{ answer: ["temperatures", "a layer below"], hint: null }],
  q10: [
    { answer: (p, right) => p.map((value, k) => (k === right ? 1 : 0) * value - value ** 2), hint: null },
    { answer: (p, right) => p.map((value, k) => (k === right ? value : value - 1)), hint: null },
    { answer: (p, right) => p.map((value, k) => value * (1 - value) * (k === right ? -1 : 1)), hint: null },
  ],
};
