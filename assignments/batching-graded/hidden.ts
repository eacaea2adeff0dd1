// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import {
  countedLoss,
  lastCounted,
  lossParameters,
  stateParameters,
  truncatedGradient,
  truncatedParameters,
} from "./functions.ts";
import type { batchingGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof batchingGraded> = {
  q2: implementation({
    parameters: stateParameters,
    cases: { "many sentences": { n: 9, T: 4, u: 2 }, "one unit": { n: 5, T: 8, u: 1 } },
    reference: lastCounted,
  }),
  q3: gradient({
    parameters: lossParameters,
    cases: { "many sentences": { n: 8, T: 3 }, "long sentences": { n: 2, T: 15 } },
    loss: countedLoss,
    of: ["said"],
    reference: (said: number[][], wanted: number[][], mask: number[][]) => {
      let count = 0;
      for (const row of mask) for (const counts of row) count += counts;
      return said.map((row, i) => row.map((value, t) => (2 * mask[i]![t]! * (value - wanted[i]![t]!)) / count));
    },
  }),
  q4: implementation({
    parameters: truncatedParameters,
    cases: { "a long text": { T: 40, k: 7 }, "one step": { T: 1, k: 4 }, "stretches of two": { T: 9, k: 2 } },
    reference: truncatedGradient,
  }),
};
