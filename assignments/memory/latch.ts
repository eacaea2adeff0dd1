// Questions 7 and 8: the same cells with other starts, and a cell of the learner's own.
import { type Argument, matching, question, trained } from "../../src/checking/index.ts";

/** Sequences of the latch: the first input is 1 or −1, then comes noise. */
const latchSequences: Argument<number[][][]> = (draw, { n, T }) =>
  Array.from({ length: n! }, () =>
    Array.from({ length: T! }, (_, t) => [t > 0 ? draw.normal() : draw.integer(2) === 1 ? 1 : -1]),
  );

export function latchQuestions() {
  const q7 = question({
    id: "memory/q7",
    items: [101, 102],
    asks: "The latch over 60 steps, 400 updates each: what becomes of a GRU and an LSTM as they start by default, and of both with gates that start nearly open?",
    answer: matching(
      { gru: "stays at chance", gruOpen: "learns", lstm: "stays at chance", lstmOpen: "learns" },
      { among: ["learns", "stays at chance"] },
    ),
    because: "kind of cell and number of weights are the same in each pair: only the biases at the start differ.",
    hints: [
      "Only the first of 60 inputs counts, and there is nothing to learn on the way. What is left of it at the end, in each of the four?",
      "Question 5 gives numbers for the GRU: how large is the gradient that comes back to step 1?",
    ],
    solution: "Whoever starts with gates nearly open learns it.",
    fingerprints: [
      {
        answer: { gru: "learns" },
        hint: "its gates begin near a half: what is left of the first input after 60 steps?",
      },
      {
        answer: { lstm: "learns" },
        hint: "its forget gate begins at sigmoid(1), about 0.73: what is left after 60 steps?",
      },
      {
        answer: { gruOpen: "stays at chance" },
        hint: "more than a third of the first input is there at the end. Is that enough to learn from?",
      },
      {
        answer: { lstmOpen: "stays at chance" },
        hint: "its gates keep for up to 60 steps. Is that enough to learn from?",
      },
    ],
  });

  const q8 = question({
    id: "memory/q8",
    items: [101, 102],
    asks: "Write longLatch(n, sequences): a cell of your own choice learns the latch over 100 steps from seed n, and gives a score for each of the sequences, above 0 where the first input was 1. The check measures the accuracy, for each of three seeds; 0.95 is asked for.",
    answer: trained({
      measure: "accuracy",
      atLeast: 0.95,
      inputs: () => ({ sequences: latchSequences }),
      sizes: { n: 200, T: 100 },
      gives: "n",
      measured: (scores, { sequences }) =>
        scores.filter((score, i) => score > 0 === sequences[i]![0]![0]! > 0).length / sequences.length,
      right: (n: number, sequences: number[][][]) => sequences.map(sequence => (1 + n) * sequence[0]![0]!),
    }),
    because: "the start decides, and the toolkit's default is not made for a lag of 100.",
    hints: [
      "learnLatch(T, make, n) does it all but for the cell: which of the four cells of question 7 do you take?",
      "make is a function that gets { rng } and makes the cell: start => new GRUCell(1, 16, { ...start, … }).",
      "What were the gates of the cells that learned 60 steps made for, and what is asked for now?",
    ],
    fingerprints: [],
  });

  return { q7, q8 };
}
