// Question 4: the gradients of one look, for its scores and for the states. The hidden check has its reference, too.
import { gradient, type ParameterMakers, question } from "../../src/checking/index.ts";
import { dotOf, type Matrix, softmaxOf } from "../attention/attention-functions.ts";
import { contextOf } from "./functions.ts";

export const lookGradientParameters = ({ normal }: ParameterMakers) => ({
  scores: normal("T"),
  H: normal("T", "u"),
  g: normal("u"),
});

/** g · context. */
export const lookLoss = (scores: number[], H: Matrix, g: number[]): number => dotOf(g, contextOf(softmaxOf(scores), H));

/** The gradients of that loss: the reference of question 4. */
export function lookGradients(scores: number[], H: Matrix, g: number[]): { scores: number[]; H: Matrix } {
  const powers = scores.map(score => Math.exp(score));
  let all = 0;
  for (const power of powers) all += power;
  const weights = powers.map(power => power / all);
  const fits: number[] = [];
  let mean = 0;
  for (let j = 0; j < H.length; j++) {
    let fit = 0;
    for (let i = 0; i < g.length; i++) fit += g[i]! * H[j]![i]!;
    fits.push(fit);
    mean += weights[j]! * fit;
  }
  return {
    scores: weights.map((weight, j) => weight * (fits[j]! - mean)),
    H: weights.map(weight => g.map(value => weight * value)),
  };
}

/** The weights, and how far each state goes along g. */
export function partsOf(scores: number[], H: Matrix, g: number[]) {
  const weights = softmaxOf(scores);
  return { weights, fits: H.map(h => dotOf(g, h)), H: weights.map(weight => g.map(value => weight * value)) };
}

export function gradientQuestion() {
  return question({
    id: "attention-graded/q4",
    items: [99],
    points: 2,
    asks: "One look: weights = softmax(scores), context = the sum of weights[j] · H[j]. The loss is g · context, of a given vector g. Write lookGradients(scores, H, g): { scores, H }, the gradients of the loss for the scores (a list) and for the states (a matrix like H).",
    answer: gradient({
      parameters: lookGradientParameters,
      cases: { "some places": { T: 4, u: 3 }, "two places": { T: 2, u: 5 }, "one place": { T: 1, u: 2 } },
      loss: lookLoss,
      of: ["scores", "H"],
      reference: lookGradients,
    }),
    because:
      "a place whose state lies further along g than the mean of all does is to get a larger weight: w_j (g · h_j − g · context).",
    hints: [
      "First H: how does the loss change if one number of H[j] grows? Its weight stands before it.",
      "The scores: if one weight grows, the others shrink, since they sum to 1. The derivative of weight j for score k is w_j (1 − w_j) where j = k, and −w_j w_k elsewhere.",
    ],
    fingerprints: [
      {
        answer: (scores, H, g) => {
          const parts = partsOf(scores, H, g);
          return { scores: parts.weights.map((weight, j) => weight * parts.fits[j]!), H: parts.H };
        },
        hint: "scores: if one weight grows, the others shrink. What they lose is missing.",
      },
      {
        answer: (scores, H, g) => {
          const parts = partsOf(scores, H, g);
          return { scores: parts.weights.map((weight, j) => weight * (1 - weight) * parts.fits[j]!), H: parts.H };
        },
        hint: "scores: yours has what its own weight does; a score moves all the other weights, too.",
      },
      {
        answer: (scores, H, g) => ({ scores: partsOf(scores, H, g).fits, H: H.map(() => [...g]) }),
        hint: "the weights are missing, in both: a state counts by its weight, and a score moves all weights through the softmax.",
      },
      {
        answer: (scores, H, g) => ({ scores: partsOf(scores, H, g).fits, H: partsOf(scores, H, g).H }),
        hint: "scores: that is the gradient for the weights. From there it goes back through the softmax.",
      },
      {
        answer: (scores, H, g) => ({ scores: lookGradients(scores, H, g).scores, H: H.map(() => [...g]) }),
        hint: "H: a state counts by its weight only.",
      },
      {
        answer: (scores, H, g) => ({
          scores: lookGradients(scores, H, g).scores.map(value => -value),
          H: partsOf(scores, H, g).H,
        }),
        hint: "scores: their sign is turned.",
      },
      {
        answer: (scores, H, g) => {
          const { weights, fits } = partsOf(scores, H, g);
          const plain = fits.reduce((a, b) => a + b, 0) / fits.length;
          return { scores: weights.map((weight, j) => weight * (fits[j]! - plain)), H: partsOf(scores, H, g).H };
        },
        hint: "scores: the mean that is taken away is the weighted one, g · context.",
      },
    ],
  });
}
