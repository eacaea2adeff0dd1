// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { directionParameters, gapParameters, slideWithGaps, wholeText } from "./functions.ts";
import type { taggingGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof taggingGraded> = {
  q3: implementation({
    parameters: directionParameters,
    cases: { "a long text": { T: 25, d: 3, u: 2, v: 4 }, "two steps": { T: 2, d: 5, u: 4, v: 3 } },
    reference: wholeText,
  }),
  q4: implementation({
    parameters: gapParameters,
    cases: { "a large gap": { T: 23, k: 2, gap: 7 }, "four weights": { T: 17, k: 4, gap: 3 } },
    reference: slideWithGaps,
  }),
};
