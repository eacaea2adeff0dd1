// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import { lookAll, lookParameters, readAtRatio, readParameters } from "./functions.ts";
import { lookGradientParameters, lookGradients, lookLoss } from "./gradients.ts";
import type { attentionGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof attentionGraded> = {
  q2: implementation({
    parameters: readParameters,
    cases: { "two steps": { T: 2, start: 24 }, "sixty steps": { T: 60, start: 25 } },
    draws: 6,
    reference: readAtRatio,
  }),
  q3: implementation({
    parameters: lookParameters,
    cases: {
      "a long text": { n: 7, T: 20, u: 3, v: 5 },
      "one unit": { n: 2, T: 4, u: 1, v: 3 },
      "nothing but one place": { n: 3, T: 1, u: 4, v: 2 },
    },
    reference: lookAll,
  }),
  q4: gradient({
    parameters: lookGradientParameters,
    cases: { "many places": { T: 15, u: 4 }, "one unit": { T: 5, u: 1 } },
    loss: lookLoss,
    of: ["scores", "H"],
    reference: lookGradients,
  }),
};
