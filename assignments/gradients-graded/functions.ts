// Questions 3 and 4: backpropagation through all steps, and an update with clipping.
import { implementation, question } from "../../src/checking/index.ts";
import { byNorm, byValue, someLimit, unequalGradients } from "../gradients/clip.ts";

/** A sum by a name of its own: mutants that add lists to a text as long as all before it would take minutes. */
export const sumOf = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0);

/** One step back, with a factor in the place of each slope. */
const back = (g: readonly number[], U: readonly (readonly number[])[], factor: (i: number, j: number) => number) =>
  U.map((row, i) => row.reduce((sum, weight, j) => sum + weight * factor(i, j) * g[j]!, 0));

/** All steps back, each by a function of one step, which gets the state that comes out of the step. */
export const through = (
  g: readonly number[],
  hs: readonly (readonly number[])[],
  step: (g: readonly number[], after: readonly number[], before: readonly number[]) => number[],
): number[][] => {
  const gradients: number[][] = [[...g]];
  for (let t = hs.length - 1; t > 0; t--) gradients.unshift(step(gradients[0]!, hs[t]!, hs[t - 1]!));
  return gradients;
};

const slope = (h: number) => 1 - h ** 2;

const transposed = (U: readonly (readonly number[])[]) => U.map((_, i) => U.map(row => row[i]!));

/** New numbers after an update in which each gradient has been changed. */
const updated = (parameters: number[][], changed: readonly (readonly number[])[], rate: number) =>
  parameters.map((p, i) => p.map((x, j) => x - rate * changed[i]![j]!));

const sizes = (draw: Parameters<typeof unequalGradients>[0], { a, b, c }: Readonly<Record<string, number>>) =>
  [a, b, c].map(size => Array.from({ length: size! }, () => draw.normal()));

