// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { lstm } from "../counting/formulas.ts";
import { budgetParameters, countNetwork, largestLSTM, layerCount, layersOf } from "./functions.ts";
import type { countingGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof countingGraded> = {
  q4: implementation({
    parameters: ({ size }) => ({ features: size("features"), layers: layersOf(1, 300) }),
    cases: {
      "no layer": { features: 9, layers: 0 },
      "a single feature": { features: 1, layers: 6 },
      "a very deep network": { features: 13, layers: 40 },
    },
    draws: 4,
    uses: { layerCount },
    reference: countNetwork,
  }),
  q5: implementation({
    parameters: budgetParameters,
    cases: {
      "many units": { d: 40, u: 300 },
      "one unit of one feature, to the last parameter": { d: 1, u: 1, exact: 1 },
      "nothing at all": { d: 8, u: 0, exact: 1 },
    },
    draws: 4,
    uses: { lstm },
    reference: largestLSTM,
  }),
};
