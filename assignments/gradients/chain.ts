// Questions 1 to 4: what one step back multiplies a gradient by, for one unit and for several.
import { approximately, implementation, question, several, tensorOf } from "../../src/checking/index.ts";
import { combined, jacobian, product, slopesOfColumns, untransposed, withoutSlopes } from "./jacobians.ts";

/** The states of a network of two units that question 3 works with: the slopes 1 − h² are easy numbers. */
const h2 = [0.6, 0.8];
const h3 = [0.8, 0];
const U = [
  [1, 2],
  [0.5, 0],
];

/** What may be wrong with one of the two Jacobians. */
const jacobianPart = (h: readonly number[], other: readonly number[]) => ({
  answer: tensorOf(jacobian(h, U)),
  fingerprints: [
    {
      answer: untransposed(h, U),
      hint: "row i is the unit after the step, column j the unit before it: which weight leads from j to i?",
    },
    { answer: withoutSlopes(U), hint: "these are the weights alone; which slope has tanh at each unit?" },
    {
      answer: jacobian(other, U),
      hint: "that is the other step: take the slopes from the state that comes out of this one.",
    },
    {
      answer: slopesOfColumns(h, U),
      hint: "the slope belongs to the unit after the step, so it is the same along a row.",
    },
  ],
});

export function chainQuestions() {
  const q1 = question({
    id: "gradients/q1",
    items: [38, 83],
    asks: "With each step back a gradient keeps 0.9 of its size. What share of it is left after 99 steps back?",
    answer: approximately(0.9 ** 99, { tolerance: 1e-3 }),
    because: "each step multiplies: 0.9 · 0.9 · …, 99 times. Only a thirty-thousandth part is left.",
    hints: ["After two steps 0.9 · 0.9 is left. After three?", "A power: `0.9 ** 2` is 0.9 · 0.9."],
    solution: "0.9 ** 99",
    fingerprints: [
      { answer: 0.9 * 99, hint: "each step multiplies again: after two steps it is 0.9 · 0.9." },
      { answer: 1 - 0.1 * 99, hint: "a step takes a tenth of what is left, not of what there was at first." },
      { answer: 0.9 ** 100, hint: "that is one step too many." },
      { answer: 0.9 ** 98, hint: "that is one step too few." },
      { answer: 0.1 ** 99, hint: "a tenth is what a step takes; what does it leave?" },
      { answer: 0.9 / 99, hint: "you divide once by 99; each of the 99 steps multiplies by 0.9." },
    ],
  });

  const q2 = question({
    id: "gradients/q2",
    items: [38, 132],
    asks: "Write stepFactor(w, h): ∂hₜ/∂hₜ₋₁ of one unit hₜ = tanh(w·hₜ₋₁ + xₜ). Its argument h is hₜ.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ w: normal(), h: uniform(-0.95, 0.95) }),
      cases: { "some weight and state": {} },
      draws: 6,
      reference: (w: number, h: number) => w * (1 - h ** 2),
    }),
    because: "the weight stands before hₜ₋₁, and the slope of tanh where it gives h is 1 − h².",
    hints: [
      "The chain rule: the slope of tanh, times what stands before hₜ₋₁.",
      "The slope of tanh is 1 − tanh². What tanh gave is there already: it is h.",
    ],
    solution: "`w * (1 - h ** 2)`",
    fingerprints: [
      { answer: w => w, hint: "that is a unit without tanh; which slope has tanh?" },
      { answer: (_w, h) => 1 - h ** 2, hint: "that is the slope of tanh; what stands before the earlier state?" },
      {
        answer: (w, h) => w * (1 - Math.tanh(h) ** 2),
        hint: "h is what came out of tanh; you take tanh once more.",
      },
      { answer: (w, h) => w * h, hint: "that multiplies by the state; how fast does tanh change there?" },
      { answer: (w, h) => w * (1 - h), hint: "the slope of tanh has a square in it." },
      { answer: (w, h) => w * h * (1 - h), hint: "that is the slope of the sigmoid; here it is tanh." },
      { answer: (w, h) => w ** 2 * (1 - h ** 2), hint: "one step has the weight in it once." },
    ],
  });

  const q3 = question({
    id: "gradients/q3",
    items: [38, 132],
    asks: "Two units, U = [[1, 2], [0.5, 0]], h₂ = [0.6, 0.8], h₃ = [0.8, 0]: the Jacobians J2 = ∂h₂/∂h₁ and J3 = ∂h₃/∂h₂, and J3to1 = ∂h₃/∂h₁.",
    answer: several({
      J2: jacobianPart(h2, h3),
      J3: jacobianPart(h3, h2),
      J3to1: {
        answer: tensorOf(product(jacobian(h3, U), jacobian(h2, U))),
        fingerprints: [
          {
            answer: product(jacobian(h2, U), jacobian(h3, U)),
            hint: "the order matters: the later step stands on the left, as in f(g(x)).",
          },
          {
            answer: combined(jacobian(h3, U), jacobian(h2, U), (a, b) => a * b),
            hint: "that multiplies place by place; matrices are multiplied row by column.",
          },
          {
            answer: combined(jacobian(h3, U), jacobian(h2, U), (a, b) => a + b),
            hint: "a chain multiplies; you added.",
          },
          {
            answer: product(untransposed(h3, U), untransposed(h2, U)),
            hint: "its two Jacobians have U the wrong way round.",
          },
        ],
      },
    }),
    because:
      "each Jacobian has the slope of the unit after the step times the weight that leads there; the chain multiplies them, the later one on the left.",
    hints: [
      "Start with J2. Its row 0 belongs to unit 0 after the step, whose slope is 1 − 0.6².",
      "U[j][i] is the weight that leads from unit j to unit i. So J[i][j] = (1 − h[i]²) · U[j][i].",
      "∂h₃/∂h₁ = ∂h₃/∂h₂ · ∂h₂/∂h₁: rows of the first times columns of the second.",
    ],
    solution: "J[i][j] = (1 − h[i]²) · U[j][i] gives J2 and J3; `tensor(J3).matmul(tensor(J2))` multiplies them.",
  });

  const q4 = question({
    id: "gradients/q4",
    items: [38, 132],
    asks: "Write stepBack(g, h, U): ∂L/∂hₜ₋₁ from g = ∂L/∂hₜ, the state h = hₜ and the matrix U that carries the past.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ g: normal("u"), h: uniform(-0.95, 0.95, "u"), U: normal("u", "u") }),
      cases: { "three units": { u: 3 }, "one unit": { u: 1 }, "seven units": { u: 7 } },
      reference: (g: number[], h: number[], U: number[][]) =>
        U.map(row => row.reduce((sum, weight, j) => sum + weight * (1 - h[j]! ** 2) * g[j]!, 0)),
    }),
    because:
      "each number of g goes back through the slope of its unit and then along the weights that led there: tanh, then U transposed.",
    hints: [
      "Go from the end: first through tanh of each unit j, `g[j] * (1 - h[j] ** 2)`, then along the weights.",
      "U[i] is the row of the weights that lead away from unit i. All that it reaches sends something back to it: a sum over j.",
      "`U.map(row => …)` gives a number for each row; in it, sum row[j] times what comes back from unit j.",
    ],
    solution: "U.map(row => row.reduce((sum, weight, j) => sum + weight * (1 - h[j] ** 2) * g[j], 0))",
    fingerprints: [
      {
        answer: (g, h, U) =>
          U.map((_, i) => g.reduce((sum, value, j) => sum + U[j]![i]! * (1 - h[j]! ** 2) * value, 0)),
        hint: "on the way back the matrix is taken the other way round: unit i gets back from all units j that it led to.",
      },
      {
        answer: (g, _h, U) => U.map(row => row.reduce((sum, weight, j) => sum + weight * g[j]!, 0)),
        hint: "which slope has tanh at each unit?",
      },
      {
        answer: (g, h, U) =>
          U.map((row, i) => (1 - h[i]! ** 2) * row.reduce((sum, weight, j) => sum + weight * g[j]!, 0)),
        hint: "the slope is that of the unit that sends the gradient back, so it stands inside the sum.",
      },
      {
        answer: (g, h, U) =>
          U.map(row => row.reduce((sum, weight, j) => sum + weight * (1 - Math.tanh(h[j]!) ** 2) * g[j]!, 0)),
        hint: "h came out of tanh already; you take it once more.",
      },
      {
        answer: (g, h, U) => g.map((value, i) => value * (1 - h[i]! ** 2) * U[i]![i]!),
        hint: "each unit leads to all units, not only to itself.",
      },
      {
        answer: (g, h, U) => U.map(row => row.reduce((sum, weight, j) => sum + weight * h[j]! * g[j]!, 0)),
        hint: "that multiplies by the state; how fast does tanh change there?",
      },
    ],
  });

  return { q1, q2, q3, q4 };
}
