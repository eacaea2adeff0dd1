// Questions 10 and 11: where a text ends, and what it is about.
import { approximately, choice, exactly, question, several, shape } from "../../src/checking/index.ts";

export function endingQuestions() {
  const q10 = question({
    id: "generation/q10",
    items: [33, 34, 35, 59],
    asks: 'After each symbol a coin says "that was the last" with probability 0.25. How long is a text on average, the last symbol counted (`mean`)? Which share of the texts has exactly 2 symbols (`two`)? And where a network says the length τ itself: "once" for a text, or "at each step" (`predicted`)?',
    answer: several({
      mean: {
        answer: approximately(4, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 3, hint: "that is how many come before the last; the last one counts." },
          { answer: 0.25, hint: "that is the coin. If one in four symbols is the last, how many are there to a text?" },
          {
            answer: 2.5,
            hint: "half of the texts are shorter than 3; but some are very long, and the mean is not in the middle.",
          },
        ],
      },
      two: {
        answer: approximately(0.1875, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 0.0625, hint: "the first coin must say that it goes on." },
          { answer: 0.25, hint: "that is the second coin; and the first?" },
          { answer: 0.5625, hint: "the second coin must say that it was the last." },
          { answer: 0.4375, hint: "that is one or two symbols: exactly two are asked for." },
        ],
      },
      predicted: {
        answer: choice("once", { among: ["once", "at each step"] }),
        fingerprints: [
          {
            answer: "at each step",
            hint: "what is said at each step is the coin. τ is said before the first symbol; it may be *read* at each step.",
          },
        ],
      },
    }),
    because:
      "1 / 0.25 symbols on average, 0.75 · 0.25 of them with two. τ is predicted once; τ, or what is left of it, may be an input of each step.",
    hints: ["One in four symbols is a last one.", "Two symbols: what do the first two coins say?"],
    solution: "1 / 0.25, 0.75 · 0.25, once",
  });

  const q11 = question({
    id: "generation/q11",
    items: [36, 97],
    asks: "A vector of 8 numbers says what a text is to be about. A simple cell (that of lesson 2) has 16 units and reads 4 numbers at each step. How many numbers are learned in addition if the vector is read at every step (`everyStep`), and if it makes the first state, tanh(x W + b) (`start`)? And of which shape is what `repeatVector(5)` makes of a batch of 3 such vectors (`repeated`)?",
    answer: several({
      everyStep: {
        answer: exactly(128),
        fingerprints: [
          { answer: 144, hint: "the cell has its biases already." },
          { answer: 32, hint: "the vector leads to the units of the cell." },
          { answer: 640, hint: "the same numbers are used at every step." },
        ],
      },
      start: {
        answer: exactly(144),
        fingerprints: [
          { answer: 128, hint: "b counts, too." },
          { answer: 16, hint: "each unit of the state is a sum over the whole vector." },
        ],
      },
      repeated: {
        answer: shape([3, 5, 8]),
        fingerprints: [
          { answer: [5, 3, 8], hint: "the batch stays the first axis." },
          { answer: [3, 8, 5], hint: "[batch, steps, features]." },
          { answer: [3, 40], hint: "the repeats stand one after the other as steps, not in one long vector." },
          { answer: [5, 8], hint: "the batch of 3 stays." },
        ],
      },
    }),
    because:
      "8 · 16 at every step, the same ones; 8 · 16 + 16 for the start. repeatVector makes of one vector a sequence that says the same at each step.",
    hints: ["From each of 8 numbers to each of 16 units.", "A sequence is [batch, steps, features]."],
    solution: "8 · 16, 8 · 16 + 16, [3, 5, 8]",
  });

  return { q10, q11 };
}
