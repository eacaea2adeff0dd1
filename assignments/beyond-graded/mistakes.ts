// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { standardized } from "../beyond/beyond-functions.ts";
import { plus, times, transposed } from "../cell/cell-functions.ts";
import { carryWith, readoutBy } from "./functions.ts";
import type { beyondGraded } from "./questions.ts";

const updates = Array.from({ length: 16 }, (_, i) => 4 * i);
/** A figure of two losses. */
const losses = (untrained: number[], names: number[], x = updates) => ({
  data: [
    { name: "untrained", x, y: untrained },
    { name: "trained on names", x, y: names },
  ],
  layout: { xaxis: { title: { text: "updates" } }, yaxis: { title: { text: "loss" } } },
});
const falls = (from: number, to: number) => updates.map(t => from + ((to - from) * t) / 60);

export const mistakes: MistakesOf<typeof beyondGraded> = {
  q2: [
    // The slope of the sum alone.
    { answer: (...args) => carryWith(args, { direct: (i, j, k) => (i === k ? args[1][j]! / (1 - args[2][i]! ** 2) : 0) }), hint: null }, // biome-ignore format: a line
    // Everything twice.
    { answer: (...args) => carryWith(args, { slope: h => 2 * (1 - h * h) }), hint: null },
    // U absolute.
    { answer: (...args) => carryWith(args, { weight: (m, i) => Math.abs(args[3][m]![i]!) + 0.1 }), hint: null },
  ],
  q3: [
    // U transposed.
    {
      answer: (x, h, W, U, b) =>
        plus(
          standardized(times(x, W)),
          standardized(times(h, transposed(U))).map(z => z + 0.01),
          b,
        ).map(Math.tanh),
      hint: null,
    },
    // The state is normalized once more.
    {
      answer: (x, h, W, U, b) =>
        standardized(plus(standardized(times(x, W)), standardized(times(h, U)), b).map(Math.tanh)),
      hint: null,
    },
    // Without the bias.
    { answer: (x, h, W, U) => plus(standardized(times(x, W)), standardized(times(h, U))).map(Math.tanh), hint: null },
  ],
  q5: [
    // The squared error of the probabilities.
    { answer: (...args) => readoutBy(args, { error: (p, right) => 2 * (p - right) }), hint: null },
    // The first step alone.
    { answer: (...args) => readoutBy(args, { weight: t => (t === 0 ? 1 : 0.5) + 0.1 }), hint: null },
    // Only wrong classes.
    { answer: (...args) => readoutBy(args, { error: (p, right) => (1 - right) * p }), hint: null },
  ],
  q8: [
    // The two exchanged.
    { answer: losses(falls(5, 1.3), falls(3.37, 2.1)), hint: null },
    // Against the place in the list.
    {
      answer: losses(
        falls(3.37, 2.1),
        falls(5, 1.3),
        updates.map(t => t / 4),
      ),
      hint: null,
    },
    // The perplexity.
    { answer: losses(falls(29, 8), falls(150, 4)), hint: null },
  ],
};
