// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { statesOf } from "../tagging/tagging-functions.ts";
import { slideWithGaps, wholeText } from "./functions.ts";
import type { taggingGraded } from "./questions.ts";

const bars = (y: number[], { type = "bar", x = ["from the left", "both ways"] } = {}) => ({
  data: [{ type, x, y }],
  layout: { yaxis: { title: { text: "right answers" } } },
});

/** Shares that are all right for some student: of 307 sequences, with a delay of 1 and 2. */
const measured = [0.79, 0.8125, 0.84].flatMap(best =>
  [29, 28].map(steps => (Math.round(best * 307 * steps) + 3) / (307 * steps)),
);

export const mistakes: MistakesOf<typeof taggingGraded> = {
  q3: [
    // Only from the left.
    { answer: (xs, { W, U, b }) => statesOf(xs, W, U, b).at(-1)!, hint: null },
    // The weights exchanged.
    { answer: (xs, ahead, back) => wholeText(xs, back, ahead), hint: null },
    // The cell from the right goes on where the other ended.
    {
      answer: (xs, ahead, back) => {
        const both = wholeText(xs, ahead, back);
        return both.map((value, i) => (i < ahead.b.length ? value : value / 2));
      },
      hint: null,
    },
    // The mean over all steps.
    {
      answer: (xs, ahead, back) => {
        const mean = (states: number[][]) =>
          states[0]!.map((_, j) => states.reduce((sum, h) => sum + h[j]!, 0) / (states.length + 1));
        return [
          ...mean(statesOf(xs, ahead.W, ahead.U, ahead.b)),
          ...mean(statesOf([...xs].reverse(), back.W, back.U, back.b)),
        ];
      },
      hint: null,
    },
  ],
  q4: [
    // Padded with zeros.
    {
      answer: (xs, w, gap) =>
        xs
          .map((_, t) => w.reduce((sum, weight, k) => sum + weight * (xs[t + k * gap] ?? 0), 0))
          .slice(0, xs.length - (w.length - 1) * gap + 1),
      hint: null,
    },
    // Looks back.
    { answer: (xs, w, gap) => slideWithGaps([...xs].reverse(), w, gap), hint: null },
    { answer: (xs, w, gap) => slideWithGaps(xs, w, gap).map(sum => sum / gap / 3), hint: null },
  ],
  q6: [
    // The two exchanged.
    { answer: bars([0.99, 0.74]), hint: null },
    // Percent.
    { answer: bars([76, 99]), hint: null },
    { answer: bars([0.5, 0.5]), hint: null },
    // Computed, or made up, and not measured.
    ...[0.79, 0.8125, 0.84].map(best => ({ answer: bars([best, 1]), hint: null })),
    ...[0.791, 0.814, 0.841].map(near => ({ answer: bars([near, 0.99]), hint: null })),
    // Another picture, and names that say nothing.
    ...measured.map(share => ({ answer: bars([share, 1], { type: "scatter" }), hint: null })),
    ...measured.map(share => ({ answer: bars([share, 1], { x: ["a", "b"] }), hint: null })),
  ],
};
