// Questions 5 and 6: what is seen, and of which shape all of it is.
import { implementation, question, several, shape } from "../../src/checking/index.ts";
import { columns, dotOf, type Matrix, sharesOf, sum } from "./attention-functions.ts";

export function lookingQuestions() {
  const q5 = question({
    id: "attention/q5",
    items: [99, 100],
    asks: "Write context(weights, hs): one vector, the sum of all encoder states hs[j], each times its weight.",
    answer: implementation({
      parameters: ({ normal }) => ({ weights: sharesOf, hs: normal("T", "u") }),
      cases: { "some states": { T: 5, u: 3 }, "one state": { T: 1, u: 4 }, "one unit": { T: 6, u: 1 } },
      reference: (weights: number[], hs: Matrix) => {
        const seen = hs[0]!.map(() => 0);
        for (let j = 0; j < hs.length; j++) for (let i = 0; i < seen.length; i++) seen[i]! += weights[j]! * hs[j]![i]!;
        return seen;
      },
    }),
    because: "a mean in which the places count differently: of as many numbers as one state, however many there are.",
    hints: [
      "As many numbers as a state has. Number i is a sum over all places j.",
      "Have you met the sum over j of weights[j] times hs[j][i] before? Look at `times`.",
    ],
    fingerprints: [
      { answer: (_weights, hs) => columns(hs).map(column => sum(column) / hs.length), hint: "that is the plain mean: where are the weights?" }, // biome-ignore format: a line
      { answer: (_weights, hs) => columns(hs).map(sum), hint: "that is the plain sum: where are the weights?" },
      {
        answer: (weights, hs) => hs[weights.indexOf(Math.max(...weights))]!,
        hint: "that picks the state with the largest weight (hard attention, lesson 13). Here all of them come in, by their weights.",
      },
      { answer: (weights, hs) => columns(hs).map(column => dotOf(weights, column) / hs.length), hint: "the weights sum to 1 already: do not divide by how many there are." }, // biome-ignore format: a line
      {
        // A list and a number make a text.
        answer: (weights, hs) =>
          columns(hs).map(column => {
            let all: unknown = hs[0];
            for (let j = 1; j < column.length; j++) all = `${all}${weights[j]! * column[j]!}`;
            return all as number;
          }),
        hint: "`hs.reduce` without a start begins with the first state itself, a list, and a list plus a number is a text. Give it a 0 to begin with.",
      },
      { answer: (weights, hs) => hs.map((h, j) => sum(h) * weights[j]!), hint: "yours has a number for each place; a context has one for each unit." }, // biome-ignore format: a line
    ],
  });

  const q6 = question({
    id: "attention/q6",
    items: [99],
    asks: "A batch of 32 pairs: 12 inputs each, 9 outputs each; encoder and decoder have 48 units. Of which shape are: the decoder's `state` at one step, all encoder `states`, the `weights` of one step, the `map` of all steps' weights (outputs before inputs), and the `context` of one step?",
    answer: several({
      state: {
        answer: shape([32, 48]),
        fingerprints: [{ answer: [32, 9, 48], hint: "that is at all steps." }, { answer: [48], hint: "that is of one pair." }], // biome-ignore format: a line
      },
      states: {
        answer: shape([32, 12, 48]),
        fingerprints: [
          { answer: [32, 48], hint: "that is the last one alone." },
          { answer: [32, 9, 48], hint: "one for each input, not for each output." },
          { answer: [12, 32, 48], hint: "the batch is the first axis." },
        ],
      },
      weights: {
        answer: shape([32, 12]),
        fingerprints: [
          { answer: [32, 9], hint: "a step shares out 1 among the inputs." },
          { answer: [32, 48], hint: "a place has one weight, not one for each unit." },
          { answer: [32, 12, 48], hint: "a place has one weight, not one for each unit." },
          { answer: [12], hint: "that is of one pair." },
        ],
      },
      map: {
        answer: shape([32, 9, 12]),
        fingerprints: [
          { answer: [32, 12, 9], hint: "outputs before inputs: the softmax goes along the last axis, the inputs." },
          { answer: [9, 12], hint: "that is of one pair." },
        ],
      },
      context: {
        answer: shape([32, 48]),
        fingerprints: [
          { answer: [32, 12, 48], hint: "summed over the places, their axis is gone." },
          { answer: [32, 12], hint: "that are the weights." },
        ],
      },
    }),
    because: "the weights lie along the inputs, and the sum over the inputs takes that axis away.",
    hints: [
      "[batch, steps, units]. Which of these axes has each thing?",
      "One step of the decoder has no axis of outputs; a sum over all places has no axis of inputs.",
    ],
    solution: "[32, 48], [32, 12, 48], [32, 12], [32, 9, 12], [32, 48]",
  });

  return { q5, q6 };
}
