// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { lastCounted, truncatedGradient } from "./functions.ts";
import type { batchingGraded } from "./questions.ts";

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** A figure for a lag; 5 is no student's. */
const curves = (lag: number, named: { [name: string]: number[] }) => ({
  data: Object.entries(named).map(([name, y]) => ({ name, x: [1, 2, 4, 8].map(n => n * lag), y })),
  layout: { xaxis: { title: { text: "steps in a stretch" } }, yaxis: { title: { text: "right answers" } } },
});

export const mistakes: MistakesOf<typeof batchingGraded> = {
  q2: [
    { answer: (states, mask) => lastCounted(states, mask).toReversed(), hint: null },
    // The mask of the first sentence for all.
    { answer: (states, mask) => states.map(row => row[mask[0]!.lastIndexOf(1)]!), hint: "padding stands behind" },
    // The mean of those that count.
    {
      answer: (states, mask) =>
        states.map((row, i) => row[0]!.map((_, j) => sum(row.map((h, t) => h[j]! * mask[i]![t]!)) / sum(mask[i]!))),
      hint: null,
    },
  ],
  q3: [
    // A mean for each sentence.
    {
      answer: (said, wanted, mask) =>
        said.map((row, i) => row.map((value, t) => (2 * mask[i]![t]! * (value - wanted[i]![t]!)) / sum(mask[i]!))),
      hint: null,
    },
    {
      answer: (said, wanted, mask) =>
        said.map((row, i) =>
          row.map((value, t) => (2 * mask[i]![t]! * (value - wanted[i]![t]!) ** 2) / sum(mask.flat())),
        ),
      hint: null,
    },
    {
      answer: (said, _wanted, mask) => said.map((row, i) => row.map((value, t) => 2 * value * mask[i]![t]!)),
      hint: null,
    },
  ],
  q4: [
    // The new state in the place of the old one.
    {
      answer: (w, xs, steps) => {
        let [h, slope, total] = [0, 0, 0];
        for (const [t, x] of xs.entries()) {
          if (t % steps === 0) slope = 0;
          h = w * h + x;
          slope = h + w * slope;
          total += slope;
        }
        return total;
      },
      hint: null,
    },
    // The stretch that came last alone.
    {
      answer: (w, xs, steps) => {
        const whole = truncatedGradient(w, xs, steps);
        const last = Math.floor((xs.length - 1) / steps) * steps;
        return whole - truncatedGradient(w, xs.slice(0, last), steps);
      },
      hint: null,
    },
    // A mean in the place of the sum.
    { answer: (w, xs, steps) => truncatedGradient(w, xs, steps) / xs.length, hint: null },
    // Without w on the way.
    {
      answer: (w, xs, steps) => {
        let [h, slope, total] = [0, 0, 0];
        for (const [t, x] of xs.entries()) {
          if (t % steps === 0) slope = 0;
          slope += h;
          h = w * h + x;
          total += slope;
        }
        return total;
      },
      hint: null,
    },
  ],
  q6: [
    // One curve of the two, and lengths of another lag.
    { answer: curves(5, { carried: [0.5, 0.997, 0.997, 0.997] }), hint: null },
    { answer: curves(5, { "from zeros": [0.5, 0.75, 0.875, 0.9375], carried: [0.55, 1, 1, 1] }), hint: null },
    // Invented for each lag that there is: computed, rounded, and under other names.
    ...[3, 4, 6, 7].flatMap(lag => [
      { answer: curves(lag, { "from zeros": [0.5, 0.75, 0.875, 0.9375], carried: [0.5, 1, 1, 1] }), hint: null },
      {
        answer: curves(lag, { "from zeros": [0.501, 0.752, 0.871, 0.934], carried: [0.55, 0.997, 0.998, 0.998] }),
        hint: null,
      },
      { answer: curves(lag, { a: [0.5, 0.75, 0.875, 0.9375], b: [0.5, 1, 1, 1] }), hint: null },
    ]),
  ],
};
