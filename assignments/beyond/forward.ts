// Questions 1 to 3: gradients without a way back, and a recurrence that is not trained.
import { approximately, exactly, gradient, question, several } from "../../src/checking/index.ts";
import { carriedForward, squaredLoss } from "./beyond-functions.ts";

export function forwardQuestions() {
  const q1 = question({
    id: "beyond/q1",
    items: [49],
    asks: "Write forwardGradient(w, u, h, xs, ys): the gradients { w, u } of L = Σ ½ (hₜ − yₜ)², where hₜ = tanh(w·xₜ + u·hₜ₋₁) and `h` is the state before the first step. One loop, from the first step to the last, that keeps no list of states.",
    answer: gradient({
      parameters: ({ normal, uniform }) => ({
        w: normal(),
        u: uniform(0.4, 1.2),
        h: uniform(0.2, 0.9),
        xs: normal("T"),
        ys: normal("T"),
      }),
      cases: { "some steps": { T: 6 }, "one step": { T: 1 }, "many steps": { T: 25 } },
      loss: squaredLoss,
      of: ["w", "u"],
      reference: (w: number, u: number, h0: number, xs: number[], ys: number[]) => {
        let [h, hw, hu, dw, du] = [h0, 0, 0, 0, 0];
        for (let t = 0; t < xs.length; t++) {
          const next = Math.tanh(w * xs[t]! + u * h);
          const slope = 1 - next ** 2;
          hw = slope * (xs[t]! + u * hw);
          hu = slope * (h + u * hu);
          h = next;
          dw += (h - ys[t]!) * hw;
          du += (h - ys[t]!) * hu;
        }
        return { w: dw, u: du };
      },
    }),
    because:
      "each step hands on its state and how that state changes with w and u; the loss of a step needs nothing of later ones.",
    hints: [
      "The sum w·xₜ + u·hₜ₋₁ changes with w in two ways: by xₜ itself, and by hₜ₋₁, which changes with w, too.",
      "At each step: first the new state, then its slope 1 − h², then `hw` and `hu` from those before. What does the loss of this step add to the gradient?",
    ],
    fingerprints: [
      {
        answer: (...args) => carriedForward(args, { past: () => 0 }),
        hint: "yours takes the state before as a number that does not change with w or u; it does, by what you carry.",
      },
      { answer: (...args) => carriedForward(args, { slope: () => 1 }), hint: "the slope of tanh is missing." },
      {
        answer: (...args) => carriedForward(args, { met: (_, h) => h }),
        hint: "u is multiplied with the state *before* this step; yours takes the new one.",
      },
      {
        answer: (...args) => carriedForward(args, { slope: before => 1 - before * before }),
        hint: "the slope is that of the new state; yours takes the one before.",
      },
      {
        answer: (...args) => carriedForward(args, { weight: (t, T) => (t === T - 1 ? 1 : 0) }),
        hint: "yours has the loss of the last step only; every step adds to the gradient (`+=`).",
      },
      {
        answer: (...args) => carriedForward(args, { weight: () => -1 }),
        hint: "the sign is turned: ½ (h − y)² changes with h by h − y.",
      },
      {
        answer: (...args) => carriedForward(args, { weight: (_, T) => 1 / T }),
        hint: "that is of the mean over the steps; L is their sum.",
      },
      {
        answer: (...args) => carriedForward(args, { directOnly: true }),
        hint: "the slope of tanh counts for the whole sum: also for what comes by the state before.",
      },
      {
        answer: (...args) => carriedForward(args, { weight: () => 2 }),
        hint: "all is twice too large: what is ½ for?",
      },
      {
        answer: (...args) => carriedForward(args, { past: () => 1 }),
        hint: "what the state before changes is multiplied by u on its way into this step.",
      },
      {
        answer: (...args) => {
          const { w, u } = carriedForward(args);
          return { w: u, u: w };
        },
        hint: "the two are exchanged.",
      },
    ],
  });

  const q2 = question({
    id: "beyond/q2",
    items: [49],
    asks: "A cell of 50 units reads 30 numbers at each step, for 1,000 steps. How many numbers of state must be kept until the way back begins (`back`)? Forward, each of the 50 states is kept with its derivative for each number in W, U and b, once (`forward`, without the 50 states). And from how many steps on is `back` the larger number (`from`)?",
    answer: several({
      back: {
        answer: exactly(50_000),
        fingerprints: [
          { answer: 50, hint: "that is one step; the way back needs the states of all." },
          { answer: 80_000, hint: "the inputs are not counted here: states only." },
        ],
      },
      forward: {
        answer: exactly(202_500),
        fingerprints: [
          { answer: 4_050, hint: "that is how many numbers the cell learns. Each of the 50 states changes with each." },
          { answer: 200_000, hint: "the biases are missing." },
          { answer: 202_550, hint: "without the 50 states themselves." },
          { answer: 202_500_000, hint: "they are computed anew at each step; only the newest are kept." },
          { answer: 4_000, hint: "each of the 50 states changes with each of the numbers, and b is there, too." },
        ],
      },
      from: {
        answer: exactly(4_051),
        fingerprints: [
          { answer: 4_050, hint: "there both keep the same; from where on is `back` larger?" },
          { answer: 4_001, hint: "with the biases, please." },
        ],
      },
    }),
    because: "T·50 against 50·(50·(30 + 50) + 50): the second does not grow with the sequence, but it is large.",
    hints: [
      "Back: one state of 50 numbers for each step.",
      "Forward: how many numbers has the cell (lesson 3)? A derivative of each state for each of them.",
    ],
    solution: "1000 · 50, 50 · (50 · (30 + 50) + 50), 4050 + 1",
  });

  const q3 = question({
    id: "beyond/q3",
    items: [49],
    asks: "100 units read one number; a last layer makes one number of their states. How many numbers are learned if all are (`all`), with the cell of lesson 2, and how many if the last layer alone is (`echo`)? U is orthogonal times 0.9. Two runs read the same, from states that are 2 apart. How far apart are they after 50 steps, at most (`apart`)?",
    answer: several({
      all: {
        answer: exactly(10_301),
        fingerprints: [
          { answer: 10_200, hint: "that is the cell; the last layer counts, too." },
          { answer: 10_201, hint: "the cell's biases are missing." },
          { answer: 10_300, hint: "the last layer has a bias, too." },
          { answer: 10_101, hint: "W is missing: what reads the input?" },
        ],
      },
      echo: {
        answer: exactly(101),
        fingerprints: [
          { answer: 100, hint: "and the bias of the last layer." },
          { answer: 0, hint: "the recurrence is not trained, but the last layer is." },
        ],
      },
      apart: {
        answer: approximately(2 * 0.9 ** 50, { tolerance: 0.04 }),
        fingerprints: [
          { answer: 0.9 ** 50, hint: "they begin 2 apart." },
          { answer: 2 * 0.9, hint: "that is one step." },
          { answer: 1.8 ** 50, hint: "only the distance shrinks at each step, by 0.9; the 2 is there once." },
          { answer: 2, hint: "at each step the distance is multiplied by 0.9 or less: tanh makes no distance larger." },
        ],
      },
    }),
    because:
      "100·(1 + 100) + 100 + 101 against 101. Each step multiplies the distance by 0.9 or less, so what was at the start is forgotten.",
    hints: [
      "Lesson 3 counts the cell; a last layer from 100 to 1 has a bias.",
      "An orthogonal matrix keeps lengths, 0.9 of it shrinks them, and tanh never makes a distance larger. Fifty times.",
    ],
    solution: "100 · (1 + 100) + 100 + 101, 101, 2 · 0.9 ** 50",
  });

  return { q1, q2, q3 };
}
