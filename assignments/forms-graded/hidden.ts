// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { drawLayers, drawNeeds, earliest, shapesOf } from "./functions.ts";
import type { formsGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof formsGraded> = {
  q4: implementation({
    parameters: ({ size }) => ({ T: size("T"), d: size("d"), layers: drawLayers }),
    cases: {
      "one step of one feature": { T: 1, d: 1, layers: 5 },
      "a long sequence": { T: 900, d: 2, layers: 6 },
      "a very deep network": { T: 8, d: 13, layers: 40, units: 300 },
      "no layer": { T: 5, d: 4, layers: 0 },
    },
    draws: 8,
    reference: shapesOf,
  }),
  q5: implementation({
    parameters: () => ({ needs: drawNeeds("any") }),
    cases: {
      "a long sequence": { Tx: 200, Ty: 60 },
      "one input": { Tx: 1, Ty: 7 },
      "one input, one output": { Tx: 1, Ty: 1 },
      "no output": { Tx: 5, Ty: 0 },
      "few outputs": { Tx: 30, Ty: 4 },
    },
    draws: 4,
    reference: earliest,
  }),
};
