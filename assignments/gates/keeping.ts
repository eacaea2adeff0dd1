// Questions 1 to 3: a unit that keeps a part of what it holds, and for how long.
import { approximately, implementation, question } from "../../src/checking/index.ts";
import { sigmoid } from "../cell/cell-functions.ts";

export function keepingQuestions() {
  const q1 = question({
    id: "gates/q1",
    items: [41],
    asks: "Write leaky(x, c, f): what a unit holds that keeps the part f of c, and fills the rest with x.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ x: normal(), c: normal(), f: uniform(0.05, 0.95) }),
      cases: { "some numbers": {} },
      draws: 6,
      reference: (x: number, c: number, f: number) => f * c + (1 - f) * x,
    }),
    because: "both parts together are 1, so it is a mean of old and new: no weight makes it grow.",
    hints: ["If it keeps 0.9 of what it held, how much is left for x?", "Two products: one part of c, the other of x."],
    solution: "f * c + (1 - f) * x",
    fingerprints: [
      { answer: (x, c, f) => f * x + (1 - f) * c, hint: "f is the part of c that is kept, not that of x." },
      { answer: (x, c, f) => f * c + x, hint: "x comes in whole here; it fills only the rest." },
      { answer: (x, c, f) => f * (c + x), hint: "old and new have the same part in yours." },
      { answer: (_x, c, f) => f * c, hint: "what fills the rest?" },
    ],
  });

  const q2 = question({
    id: "gates/q2",
    items: [45],
    asks: "A unit keeps 0.9 of what it holds at each step, and nothing new comes. After how many steps is exactly half left? (Two digits after the point.)",
    answer: approximately(Math.log(0.5) / Math.log(0.9), { tolerance: 0.0015 }),
    because: "0.9 to the power of 6.58 is a half.",
    hints: [
      "After n steps 0.9 · 0.9 · … is left, n times. For which n is that a half?",
      "Take the logarithm of both sides. `Math.log` is the natural one.",
    ],
    solution: "Math.log(0.5) / Math.log(0.9)",
    fingerprints: [
      { answer: 5, hint: "a step takes a tenth of what is left, not of what there was at first." },
      { answer: 7, hint: "after 7 whole steps a little less than half is left: where exactly is it half?" },
      { answer: 6, hint: "after 6 whole steps a little more than half is left: where exactly is it half?" },
      { answer: Math.log(0.9) / Math.log(0.5), hint: "that is upside down: it would be less than a step." },
      { answer: -Math.log(0.5) / Math.log(0.9), hint: "look at the sign: both logarithms are below 0." },
      { answer: 0.5 / 0.9, hint: "each step multiplies by 0.9: how often, until a half is left?" },
      { answer: Math.log(0.5) / Math.log(0.1), hint: "that is for a unit that keeps a tenth." },
      {
        answer: Math.LN2 / 0.1,
        hint: "that is ln 2 / (1 − 0.9), which is near only where a step takes very little: solve 0.9 to the power of n is ½.",
      },
    ],
  });

  const q3 = question({
    id: "gates/q3",
    items: [45, 136],
    asks: "Write halfLifeOf(bias): after how many steps half is left, where the gate that keeps is σ(bias).",
    answer: implementation({
      parameters: ({ uniform }) => ({ bias: uniform(-3, 6) }),
      cases: { "some biases": {} },
      draws: 8,
      reference: (bias: number) => Math.log(0.5) / Math.log(sigmoid(bias)),
      uses: { sigmoid },
    }),
    because:
      "first the part that is kept, then the steps until it is a half. A bias that is larger by 2 gives about seven times the steps.",
    hints: [
      "First the part that is kept: what does σ make of the bias?",
      "Then it is question 2, with that part in the place of 0.9.",
    ],
    solution: "Math.log(0.5) / Math.log(sigmoidOf(bias))",
    fingerprints: [
      {
        answer: bias => Math.log(0.5) / Math.log(bias),
        hint: "the bias itself is not the part that is kept: what makes a part of it?",
      },
      {
        answer: bias => Math.log(sigmoid(bias)) / Math.log(0.5),
        hint: "that is upside down: a larger bias keeps longer.",
      },
      { answer: bias => Math.log(0.5) / Math.log(1 - sigmoid(bias)), hint: "that is the part that is lost." },
      { answer: bias => -Math.log(0.5) / Math.log(sigmoid(bias)), hint: "look at the sign: a time is above 0." },
      { answer: bias => 0.5 / Math.log(sigmoid(bias)), hint: "the half wants its logarithm, too." },
      {
        answer: bias => Math.LN2 / (1 - sigmoid(bias)),
        hint: "that is near for gates near 1 only: question 2 has a formula for all of them.",
      },
    ],
  });
  return { q1, q2, q3 };
}
