// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { sumOf } from "./functions.ts";
import type { gradientsGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof gradientsGraded> = {
  q3: implementation({
    parameters: ({ normal, uniform }) => ({
      g: normal("u"),
      hs: uniform(-0.99, 0.99, "T", "u"),
      U: uniform(-0.8, 0.8, "u", "u"),
    }),
    cases: {
      "two steps": { T: 2, u: 6 },
      "one unit": { T: 9, u: 1 },
      "a long sequence": { T: 60, u: 5 },
    },
    uses: { sumOf },
    reference: (g: number[], hs: number[][], U: number[][]) => {
      const gradients = [g]; // the last one first
      for (let t = hs.length - 1; t > 0; t--) {
        const later = gradients.at(-1)!;
        gradients.push(U.map(row => sumOf(row.map((weight, j) => weight * (1 - hs[t]![j]! ** 2) * later[j]!))));
      }
      return gradients.toReversed();
    },
  }),
  q4: implementation({
    parameters: ({ uniform }) => ({
      parameters: (draw, { tensors, n }) =>
        Array.from({ length: tensors! }, (_, i) => Array.from({ length: n! + i }, () => draw.normal())),
      gradients: (draw, { tensors, n, zero }) =>
        Array.from({ length: tensors! }, (_, i) => Array.from({ length: n! + i }, () => (zero ? 0 : draw.normal()))),
      rate: uniform(0.01, 2),
      limit: (draw, { large }) => (large ? draw.uniform(100, 200) : draw.uniform(0.05, 0.2)),
    }),
    cases: {
      "many tensors": { tensors: 12, n: 3 },
      "a single tensor": { tensors: 1, n: 7 },
      "gradients of 0": { tensors: 3, n: 2, zero: 1 },
      "a limit that is far away": { tensors: 4, n: 5, large: 1 },
    },
    reference: (parameters: number[][], gradients: number[][], rate: number, limit: number) => {
      const length = Math.hypot(...gradients.flat());
      const factor = length > limit ? limit / length : 1;
      return parameters.map((p, i) => p.map((x, j) => x - rate * factor * gradients[i]![j]!));
    },
  }),
};
