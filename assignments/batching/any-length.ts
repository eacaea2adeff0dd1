// Question 1: what fixes a length, and what does not.
import { choice, exactly, question, several } from "../../src/checking/index.ts";

const fates = ["runs", "refuses"] as const;

export const lengthQuestion = () => ({
  q1: question({
    id: "batching/q1",
    items: [91],
    asks: 'A dense layer of 4 units reads 7 steps of 3 features as one list of 21 numbers; a recurrent cell of 4 units reads them step by step. How many weights (no biases) has each? And does each one, as it is, take 8 steps: "runs" or "refuses"?',
    answer: several({
      denseWeights: {
        answer: exactly(84),
        fingerprints: [
          { answer: 88, hint: "the 4 biases are in it; only weights are counted here." },
          { answer: 12, hint: "that reads one step; the list has all 7." },
          { answer: 25, hint: "each unit has a weight for each number of the list: that is a product." },
          { answer: 96, hint: "that is a layer made for 8 steps." },
        ],
      },
      cellWeights: {
        answer: exactly(28),
        fingerprints: [
          { answer: 32, hint: "the 4 biases are in it; only weights are counted here." },
          { answer: 12, hint: "these lead from the features to the units; what carries the past?" },
          { answer: 16, hint: "these carry the past; what reads the features?" },
          { answer: 196, hint: "does a cell have other weights at each step?" },
          { answer: 84, hint: "does a cell have other weights at each step, and what carries the past?" },
        ],
      },
      denseWith8: {
        answer: choice("refuses", { among: fates }),
        fingerprints: [
          { answer: "runs", hint: "8 steps are a list of 24 numbers: which weights would the last 3 meet?" },
        ],
      },
      cellWith8: {
        answer: choice("runs", { among: fates }),
        fingerprints: [
          { answer: "refuses", hint: "which of the cell's two matrices has a size that depends on the steps?" },
        ],
      },
    }),
    because: "the dense layer has weights for each step, the cell has the same ones at every step.",
    hints: [
      "The dense layer: 21 numbers, each joined to 4 units.",
      "The cell: W from features to units, U from units to units. Does the number of steps occur in either?",
    ],
    solution: "21 · 4, and 3 · 4 + 4 · 4: the dense layer refuses, the cell runs",
  }),
});
