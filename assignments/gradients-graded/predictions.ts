// Questions 1, 2, 5 and 6: predictions about the student's own numbers.
import { approximately, choice, exactly, question, several, tensorOf } from "../../src/checking/index.ts";
import {
  combined,
  jacobian,
  type Matrix,
  product,
  slopesOfColumns,
  untransposed,
  withoutSlopes,
} from "../gradients/jacobians.ts";

/** A linear network whose matrix turns and multiplies lengths by rho, over T steps. */
export interface Chain {
  readonly rho: number;
  readonly T: number;
}

/** The same, trained with gradients clipped at a limit. */
export interface Training extends Chain {
  readonly limit: number;
}

/** States and matrix of a network of two units. */
export interface TwoUnits {
  readonly h1: readonly number[];
  readonly h2: readonly number[];
  readonly h3: readonly number[];
  readonly U: Matrix;
}

/** U = [[0, a], [c, 0]]. */
export interface Swap {
  readonly a: number;
  readonly c: number;
}

/** The first lag at which less than a thousandth is left. */
export const firstBelow = (rho: number) => Math.ceil(Math.log(0.001) / Math.log(rho));

export const chainQuestion = ({ rho, T }: Chain) =>
  question({
    id: "gradients-graded/q1",
    items: [38, 83],
    points: 2,
    asks: `A linear network reads ${T} steps. Its U turns every vector and multiplies its length by ${rho}. What share of the gradient at the last state is left at the first, and at which lag is for the first time less than a thousandth left?`,
    answer: several({
      leftAtFirst: {
        answer: approximately(rho ** (T - 1), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: rho ** T, hint: "how many steps lie between the first and the last state?" },
          { answer: rho * (T - 1), hint: "each step multiplies again: a power." },
          { answer: (1 - rho) ** (T - 1), hint: "that is what a step takes; what does it leave?" },
        ],
      },
      lagBelowThousandth: {
        answer: {
          ...exactly(firstBelow(rho)),
          wrong: lag => (Number.isInteger(lag) ? undefined : `${lag}: a whole number of steps is asked for`),
        },
        fingerprints: [
          { answer: firstBelow(rho) - 1, hint: "a little more than a thousandth is left there." },
          {
            answer: firstBelow(rho) + 1,
            hint: "one step before, less than a thousandth is left already. Lags count from 0.",
          },
          {
            answer: T - 1 - firstBelow(rho),
            hint: "that is the place counted from the beginning; a lag counts from the end.",
          },
          { answer: Math.ceil(Math.log(0.01) / Math.log(rho)), hint: "that is a hundredth." },
        ],
      },
    }),
    because: "each step back multiplies by the same factor.",
    hints: [
      "A power of the factor: how many steps are there between two states?",
      "Try lags one by one in a loop, or take logarithms.",
    ],
  });

/** Mistakes of question 2, with the hints that they get. */
export function chainMistakes({ h1, h2, h3, U }: TwoUnits) {
  const [J2, J3] = [jacobian(h2, U), jacobian(h3, U)];
  return [
    { answer: product(J2, J3), hint: "the order matters: which step comes last?" },
    {
      answer: product(untransposed(h3, U), untransposed(h2, U)),
      hint: "U[j][i] leads from unit j to unit i: yours has U the other way round.",
    },
    {
      answer: product(withoutSlopes(U), withoutSlopes(U)),
      hint: "these are the weights alone; which slope has tanh at each unit?",
    },
    {
      answer: product(jacobian(h2, U), jacobian(h1, U)),
      hint: "you take the states before the steps; the slope is that of the state which comes out.",
    },
    {
      answer: product(slopesOfColumns(h3, U), slopesOfColumns(h2, U)),
      hint: "the slope belongs to the unit after the step: it is the same along a row.",
    },
    {
      answer: product(slopesOfColumns(h2, U), slopesOfColumns(h1, U)),
      hint: "yours has the slope of the unit before the step; it is that of the unit after it, which comes out.",
    },
    {
      answer: combined(J3, J2, (a, b) => a * b),
      hint: "that multiplies place by place; matrices are multiplied row by column.",
    },
    { answer: combined(J3, J2, (a, b) => a + b), hint: "a chain multiplies; you added." },
  ];
}

export const rightProduct = ({ h2, h3, U }: TwoUnits) => product(jacobian(h3, U), jacobian(h2, U));

const written = (rows: readonly unknown[]) => JSON.stringify(rows).replaceAll(",", ", ");

