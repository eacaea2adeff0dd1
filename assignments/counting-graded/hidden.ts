// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { lstm } from "../counting/formulas.ts";
import { type CountedLayer, layerCount } from "./functions.ts";
import type { countingGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof countingGraded> = {
  q4: implementation({
    parameters: ({ size }) => ({
      features: size("features"),
      layers: (draw, { layers }): CountedLayer[] =>
        Array.from({ length: layers! }, () => ({
          kind: draw.choose(["simpleRNN", "lstm", "gru", "dense"] as const),
          units: 1 + draw.integer(300),
        })),
    }),
    cases: {
      "no layer": { features: 9, layers: 0 },
      "a single feature": { features: 1, layers: 6 },
      "a very deep network": { features: 13, layers: 40 },
    },
    draws: 4,
    uses: { layerCount },
    reference: (features: number, layers: CountedLayer[]) => {
      let total = 0;
      let inputs = features;
      for (const layer of layers) {
        total += layerCount(inputs, layer);
        inputs = layer.units;
      }
      return total;
    },
  }),
  q5: implementation({
    parameters: ({ size }) => ({
      d: size("d"),
      budget: (draw, { d, u, exact }) => lstm(d!, u!) + (exact ? 0 : draw.integer(lstm(d!, u! + 1) - lstm(d!, u!))),
    }),
    cases: {
      "many units": { d: 40, u: 300 },
      "one unit of one feature, to the last parameter": { d: 1, u: 1, exact: 1 },
      "nothing at all": { d: 8, u: 0, exact: 1 },
    },
    draws: 4,
    uses: { lstm },
    reference: (d: number, budget: number) => {
      let u = 0;
      while (lstm(d, u + 1) <= budget) u++;
      return u;
    },
  }),
};