export function functionQuestions() {
  const q3 = question({
    id: "gradients-graded/q3",
    items: [38, 132],
    points: 2,
    asks: "Write backThrough(g, hs, U): hs = [h₁, …, h_T] are the states of hₜ = tanh(hₜ₋₁ U + …), g = ∂L/∂h_T. It returns [∂L/∂h₁, …, ∂L/∂h_T].",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({
        g: normal("u"),
        hs: uniform(-0.9, 0.9, "T", "u"),
        U: uniform(-1.2, 1.2, "u", "u"),
      }),
      cases: { "five steps": { T: 5, u: 3 }, "one step": { T: 1, u: 4 }, "twelve steps": { T: 12, u: 2 } },
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
    because:
      "the last gradient is g, and each step back goes through the slopes of the state that came out of it and the weights that led there.",
    hints: [
      "Start with a list that holds g, and go back from the last step; `list.unshift(x)` puts x in front.",
      "The step from hₜ₋₁ to hₜ has the slopes of hₜ.",
      "One step back is your stepBack of the lesson.",
    ],
    fingerprints: [
      {
        answer: (g, hs, U) => through(g, hs, (g, h) => back(g, transposed(U), (_, j) => slope(h[j]!))),
        hint: "on the way back the matrix is taken the other way round: unit i gets back from all units that it led to.",
      },
      { answer: (g, hs, U) => through(g, hs, g => back(g, U, () => 1)), hint: "which slope has tanh at each unit?" },
      {
        answer: (g, hs, U) => through(g, hs, (g, _, before) => back(g, U, (_, j) => slope(before[j]!))),
        hint: "you take the state before the step; the slope is that of the state which came out of it.",
      },
      {
        answer: (g, hs, U) => through(g, hs, (g, h) => back(g, U, i => slope(h[i]!))),
        hint: "the slope belongs to the unit that sends the gradient back, so it stands inside the sum.",
      },
      {
        answer: (g, hs, U) => through(g, hs, (g, h) => back(g, U, (_, j) => slope(h[j]!))).toReversed(),
        hint: "the order is turned round: ∂L/∂h₁ comes first.",
      },
      {
        answer: (g, hs, U) => through(g, [hs[0]!, ...hs], (g, h) => back(g, U, (_, j) => slope(h[j]!))),
        hint: "one step too many: the list begins with ∂L/∂h₁, and yours with the state before it.",
      },
      {
        answer: (g, hs, U) => through(g, hs, (g, h) => back(g, U, (_, j) => slope(Math.tanh(h[j]!)))),
        hint: "h came out of tanh already; you take it once more.",
      },
      {
        answer: (g, hs, U) => through(g, hs, (_, h) => back(g, U, (_, j) => slope(h[j]!))),
        hint: "each step begins with g again in yours; it has to go on from what the step after it gave.",
      },
    ],
  });

  const q4 = question({
    id: "gradients-graded/q4",
    items: [11, 84],
    points: 2,
    asks: "Write clippedUpdate(parameters, gradients, rate, limit): one update of gradient descent, with the gradients clipped by their global norm. It returns the new parameters.",
    answer: implementation({
      parameters: ({ uniform }) => ({
        parameters: sizes,
        gradients: unequalGradients,
        rate: uniform(0.05, 0.3),
        limit: someLimit,
      }),
      cases: {
        "gradients that are too long": { a: 4, b: 3, c: 5 },
        "gradients that are short enough": { a: 3, b: 5, c: 2, large: 1 },
      },
      reference: (parameters: number[][], gradients: number[][], rate: number, limit: number) => {
        const length = Math.hypot(...gradients.flat());
        const factor = length > limit ? limit / length : 1;
        return parameters.map((p, i) => p.map((x, j) => x - rate * factor * gradients[i]![j]!));
      },
    }),
    because: "one factor for all gradients, and then a step against them.",
    hints: [
      "First the factor: 1 where the joint norm is at most the limit.",
      "Then each number: minus rate times factor times its gradient.",
      "The limit is for the gradients, before the rate.",
    ],
    fingerprints: [
      {
        answer: (parameters, gradients, rate) => updated(parameters, gradients, rate),
        hint: "nothing is clipped in yours.",
      },
      {
        answer: (parameters, gradients, rate, limit) =>
          updated(
            parameters,
            gradients.map(g => byNorm(g, limit)),
            rate,
          ),
        hint: "you clip each tensor by its own norm; the global norm is that of all together.",
      },
      {
        answer: (parameters, gradients, rate, limit) =>
          updated(
            parameters,
            gradients.map(g => byValue(g, limit)),
            rate,
          ),
        hint: "you cut each number; one factor for all is asked for.",
      },
      {
        answer: (parameters, gradients, rate, limit) => {
          const length = Math.hypot(...gradients.flat());
          return updated(
            parameters,
            gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x))),
            -rate,
          );
        },
        hint: "gradient descent goes against the gradient.",
      },
      {
        answer: (parameters, gradients, rate, limit) => {
          const length = Math.hypot(...gradients.flat());
          return updated(
            parameters,
            gradients.map(g => g.map(x => (x * limit) / length)),
            rate,
          );
        },
        hint: "gradients that are short enough become longer in yours; they have to stay as they are.",
      },
      {
        answer: (parameters, gradients, rate, limit) => {
          const length = rate * Math.hypot(...gradients.flat());
          return updated(
            parameters,
            gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x))),
            rate,
          );
        },
        hint: "the limit is for the gradients, before the rate.",
      },
      {
        answer: (parameters, gradients, _rate, limit) => {
          const length = Math.hypot(...gradients.flat());
          return updated(
            parameters,
            gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x))),
            1,
          );
        },
        hint: "where is the rate?",
      },
      {
        answer: (_parameters, gradients, _rate, limit) => {
          const length = Math.hypot(...gradients.flat());
          return gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x)));
        },
        hint: "those are the clipped gradients; the new parameters are asked for.",
      },
    ],
  });

  return { q3, q4 };
}
