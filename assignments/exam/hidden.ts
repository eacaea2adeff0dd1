// What only a grader asks: sequences so long that a product of probabilities is 0 in floating point.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { logProbability, sequenceParameters } from "./generating.ts";
import type { examQuestions } from "./questions.ts";

export const hidden: HiddenOf<typeof examQuestions> = {
  e3: implementation({
    parameters: sequenceParameters,
    cases: {
      "a very long sequence": { T: 600, V: 30 },
      "many symbols": { T: 9, V: 200 },
      "the end at once": { T: 1, V: 9 },
    },
    reference: logProbability,
  }),
};
