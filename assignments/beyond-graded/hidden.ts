// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import { standardized } from "../beyond/beyond-functions.ts";
import { plus, softmax, times } from "../cell/cell-functions.ts";
import { carry, carryParameters, classLoss, normalizedStep, readoutGradient, readoutParameters, stepParameters } from "./functions.ts"; // biome-ignore format: a line
import type { beyondGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof beyondGraded> = {
  q2: implementation({
    parameters: carryParameters,
    cases: { "many units": { u: 6, d: 2 }, "many inputs": { u: 2, d: 9 }, "one unit, one input": { u: 1, d: 1 } },
    reference: carry,
  }),
  q3: implementation({
    parameters: stepParameters,
    cases: { "many units": { d: 3, u: 17 }, "many inputs": { d: 12, u: 4 } },
    reference: normalizedStep,
    uses: { times, standardized },
  }),
  q5: gradient({
    parameters: readoutParameters,
    cases: { "many steps": { T: 20, u: 2, k: 3 }, "many classes": { T: 2, u: 3, k: 9 } },
    loss: classLoss,
    of: ["V", "c"],
    reference: readoutGradient,
    uses: { softmax, plus, times },
  }),
};
