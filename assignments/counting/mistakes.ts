// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { dense, simpleRNN } from "./formulas.ts";
import type { counting } from "./questions.ts";

const own = { features: 5, first: 7, second: 11, classes: 3 };

export const mistakes: MistakesOf<typeof counting> = {
  q4: [
    { answer: (d, u) => d * u + u * u, hint: "the biases are missing" },
    { answer: (d, u) => u * (d + u + 1) - u + 1, hint: "one bias for the whole layer" },
    { answer: (d, u) => dense(d, u), hint: "what looks at the step before is missing" },
    { answer: (d, u) => u * (d + 1) + u, hint: "not only at itself" },
    { answer: (d, u) => simpleRNN(u, d), hint: "d and u are swapped" },
    { answer: (d, u) => d * u, hint: "what looks at the step before, and where are the biases" },
    { answer: (_d, u) => u * (u + 1), hint: "what reads the features is missing" },
    { answer: (d, u) => u + d, hint: "you add the sizes" },
    { answer: (d, u) => (u + 1) * (d + u), hint: null },
    { answer: (d, u) => u * d * u + u, hint: null },
    { answer: (d, u) => d + u * u + u, hint: null },
    { answer: () => 12, hint: null },
  ],
  q5: [
    { answer: (d, u) => (d + 1) * u - u, hint: "the biases are missing" },
    { answer: (d, u) => d * (u + 1), hint: "a bias belongs to an output" },
    { answer: (d, u) => simpleRNN(d, u), hint: "that is a recurrent layer" },
    { answer: (d, u) => d + u, hint: null },
    { answer: (d, u) => (d + 1) * (u + 1), hint: null },
  ],
  q9: [
    { answer: (d, parameters) => parameters / (d + 2), hint: null },
    { answer: (_d, parameters) => Math.floor(Math.sqrt(parameters)), hint: null },
    {
      answer: (d, parameters) => {
        let u = parameters;
        while (simpleRNN(d, u) >= parameters) u--;
        return u;
      },
      hint: "one too few",
    },
  ],
  q12: [
    { answer: (T, d, u) => T * (u * d + u * u) + u, hint: "the biases, too" },
    { answer: (T, d, u) => T * u * d + u * u + u, hint: "do you read all steps at once" },
    { answer: (T, d, u) => T * u * (d + u), hint: "the biases are missing" },
    { answer: (T, d, u) => (T - 1) * simpleRNN(d, u), hint: null },
  ],
  q16: [
    { answer: (d, u) => 4 * (u * d + u * u) + u, hint: "biases of its own" },
    { answer: (d, u) => 4 * dense(d, u), hint: null },
    { answer: (d, u) => 3 * simpleRNN(d, u) + dense(d, u), hint: null },
  ],
  q17: [
    { answer: (d, u, resetAfter) => 3 * simpleRNN(d, u) + (resetAfter ? 3 : 0), hint: null },
    { answer: (d, u, resetAfter) => 3 * (simpleRNN(d, u) + (resetAfter ? 2 * u : u)), hint: null },
    { answer: (d, u, resetAfter) => 3 * (simpleRNN(d, u) + (resetAfter ? u : -u)), hint: null },
  ],
  q19: [
    { answer: { ...own, total: simpleRNN(5, 7) + simpleRNN(5, 11) + dense(11, 3) }, hint: "does not see the features" },
    { answer: { ...own, total: 7 * 12 + 11 * 18 + 11 * 3 }, hint: "the biases are missing" },
    { answer: { ...own, total: simpleRNN(5, 7) + simpleRNN(7, 11) }, hint: "the dense layer is missing" },
    { answer: { ...own, total: dense(5, 7) + dense(7, 11) + dense(11, 3) }, hint: "what carries the past" },
    { answer: { ...own, total: 8_874 }, hint: null },
  ],
};
