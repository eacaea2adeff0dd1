// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { adamWith, carriedForward, mean, ofEachBit, standardized } from "./beyond-functions.ts";
import type { beyond } from "./questions.ts";

export const mistakes: MistakesOf<typeof beyond> = {
  q1: [
    // The mean, by one step too many.
    { answer: (...args) => carriedForward(args, { weight: (_, T) => 1 / (T + 1) }), hint: null },
    // u squared on the way.
    { answer: (...args) => carriedForward(args, { past: u => u * u }), hint: null },
    // Later steps count half.
    { answer: (...args) => carriedForward(args, { weight: t => (t === 0 ? 1 : 0.5) }), hint: null },
    // From a state of zeros.
    { answer: (w, u, _, xs, ys) => carriedForward([w, u, 0, xs, ys]), hint: null },
  ],
  q4: [
    // The largest in the place of the width.
    {
      answer: (z, gamma, beta) => z.map((value, i) => ((value - mean(z)) / Math.max(...z)) * gamma[i]! + beta[i]!),
      hint: null,
    },
    // One gamma, one beta for all.
    { answer: (z, gamma, beta) => standardized(z).map(value => value * gamma[0]! + beta[0]!), hint: null },
    // gamma and beta exchanged.
    { answer: (z, gamma, beta) => standardized(z).map((value, i) => value * beta[i]! + gamma[i]!), hint: null },
  ],
  q7: [
    // The probability in the place of its logarithm.
    { answer: (said, right) => said.reduce((sum, p, t) => sum + (right[t] === 1 ? 1 - p : p), 0), hint: null },
    // The first step's loss.
    { answer: (said, right) => ofEachBit(said, right)[0]!, hint: null },
    // The worst step.
    { answer: (said, right) => Math.max(...ofEachBit(said, right)) + 0.5, hint: null },
  ],
  q8: [
    // Only one of the two is divided.
    { answer: (...args) => adamWith(args, { second: v => v }), hint: null },
    { answer: (...args) => adamWith(args, { first: m => m }), hint: null },
    // The decays exchanged.
    {
      answer: (w, g, m, v, t, rate) => ({
        ...adamWith([w, g, m, v, t, rate]),
        m: m.map((old, i) => 0.1 * old + 0.9 * g[i]!),
      }),
      hint: null,
    },
  ],
};
