// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { dense, gru, lstm, simpleRNN } from "../counting/formulas.ts";
import { layerCount } from "./functions.ts";
import type { countingGraded } from "./questions.ts";

export const mistakes: MistakesOf<typeof countingGraded> = {
  q4: [
    {
      // `inputs` is never set anew.
      answer: (features, layers) => {
        let total = 0;
        const inputs = features;
        for (const layer of layers) total += layerCount(inputs, layer);
        return total;
      },
      hint: "every layer reads the features",
    },
    {
      // `=` for `+=`.
      answer: (features, layers) => {
        let [total, inputs] = [0, features];
        for (const layer of layers) {
          total = layerCount(inputs, layer);
          inputs = layer.units;
        }
        return total;
      },
      hint: "that is the last layer only",
    },
    {
      // Every layer counts as a simple one, and `inputs` is never set anew.
      answer: (features, layers) => {
        let total = 0;
        for (const { kind, units } of layers) total += (kind === "dense" ? dense : simpleRNN)(features, units);
        return total;
      },
      hint: "two things",
    },
    {
      // Gates are forgotten.
      answer: (features, layers) => {
        let [total, inputs] = [0, features];
        for (const { kind, units } of layers) {
          total += (kind === "dense" ? dense : simpleRNN)(inputs, units);
          inputs = units;
        }
        return total;
      },
      hint: "counts as a simple one",
    },
    {
      // The next layer's units are read before this one is counted.
      answer: (features, layers) => {
        let [total, inputs] = [0, features];
        for (const layer of layers) {
          inputs = layer.units;
          total += layerCount(inputs, layer);
        }
        return total;
      },
      hint: null,
    },
    {
      // The last layer is left out.
      answer: (features, layers) => {
        let [total, inputs] = [0, features];
        for (let i = 0; i < layers.length - 1; i++) {
          total += layerCount(inputs, layers[i]!);
          inputs = layers[i]!.units;
        }
        return total;
      },
      hint: null,
    },
    {
      // Inputs add up from layer to layer.
      answer: (features, layers) => {
        let [total, inputs] = [0, features];
        for (const layer of layers) {
          total += layerCount(inputs, layer);
          inputs += layer.units;
        }
        return total;
      },
      hint: null,
    },
  ],
  q5: [
    { answer: (d, budget) => Math.floor(Math.sqrt(budget / 4)) - d, hint: null },
    {
      // gru for lstm.
      answer: (d, budget) => {
        let u = 0;
        while (gru(d, u + 1, true) <= budget) u++;
        return u;
      },
      hint: null,
    },
    {
      // Less than the budget, not at most.
      answer: (d, budget) => {
        let u = 0;
        while (lstm(d, u + 1) < budget) u++;
        return u;
      },
      hint: null,
    },
    {
      // A quarter of the budget for each block, rounded up.
      answer: (d, budget) => {
        let u = 0;
        while (simpleRNN(d, u) < budget / 4) u++;
        return u;
      },
      hint: null,
    },
  ],
};
