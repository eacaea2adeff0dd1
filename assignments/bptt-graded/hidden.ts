// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { inputGradients, inputParameters, sigmoidBack, sigmoidParameters } from "./functions.ts";
import type { bpttGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof bpttGraded> = {
  q3: implementation({
    parameters: sigmoidParameters,
    cases: { "many units": { u: 17 }, "three units": { u: 3 } },
    reference: sigmoidBack,
  }),
  q4: implementation({
    parameters: inputParameters,
    cases: {
      "a long sequence": { T: 40, d: 2, u: 3 },
      "one step": { T: 1, d: 5, u: 2 },
      "one unit": { T: 3, d: 4, u: 1 },
    },
    reference: inputGradients,
  }),
};
