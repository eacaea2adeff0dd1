// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { lengthByCoins } from "./functions.ts";
import type { generationGraded } from "./questions.ts";

const zeros = (list: readonly number[]) => list.map(() => 0);
const steps = Array.from({ length: 40 }, (_, t) => t);
/** A figure of errors, by the names of its curves. */
const curves = (data: { [name: string]: number[] }) => ({
  data: Object.entries(data).map(([name, y]) => ({ name, x: steps, y })),
  layout: { xaxis: { title: { text: "steps" } }, yaxis: { title: { text: "squared error" }, type: "log" } },
});

export const mistakes: MistakesOf<typeof generationGraded> = {
  q2: [
    // The coin before the symbol: may write none.
    { answer: (stops, u) => Math.max(0, lengthByCoins(stops, u) - 2), hint: null },
    // One random number for all.
    { answer: (stops, u) => lengthByCoins(stops, stops.map(() => u[0]!)), hint: null }, // biome-ignore format: a line
    // The mean of a geometric distribution.
    { answer: stops => 1 / stops[0]!, hint: null },
  ],
  q3: [
    { answer: (y, tau) => y.map((row, t) => [...(y[t - 1] ?? row), tau - t]), hint: null },
    { answer: (y, tau) => [...y.slice(1), zeros(y[0]!)].map((row, t) => [...row, tau - t]), hint: null },
    { answer: y => y.map((row, t) => [...(y[t - 1] ?? zeros(row))]), hint: null },
  ],
  q4: [
    // The sign.
    {
      answer: (w, r, x, y) => {
        const e = x.map((value, t) => y[t]! - w * value - r * (y[t - 1] ?? 0));
        const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
        return {
          w: mean(e.map((error, t) => 2 * error * x[t]!)),
          r: mean(e.map((error, t) => 2 * error * (y[t - 1] ?? 0))),
        };
      },
      hint: null,
    },
    // w and r exchanged.
    {
      answer: (w, r, x, y) => {
        const e = x.map((value, t) => w * value + r * (y[t - 1] ?? 0) - y[t]!);
        const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
        return {
          r: mean(e.map((error, t) => 2 * error * x[t]!)),
          w: mean(e.map((error, t) => 2 * error * (y[t - 1] ?? 0))),
        };
      },
      hint: null,
    },
    // The last step alone.
    {
      answer: (w, r, x, y) => {
        const t = x.length - 1;
        const e = w * x[t]! + r * (y[t - 1] ?? 0) - y[t]!;
        return { w: 2 * e * x[t]!, r: 2 * e * (y[t - 1] ?? 0) };
      },
      hint: null,
    },
  ],
  q6: [
    { answer: curves({ taught: steps.map(() => 2e-4), "on its own": steps.map(() => 2e-4) }), hint: null },
    { answer: curves({ taught: steps.map(t => 2e-4 * 1.2 ** t), "on its own": steps.map(() => 2e-4) }), hint: null },
    { answer: curves({ taught: [2e-4], "on its own": [0.3] }), hint: null },
  ],
};
