// Questions 7 to 9: convolutions beside recurrences, and pictures as sequences.
import { exactly, implementation, matching, question, several, shape } from "../../src/checking/index.ts";

export function convolutionQuestions() {
  const q7 = question({
    id: "tagging/q7",
    items: [53, 109],
    asks: "Write slide(xs, w): at each place where the whole of w fits, the sum of w[k] · xs[t + k].",
    answer: implementation({
      parameters: ({ normal }) => ({ xs: normal("T"), w: normal("k") }),
      cases: {
        "three weights": { T: 8, k: 3 },
        "one weight": { T: 5, k: 1 },
        "a single place and one more": { T: 5, k: 4 },
      },
      reference: (xs: number[], w: number[]) => {
        const ys: number[] = [];
        for (let t = 0; t + w.length <= xs.length; t++) {
          let sum = 0;
          for (let k = 0; k < w.length; k++) sum += w[k]! * xs[t + k]!;
          ys.push(sum);
        }
        return ys;
      },
    }),
    because: "each output is a weighted sum of neighbors, and there is one for each place where w fits.",
    hints: [
      "How many places are there? Lay two weights on five inputs, by hand, and then three.",
      "Two loops: over the places t, and for each of them over w, by k. Each place begins with a new sum.",
    ],
    fingerprints: [
      {
        answer: (xs, w) => slides(xs, w).slice(0, -1),
        hint: "the last place is missing: there w ends with the last input.",
      },
      {
        answer: (xs, w) => slides(xs, [...w].reverse()),
        hint: "w is turned round: w[0] belongs to xs[t]. (Mathematicians turn it; networks do not.)",
      },
      {
        answer: (xs, w) => xs.map((_, t) => w.reduce((sum, weight, k) => sum + weight * (xs[t + k] ?? 0), 0)),
        hint: "yours pads with zeros at the end: only where the whole of w fits.",
      },
      {
        answer: (xs, w) =>
          xs
            .filter((_, t) => t + w.length <= xs.length && t % w.length === 0)
            .map((_, i) => slides(xs, w)[i * w.length]!),
        hint: "the places overlap: there is one at each t.",
      },
      { answer: (xs, w) => slides(xs, w).map(sum => sum / w.length), hint: "a sum, not a mean." },
    ],
  });

  const q8 = question({
    id: "tagging/q8",
    items: [53],
    asks: "How many inputs can an output depend on (its receptive field): of four such layers one on the other, each with 3 weights (`stacked`); of four whose weights lie 1, 2, 4 and 8 places apart (`dilated`); of a recurrent cell that has read 50 inputs from the left (`recurrent`)?",
    answer: several({
      stacked: {
        answer: exactly(9),
        fingerprints: [
          { answer: 12, hint: "neighbors overlap: each layer adds how many?" },
          { answer: 81, hint: "that counts paths; the same inputs are met again and again." },
          { answer: 3, hint: "that is one layer." },
        ],
      },
      dilated: {
        answer: exactly(31),
        fingerprints: [
          { answer: 9, hint: "the weights of the upper layers lie further apart." },
          { answer: 16, hint: "how many gaps lie between three weights?" },
          { answer: 45, hint: "each layer adds two gaps to what is there." },
        ],
      },
      recurrent: {
        answer: exactly(50),
        fingerprints: [
          { answer: 1, hint: "through its state it has read everything before, too." },
          { answer: 51, hint: "what it begins with, a state of zeros, is no input." },
          { answer: 49, hint: "its newest input counts, too." },
        ],
      },
    }),
    because: "each layer of 3 adds 2 places times its gap: 1 + 4 · 2, and 1 + 2 · (1 + 2 + 4 + 8).",
    hints: [
      "One layer of 3 sees 3 inputs. What does a second one add, on each side?",
      "With gaps of 2, three weights reach over 5 places.",
    ],
    solution: "1 + 4 · 2, 1 + 2 · 15, 50",
  });

  const q9 = question({
    id: "tagging/q9",
    items: [53, 131],
    asks: 'Of a convolution ("conv"), a recurrence ("rnn"), "both" or "neither": which has the same weights at every place; which can take a longer sequence as it is; whose places can all be computed at once; which can depend on an input at any distance before it?',
    answer: matching(
      { "same weights": "both", "any length": "both", "all at once": "conv", "any distance": "rnn" },
      {
        among: ["conv", "rnn", "both", "neither"],
        synonyms: { conv: ["cnn", "convolution"], rnn: ["recurrence", "recurrent"] },
      },
    ),
    because:
      "they share weights over places, so both take any length. A recurrence has to wait for its state, and for that it can reach back as far as it likes.",
    hints: ["Your two programs: which numbers do they need, and what must be computed before what?"],
    fingerprints: [
      { answer: { "same weights": "conv" }, hint: "same weights: has a cell other weights at step 7?" },
      { answer: { "same weights": "rnn" }, hint: "same weights: does `slide` take other weights at place 7?" },
      { answer: { "any length": "rnn" }, hint: "any length: does `slide` know how long xs is?" },
      { answer: { "all at once": "both" }, hint: "all at once: what does step t of a recurrence wait for?" },
      { answer: { "any distance": "both" }, hint: "any distance: how far does an output of `slide` see?" },
      { answer: { "any distance": "conv" }, hint: "any distance: how far does an output of `slide` see?" },
    ],
  });

  const q10 = question({
    id: "tagging/q10",
    items: [50, 113, 109],
    asks: "A picture of 28 × 28 pixels is read row by row: of which shape [steps, features] is it (`picture`)? A film of 12 frames of 8 × 8 pixels, each frame a step: of which shape (`film`)? And of 16 such films, with a label at each frame out of 3: of which shape are the probabilities (`labels`)?",
    answer: several({
      picture: {
        answer: shape([28, 28]),
        fingerprints: [
          { answer: [784, 1], hint: "that is pixel by pixel; row by row a step has a whole row." },
          { answer: [1, 784], hint: "that is one step with the whole picture." },
        ],
      },
      film: {
        answer: shape([12, 64]),
        fingerprints: [
          { answer: [12, 8, 8], hint: "a cell reads a list of numbers: a frame is laid out in one row." },
          { answer: [96, 8], hint: "that is row by row; here each frame is a step." },
        ],
      },
      labels: {
        answer: shape([16, 12, 3]),
        fingerprints: [
          { answer: [16, 3], hint: "that is one label a film; here each frame has one." },
          { answer: [12, 16, 3], hint: "the batch is the first axis." },
          { answer: [16, 12, 64], hint: "how many classes are there?" },
        ],
      },
    }),
    because: "what a step is, you decide: a row, a frame. A label at each step keeps the axis of steps.",
    hints: ["How many steps, and how many numbers at each?", "[batch, steps, classes]."],
    solution: "[28, 28], [12, 64], [16, 12, 3]",
  });

  return { q7, q8, q9, q10 };
}

const slides = (xs: readonly number[], w: readonly number[]): number[] =>
  Array.from({ length: xs.length - w.length + 1 }, (_, t) =>
    w.reduce((sum, weight, k) => sum + weight * xs[t + k]!, 0),
  );