export const productQuestion = (units: TwoUnits) =>
  question({
    id: "gradients-graded/q2",
    items: [38, 132],
    points: 1,
    asks: `Two units, hₜ = tanh(hₜ₋₁ U + xₜ), with U = ${written(units.U as never)}, h₁ = ${written(units.h1)}, h₂ = ${written(units.h2)}, h₃ = ${written(units.h3)}. What is ∂h₃/∂h₁? Row i is unit i of h₃, column j unit j of h₁.`,
    answer: tensorOf(rightProduct(units)),
    because: "slope times weight in each step, and the later step on the left.",
    hints: [
      "A Jacobian for each of the two steps first.",
      "J[i][j] is the slope of unit i after the step times the weight that leads from j to i.",
    ],
    fingerprints: chainMistakes(units),
  });

/** What tells a weight from the length of both, where the other is small. */
export const allDigits = 8;

export const swapQuestion = ({ a, c }: Swap) => {
  const square = a * c;
  return question({
    id: "gradients-graded/q5",
    items: [55, 132],
    points: 1,
    asks: `U = [[0, ${a}], [${c}, 0]] carries the past of a linear network. How far can one step stretch a vector (‖U‖, with all its digits), what does a step multiply by in the long run (ρ), which number stands at [0][0] of U·U·…·U with 20 factors, and what becomes of the gradient?`,
    answer: several({
      sigma: {
        // A weight as it stands there: the length of both weights is hardly another number.
        answer: approximately(a, { tolerance: 1e-8, digits: allDigits }),
        fingerprints: [
          { answer: a + c, hint: "a step never takes both weights to the same unit." },
          { answer: Math.hypot(a, c), hint: "that is the length of all weights; one vector cannot use both in full." },
          { answer: Math.sqrt(square), hint: "that is what a step multiplies by in the long run." },
        ],
      },
      rho: {
        answer: approximately(Math.sqrt(square)),
        fingerprints: [
          { answer: square, hint: "that is what two steps multiply by." },
          { answer: a, hint: "that is the most in one step; in the next one the other weight has its turn." },
          { answer: (a + c) / 2, hint: "what multiplies has no mean by adding." },
        ],
      },
      entry20: {
        answer: approximately(square ** 10, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: square ** 20, hint: "U multiplied by itself once is two steps." },
          { answer: a ** 20, hint: "the two weights take turns." },
          { answer: 0, hint: "multiply U by itself once: what stands on its diagonal?" },
        ],
      },
      fate: {
        answer: choice("vanishes", { among: ["vanishes", "stays", "explodes"] }),
        fingerprints: [
          { answer: "explodes", hint: "one step can stretch; what do two together do?" },
          { answer: "stays", hint: "what do two steps together multiply by?" },
        ],
      },
    }),
    because:
      "the two weights take turns, so two steps multiply by their product, which is below 1, however large one of them is.",
    hints: [
      "Multiply U by itself: what stands on the diagonal?",
      "Two steps multiply by a·c, so one step by its root, in the long run.",
    ],
  });
};

export const trainingQuestion = ({ rho, T, limit }: Training) =>
  question({
    id: "gradients-graded/q6",
    items: [84, 104],
    points: 1,
    asks: `A linear network (ρ = ${rho}) reads ${T} steps and learns their mean by gradient descent with rate 0.01. By which factor does a gradient grow on its way back to the first state? What does the loss do without clipping, and what with clipping at ${limit}? How long is an update at most with clipping?`,
    answer: several({
      growth: {
        answer: approximately(rho ** (T - 1), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: rho ** T, hint: "how many steps lie between the first and the last state?" },
          { answer: rho * (T - 1), hint: "each step multiplies again: a power." },
        ],
      },
      withoutClipping: {
        answer: choice("becomes NaN", { among: ["falls", "becomes NaN"] }),
        fingerprints: [{ answer: "falls", hint: "an update is the rate times the gradient: how long is that?" }],
      },
      withClipping: {
        answer: choice("falls", { among: ["falls", "becomes NaN"] }),
        fingerprints: [{ answer: "becomes NaN", hint: "the direction is right, and how long is an update now?" }],
      },
      longestUpdate: {
        answer: approximately(0.01 * limit),
        fingerprints: [
          { answer: limit, hint: "that is the clipped gradient; what does the rate do?" },
          { answer: limit / 0.01, hint: "the rate multiplies." },
          { answer: 0.01, hint: "that would be a gradient of length 1." },
        ],
      },
    }),
    because:
      "clipping bounds the length of an update by the rate times the limit, whatever the product of the steps grows to.",
    hints: ["A power, as in question 1.", "An update is the rate times the gradient."],
  });
