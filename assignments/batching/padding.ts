// Questions 2 to 4: padding, and the mask that takes it back.
import { type Argument, implementation, matching, question } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { filled, lastState, type Matrix, maskOfSteps, ragged, type Side } from "./batching-functions.ts";

const side: Argument<Side> = (_, { before }) => (before === 1 ? "pre" : "post");

const longestOf = (sequences: Matrix) => Math.max(...sequences.map(sequence => sequence.length));
/** Padded to the length of one of them; what is longer stays as it is. */
const paddedTo = (length: number, sequences: Matrix, side: Side): Matrix =>
  sequences.map(sequence => {
    const zeros = filled(Math.max(0, length - sequence.length), 0);
    return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros];
  });
const zerosFor = (sequence: number[], sequences: Matrix) => filled(longestOf(sequences) - sequence.length, 0);

export function paddingQuestions() {
  const q2 = question({
    id: "batching/q2",
    items: [91],
    asks: 'Write pad(sequences, side): all sequences with zeros as long as the longest, before ("pre") or behind ("post") what they hold.',
    answer: implementation({
      parameters: () => ({ sequences: ragged, side }),
      cases: {
        "padding behind": { n: 3, longest: 5, before: 0 },
        "padding before": { n: 4, longest: 6, before: 1 },
        "one sequence": { n: 1, longest: 3, before: 0 },
      },
      reference: (sequences: Matrix, side: Side) => {
        const longest = Math.max(...sequences.map(sequence => sequence.length));
        return sequences.map(sequence => {
          const zeros = Array.from({ length: longest - sequence.length }, () => 0);
          return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros];
        });
      },
    }),
    because: "now all rows have one length, and they fit into one rectangle.",
    solution: [
      "const longest = Math.max(...sequences.map(sequence => sequence.length))",
      "return sequences.map(sequence => {",
      "  const zeros = Array.from({ length: longest - sequence.length }, () => 0)",
      '  return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros]',
      "})",
    ].join("\n"),
    hints: [
      "First the length of the longest: `Math.max(...sequences.map(s => s.length))`.",
      "For each sequence: how many zeros are missing? Then put the two lists together, in the order that `side` says.",
    ],
    fingerprints: [
      {
        answer: sequences => sequences.map(sequence => [...zerosFor(sequence, sequences), ...sequence]),
        hint: 'yours pads before, whatever `side` is: "post" wants the zeros behind.',
      },
      {
        answer: sequences => sequences.map(sequence => [...sequence, ...zerosFor(sequence, sequences)]),
        hint: 'yours pads behind, whatever `side` is: "pre" wants the zeros before.',
      },
      {
        answer: (sequences, side) =>
          sequences.map(sequence =>
            side === "post"
              ? [...zerosFor(sequence, sequences), ...sequence]
              : [...sequence, ...zerosFor(sequence, sequences)],
          ),
        hint: "the two sides are exchanged.",
      },
      {
        answer: sequences => {
          const shortest = Math.min(...sequences.map(sequence => sequence.length));
          return sequences.map(sequence => sequence.slice(0, shortest));
        },
        hint: "yours cuts down to the shortest: nothing that was written may be lost.",
      },
      {
        answer: (sequences, side) => paddedTo(sequences[0]!.length, sequences, side),
        hint: "yours pads to the length of the first sequence: which of them is the longest?",
      },
      {
        answer: (sequences, side) => paddedTo(sequences.at(-1)!.length, sequences, side),
        hint: "yours pads to the length of the last sequence: which of them is the longest?",
      },
    ],
  });

  const q3 = question({
    id: "batching/q3",
    items: [91],
    asks: 'A unit, h = tanh(w x + u h + b) from 0, reads [1, 2] and is padded with three zeros. Is its last state then "changed" or "unchanged", compared with no padding?',
    answer: matching(
      {
        "behind, b = 0": "changed",
        "behind, b = 0.1": "changed",
        "before, b = 0": "unchanged",
        "before, b = 0.1": "changed",
      },
      { among: ["changed", "unchanged"] },
    ),
    because:
      "a step with x = 0 is a step: u and b still work. Only a state of 0 without a bias stays where it is, at tanh(0) = 0.",
    hints: [
      "A padded step is h = tanh(u h + b). For which h and b does that leave h as it is?",
      "Zeros before: what does the unit hold when they come?",
    ],
    fingerprints: [
      {
        answer: { "behind, b = 0": "unchanged" },
        hint: "behind the 2 the unit holds something; what does a step with x = 0 make of it?",
      },
      {
        answer: { "before, b = 0": "changed" },
        hint: "before, it holds 0: what is tanh(u · 0) without a bias?",
      },
      { answer: { "before, b = 0.1": "unchanged" }, hint: "before, with a bias: what is tanh(u · 0 + 0.1)?" },
      { answer: { "behind, b = 0.1": "unchanged" }, hint: "behind, with a bias: what does a step with x = 0 do?" },
    ],
  });

  const q4 = question({
    id: "batching/q4",
    items: [91],
    asks: "Write readMasked(xs, mask, h, W, U, b): the last state of a cell that reads xs from h, where a step whose mask is 0 leaves the state as it is.",
    answer: implementation({
      parameters: ({ normal }) => ({
        xs: normal("T", "d"),
        mask: maskOfSteps,
        h: normal("u"),
        W: normal("d", "u"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases: {
        "some steps": { T: 6, d: 4, u: 3, kept: 2 },
        "a single step that counts": { T: 5, d: 2, u: 3, kept: 1 },
        "padding alone": { T: 2, d: 3, u: 4, kept: 0 },
      },
      reference: (xs: Matrix, mask: number[], h: number[], W: Matrix, U: Matrix, b: number[]) => {
        let state = h;
        for (let t = 0; t < xs.length; t++) if (mask[t] === 1) state = step(xs[t]!, state, W, U, b);
        return state;
      },
      uses: { step },
    }),
    because: "where nothing counts, nothing happens: the state waits.",
    solution: [
      "let state = h",
      "for (let t = 0; t < xs.length; t++) {",
      "  if (mask[t] === 1) state = step(xs[t], state, W, U, b)",
      "}",
      "return state",
    ].join("\n"),
    hints: [
      "A loop over t with one variable for the state. When does it change?",
      "Set the state anew only where `mask[t]` is 1.",
    ],
    fingerprints: [
      {
        answer: (xs, _mask, h, W, U, b) => lastState(xs, h, W, U, b),
        hint: "yours reads every step; where does the mask come in?",
      },
      {
        answer: (xs, mask, h, W, U, b) =>
          lastState(xs.map((x, t) => x.map(value => value * mask[t]!)), h, W, U, b), // biome-ignore format: one call
        hint: "yours makes the inputs zero, and then a step is done all the same: b and U still change the state.",
      },
      {
        answer: (xs, mask, h, W, U, b) => {
          let state = h;
          for (const [t, x] of xs.entries()) state = step(x, state, W, U, b).map(value => value * mask[t]!);
          return state;
        },
        hint: "yours makes the state 0 at a padded step; it has to stay as it was.",
      },
      {
        answer: (xs, mask, h, W, U, b) => lastState(xs.filter((_, t) => mask[t] === 0), h, W, U, b), // biome-ignore format: one call
        hint: "the other way round: 1 means that a step counts.",
      },
      {
        answer: (xs, mask, h, W, U, b) => {
          const end = mask.indexOf(0);
          return lastState(end < 0 ? xs : xs.slice(0, end), h, W, U, b);
        },
        hint: "yours stops at the first 0; steps that count may come later, as with padding before.",
      },
      {
        answer: (xs, mask, h, W, U, b) => lastState(xs.filter((_, t) => mask[t] === 1), h.map(() => 0), W, U, b), // biome-ignore format: one call
        hint: "yours starts from zeros; h says where to start.",
      },
    ],
  });

  return { q2, q3, q4 };
}
