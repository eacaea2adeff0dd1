// Wrong answers of the exam as students hand them in; most have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import type { examQuestions } from "./questions.ts";

export const mistakes: MistakesOf<typeof examQuestions> = {
  b2: [
    {
      // The recurrent layers of the lesson's network, whatever the student's own are.
      answer: {
        shapes: [
          [null, 100, 32],
          [null, 64],
          [null, 10],
          [null, 10],
        ],
        parameters: [2016, 6208, 650, 0],
        losses: [2.3, 1.9],
      },
      hint: null,
    },
    // The softmax is left out, and the loss rises.
    {
      answer: {
        shapes: [
          [null, 100, 32],
          [null, 64],
          [null, 10],
        ],
        parameters: [2016, 6208, 650],
        losses: [2.3, 2.4],
      },
      hint: null,
    },
  ],
  c2: [{ answer: "clipping", hint: null }],
  // Two or three of the five hold; which, depends on the student.
  d1: [
    { answer: ["A", "B", "C", "D", "E"], hint: null },
    { answer: [], hint: null },
  ],
  d2: [{ answer: "vanishing gradient", hint: null }],
  e1: [{ answer: "it generates", hint: null }],
  e3: [
    {
      // `=` for `+=`.
      answer: (probabilities, ids) => {
        let sum = 0;
        for (let t = 0; t < ids.length; t++) sum = Math.log(probabilities[t]![ids[t]!]!);
        return sum;
      },
      hint: null,
    },
    {
      // The most probable symbols in the place of those that stand there.
      answer: probabilities => probabilities.reduce((sum, p) => sum + Math.log(Math.max(...p)), 0),
      hint: null,
    },
    {
      // The first symbol is taken for a start symbol.
      answer: (probabilities, ids) =>
        ids.slice(1).reduce((sum, id, t) => sum + Math.log(probabilities[t + 1]![id]!), 0),
      hint: null,
    },
    {
      // A small number against the logarithm of zero, which changes the others.
      answer: (probabilities, ids) => ids.reduce((sum, id, t) => sum + Math.log(probabilities[t]![id]! + 1e-3), 0),
      hint: null,
    },
    {
      // The distribution of the step after.
      answer: (probabilities, ids) =>
        ids.reduce((sum, id, t) => sum + Math.log(probabilities[Math.min(t + 1, ids.length - 1)]![id]!), 0),
      hint: null,
    },
    {
      // The product first: right here, and 0 for a long sequence. Its logarithm to base 10 is not.
      answer: (probabilities, ids) => Math.log10(ids.reduce((product, id, t) => product * probabilities[t]![id]!, 1)),
      hint: null,
    },
  ],
};
