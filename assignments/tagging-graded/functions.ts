// Questions 3 and 4: both directions for one answer, and a convolution with gaps. The hidden check has their references, too.
import { implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import type { Weights } from "../tagging/directions.ts";
import { type Matrix, statesOf } from "../tagging/tagging-functions.ts";

export const directionParameters = ({ normal, fields }: ParameterMakers) => ({
  xs: normal("T", "d"),
  ahead: fields({ W: normal("d", "u"), U: normal("u", "u"), b: normal("u") }),
  back: fields({ W: normal("d", "v"), U: normal("v", "v"), b: normal("v") }),
});

/** What both cells hold when each has read everything: the reference of question 3. */
export function wholeText(xs: Matrix, ahead: Weights, back: Weights): number[] {
  let [h, g] = [ahead.b.map(() => 0), back.b.map(() => 0)];
  for (const x of xs) h = step(x, h, ahead.W, ahead.U, ahead.b);
  for (let t = xs.length - 1; t >= 0; t--) g = step(xs[t]!, g, back.W, back.U, back.b);
  return [...h, ...g];
}

export const gapParameters = ({ normal, size }: ParameterMakers) => ({
  xs: normal("T"),
  w: normal("k"),
  gap: size("gap"),
});

/** Sums over inputs that lie `gap` apart: the reference of question 4. */
export function slideWithGaps(xs: number[], w: number[], gap: number): number[] {
  const ys: number[] = [];
  for (let t = 0; t + (w.length - 1) * gap < xs.length; t++) {
    let sum = 0;
    for (let k = 0; k < w.length; k++) sum += w[k]! * xs[t + k * gap]!;
    ys.push(sum);
  }
  return ys;
}

const right = (xs: Matrix, { W, U, b }: Weights) => statesOf([...xs].reverse(), W, U, b);
const left = (xs: Matrix, { W, U, b }: Weights) => statesOf(xs, W, U, b);

export function functionQuestions() {
  const q3 = question({
    id: "tagging-graded/q3",
    items: [71],
    points: 2,
    asks: "Write wholeText(xs, ahead, back): one list for a whole text, the state of the cell `ahead` when it has read everything from the left, and after it that of the cell `back` when it has read everything from the right.",
    answer: implementation({
      parameters: directionParameters,
      cases: {
        "some steps": { T: 5, d: 2, u: 3, v: 4 },
        "one step": { T: 1, d: 3, u: 2, v: 5 },
        "fewer units from the right": { T: 3, d: 5, u: 4, v: 2 },
      },
      reference: wholeText,
      uses: { step },
    }),
    because: "from the left everything is read at the last step, from the right at the first.",
    hints: [
      "At which step has the cell from the right read everything?",
      "Two loops; the second goes from the last step down to 0.",
    ],
    fingerprints: [
      {
        answer: (xs, ahead, back) => [...left(xs, ahead).at(-1)!, ...right(xs, back)[0]!],
        hint: "at the last step the cell from the right has read one input only. Where has it read them all?",
      },
      {
        answer: (xs, ahead, back) => [...left(xs, ahead).at(-1)!, ...left(xs, back).at(-1)!],
        hint: "both of yours read from left to right.",
      },
      {
        answer: (xs, ahead, back) => [...right(xs, back).at(-1)!, ...left(xs, ahead).at(-1)!],
        hint: "the state of `ahead` comes first.",
      },
      {
        answer: (xs, ahead, back) => [...left(xs, ahead)[0]!, ...right(xs, back).at(-1)!],
        hint: "at the first step the cell from the left has read one input only.",
      },
    ],
  });

  const q4 = question({
    id: "tagging-graded/q4",
    items: [53, 109],
    points: 1,
    asks: "Write slideWithGaps(xs, w, gap): a convolution whose weights lie `gap` places apart. At each place where all of them fit: the sum of w[k] · xs[t + k · gap].",
    answer: implementation({
      parameters: gapParameters,
      cases: {
        "a gap of two": { T: 11, k: 3, gap: 2 },
        "a gap of one": { T: 6, k: 4, gap: 1 },
        "one weight": { T: 5, k: 1, gap: 3 },
      },
      reference: slideWithGaps,
    }),
    because: "as many weights, but they reach further: over (w.length − 1) · gap + 1 inputs.",
    hints: [
      "Lay three weights with a gap of 2 on seven inputs, by hand: at how many places do they fit?",
      "The lesson's `slide`, with `xs[t + k * gap]`.",
    ],
    fingerprints: [
      { answer: (xs, w) => slideWithGaps(xs, w, 1), hint: "yours takes neighbors: where is the gap?" },
      { answer: (xs, w, gap) => slideWithGaps(xs, w, gap + 1), hint: "a gap of 1 means neighbors." },
      {
        answer: (xs, w, gap) => slideWithGaps(xs, w, gap).filter((_, t) => t % gap === 0),
        hint: "it slides by one place at a time; the gap lies between the weights.",
      },
      { answer: (xs, w, gap) => slideWithGaps(xs, w, gap).slice(0, -1), hint: "the last place is missing." },
      { answer: (xs, w, gap) => slideWithGaps(xs, [...w].reverse(), gap), hint: "w[0] belongs to xs[t]." },
    ],
  });

  return { q3, q4 };
}
