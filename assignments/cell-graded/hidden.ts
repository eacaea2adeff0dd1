// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import { plus, sigmoid, softmax, times } from "../cell/cell-functions.ts";
import {
  lossOf,
  networkParameters,
  outputGradients,
  outputParameters,
  probabilityOf,
  reluStep,
  splitStacked,
  stacked,
} from "./functions.ts";
import type { cellGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof cellGraded> = {
  q3: implementation({
    parameters: networkParameters,
    cases: {
      "a long sequence": { T: 40, d: 3, u: 2 },
      "many units": { T: 6, d: 2, u: 11 },
      "one feature": { T: 7, d: 1, u: 4 },
    },
    uses: { reluStep, sigmoid },
    reference: probabilityOf,
  }),
  q4: implementation({
    parameters: () => ({ S: stacked }),
    cases: { "many features": { d: 30, u: 2 }, "one feature": { d: 1, u: 6 }, "one of each": { d: 1, u: 1 } },
    reference: splitStacked,
  }),
  q5: gradient({
    parameters: outputParameters,
    cases: { "many classes": { u: 2, k: 9 }, "many units": { u: 8, k: 3 } },
    loss: lossOf,
    of: ["V", "c"],
    reference: outputGradients,
    uses: { softmax, plus, times },
  }),
};
