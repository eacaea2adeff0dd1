// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { captionParameters, greedyCaption, lookLoss, lookParameters } from "./functions.ts";
import type { visionGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof visionGraded> = {
  q2: implementation({
    parameters: captionParameters,
    cases: {
      "a long caption": { u: 5, K: 6, w: 2, most: 16 },
      "one unit": { u: 1, K: 4, w: 3, most: 5 },
      "three words": { u: 3, K: 3, w: 2, most: 7 },
    },
    draws: 6,
    reference: greedyCaption,
  }),
  q3: implementation({
    parameters: lookParameters,
    cases: { "a large batch": { N: 64, L: 4 }, "two places": { N: 7, L: 2 } },
    reference: lookLoss,
  }),
};
