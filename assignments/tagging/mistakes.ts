// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import type { tagging } from "./questions.ts";
import { statesOf, tally } from "./tagging-functions.ts";

export const mistakes: MistakesOf<typeof tagging> = {
  q1: [
    // Both classes counted.
    {
      answer: (said, right) => {
        const turned = (list: number[]) => list.map(mark => 1 - mark);
        const { both, marked, wanted } = tally(turned(said), turned(right));
        return both === 0 ? 0 : (2 * both) / (marked + wanted);
      },
      hint: null,
    },
    // The product in the place of the mean.
    {
      answer: (said, right) => {
        const { both, marked, wanted } = tally(said, right);
        return both === 0 ? 0 : (both / marked) * (both / wanted);
      },
      hint: null,
    },
    { answer: (said, right) => tally(said, right).both, hint: null },
  ],
  q3: [
    // The weights of one for both.
    {
      answer: (xs, ahead) => {
        const { W, U, b } = ahead;
        const right = statesOf([...xs].reverse(), W, U, b).reverse();
        return statesOf(xs, W, U, b).map((row, t) => [...row, ...right[t]!]);
      },
      hint: null,
    },
    // Summed, not joined.
    {
      answer: (xs, ahead, back) => {
        const right = statesOf([...xs].reverse(), back.W, back.U, back.b).reverse();
        return statesOf(xs, ahead.W, ahead.U, ahead.b).map((row, t) =>
          row.map((value, i) => value + (right[t]![i] ?? 0)),
        );
      },
      hint: null,
    },
    // Only from the left.
    { answer: (xs, ahead) => statesOf(xs, ahead.W, ahead.U, ahead.b), hint: null },
  ],
  q7: [
    { answer: (xs, w) => xs.slice(0, xs.length - w.length + 1).map((x, t) => x * (w[t % w.length] ?? 0)), hint: null },
    { answer: (xs, w) => xs.slice(w.length - 1).map(x => x * w.reduce((a, b) => a + b, 0)), hint: null },
    { answer: (xs, w) => [w.reduce((sum, weight, k) => sum + weight * xs[k]!, 0)], hint: null },
  ],
};
