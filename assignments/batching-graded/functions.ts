// Questions 2 to 4: masks and truncated gradients as programs. References and draws stand by themselves: the hidden check has them, too.
import { type Argument, gradient, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";

type Matrix = number[][];

/** A mask [n, T] whose rows keep 1 to T − 1 steps, the first two before and behind, the others by chance. */
export const sidedMask: Argument<Matrix> = (draw, { n, T }) =>
  Array.from({ length: n! }, (_, i) => {
    const kept = 1 + draw.integer(T! - 1);
    const before = i < 2 ? i === 0 : draw.uniform() < 0.5;
    return Array.from({ length: T! }, (_, t) => Number(before ? t >= T! - kept : t < kept));
  });

export const stateParameters = ({ normal }: ParameterMakers) => ({ states: normal("n", "T", "u"), mask: sidedMask });

/** For each sentence its state after the last step that counts: the reference of question 2. */
export function lastCounted(states: Matrix[], mask: Matrix): Matrix {
  const last: Matrix = [];
  for (let i = 0; i < states.length; i++) last.push(states[i]![mask[i]!.lastIndexOf(1)]!);
  return last;
}

export const lossParameters = ({ normal }: ParameterMakers) => ({
  said: normal("n", "T"),
  wanted: normal("n", "T"),
  mask: sidedMask,
});

/** The mean of the squared errors over the steps that count. */
export function countedLoss(said: Matrix, wanted: Matrix, mask: Matrix): number {
  let [sum, count] = [0, 0];
  for (const [i, row] of mask.entries())
    for (const [t, counts] of row.entries()) {
      sum += counts * (said[i]![t]! - wanted[i]![t]!) ** 2;
      count += counts;
    }
  return sum / count;
}

const countOf = (mask: Matrix) => mask.flat().reduce((sum, counts) => sum + counts, 0);
const errors = (said: Matrix, wanted: Matrix, by: (error: number, i: number, t: number) => number): Matrix =>
  said.map((row, i) => row.map((value, t) => by(value - wanted[i]![t]!, i, t)));

export const truncatedParameters = ({ uniform, normal, size }: ParameterMakers) => ({
  w: uniform(0.5, 1.2),
  xs: normal("T"),
  steps: size("k"),
});

/** What a run of the linear unit in stretches gives for w: the reference of question 4. */
export function truncatedGradient(w: number, xs: number[], steps: number): number {
  let [h, slope, sum] = [0, 0, 0];
  for (let t = 0; t < xs.length; t++) {
    if (t % steps === 0) slope = 0;
    slope = h + w * slope;
    h = w * h + xs[t]!;
    sum += slope;
  }
  return sum;
}

/** The same with something changed: whether gradients and states cross the cuts, and which losses count. */
function variant(w: number, xs: number[], { cut, begins = () => false, all = true, carries = true }: Variant): number {
  let [h, slope, sum] = [0, 0, 0];
  for (const [t, x] of xs.entries()) {
    if (cut(t)) slope = 0;
    if (begins(t)) h = 0;
    slope = h + (carries ? w * slope : 0);
    h = w * h + x;
    sum = all ? sum + slope : slope;
  }
  return sum;
}
interface Variant {
  readonly cut: (t: number) => boolean;
  readonly begins?: (t: number) => boolean;
  readonly all?: boolean;
  readonly carries?: boolean;
}

export function functionQuestions() {
  const q2 = question({
    id: "batching-graded/q2",
    items: [91],
    points: 1,
    asks: "Write lastCounted(states, mask): for each sentence i its state after the last step t that counts. states[i][t] is a state (a list), mask[i][t] is 1 where the step counts. Padding may stand before or behind.",
    answer: implementation({
      parameters: stateParameters,
      cases: { "some sentences": { n: 4, T: 6, u: 3 }, "two sentences": { n: 2, T: 5, u: 4 } },
      reference: (states: Matrix[], mask: Matrix) => {
        const last: Matrix = [];
        for (let i = 0; i < states.length; i++) last.push(states[i]![mask[i]!.lastIndexOf(1)]!);
        return last;
      },
    }),
    because: "behind the last step that counts stands padding, if anything, and its states are of no use.",
    hints: [
      "Of a sentence padded before, and of one padded behind: at which place of its mask stands the last 1?",
      "A loop from the end of the mask finds it, and so does `list.lastIndexOf(1)`.",
    ],
    fingerprints: [
      {
        answer: states => states.map(row => row.at(-1)!),
        hint: "where padding stands behind, the last step of all is padding.",
      },
      {
        answer: (states, mask) => states.map((row, i) => row[mask[i]!.filter(counts => counts === 1).length - 1]!),
        hint: "how many count says where the end is only if they stand at the front: what of padding before?",
      },
      {
        answer: (states, mask) => states.map((row, i) => row[mask[i]!.indexOf(1)]!),
        hint: "that is the first step that counts.",
      },
      {
        answer: (states, mask) => states.map((row, i) => row[mask[i]!.lastIndexOf(0)]!),
        hint: "1 means that a step counts.",
      },
      {
        answer: (states, mask) => states.map((row, i) => row[Math.max(0, mask[i]!.lastIndexOf(1) - 1)]!),
        hint: "one step too early.",
      },
    ],
  });

  const q3 = question({
    id: "batching-graded/q3",
    items: [91],
    points: 1,
    asks: "The loss is the mean of (said[i][t] − wanted[i][t])² over the steps whose mask is 1. Write lossGradient(said, wanted, mask): its gradient for `said`, a list of rows.",
    answer: gradient({
      parameters: lossParameters,
      cases: { "some sentences": { n: 3, T: 5 }, "two sentences": { n: 2, T: 7 } },
      loss: countedLoss,
      of: ["said"],
      reference: (said: Matrix, wanted: Matrix, mask: Matrix) => {
        let count = 0;
        for (const row of mask) for (const counts of row) count += counts;
        return said.map((row, i) => row.map((value, t) => (2 * mask[i]![t]! * (value - wanted[i]![t]!)) / count));
      },
    }),
    because: "what does not count has a gradient of 0, and the mean divides by how many count.",
    hints: [
      "Of one squared error: 2 times the error.",
      "What does the mean divide by, and what has padding for a gradient?",
    ],
    fingerprints: [
      {
        answer: (said, wanted) => errors(said, wanted, error => (2 * error) / said.flat().length),
        hint: "yours is the gradient of the mean over all places; where is the mask?",
      },
      {
        answer: (said, wanted, mask) =>
          errors(said, wanted, (error, i, t) => (2 * mask[i]![t]! * error) / said.flat().length),
        hint: "padding has 0 now; the mean divides by how many count, not by all places.",
      },
      {
        answer: (said, wanted, mask) => errors(said, wanted, error => (2 * error) / countOf(mask)),
        hint: "padding still has a gradient in yours.",
      },
      {
        answer: (said, wanted, mask) => errors(said, wanted, (error, i, t) => 2 * mask[i]![t]! * error),
        hint: "that is the gradient of the sum; a mean divides.",
      },
      {
        answer: (said, wanted, mask) => errors(said, wanted, (error, i, t) => (mask[i]![t]! * error) / countOf(mask)),
        hint: "the derivative of a square: a factor is missing.",
      },
      {
        answer: (said, wanted, mask) =>
          errors(said, wanted, (error, i, t) => (-2 * mask[i]![t]! * error) / countOf(mask)),
        hint: "the sign: if a value that is too large grows, does the loss grow?",
      },
    ],
  });

  const q4 = question({
    id: "batching-graded/q4",
    items: [123],
    points: 2,
    asks: "A unit without tanh, hₜ = w·hₜ₋₁ + xₜ from h = 0, reads xs; the loss is the sum of all states. Write truncatedGradient(w, xs, steps): the gradient for w that training in stretches of `steps` steps gives, summed over the stretches. The state is carried from each stretch to the next, the gradient is cut there.",
    answer: implementation({
      parameters: truncatedParameters,
      cases: {
        "some stretches": { T: 12, k: 4 },
        "a last, shorter stretch": { T: 11, k: 3 },
        "one stretch": { T: 5, k: 8 },
        "stretches of one step": { T: 6, k: 1 },
      },
      reference: (w: number, xs: number[], steps: number) => {
        let [h, slope, sum] = [0, 0, 0];
        for (let t = 0; t < xs.length; t++) {
          if (t % steps === 0) slope = 0;
          slope = h + w * slope;
          h = w * h + xs[t]!;
          sum += slope;
        }
        return sum;
      },
    }),
    because: "∂hₜ/∂w is hₜ₋₁ + w · ∂hₜ₋₁/∂w, and at a cut ∂hₜ₋₁/∂w is taken for 0, while hₜ₋₁ stays what it is.",
    hints: [
      "Go forward, and keep two numbers: the state h, and `slope`, the derivative of h for w.",
      "A step: the new slope is h (as it was) + w · slope. What happens to slope where a stretch begins, and to h?",
      "The loss is the sum of all states, so the gradient is the sum of all slopes.",
    ],
    fingerprints: [
      {
        answer: (w, xs) => variant(w, xs, { cut: () => false }),
        hint: "that is the whole gradient, without a cut.",
      },
      {
        answer: (w, xs, steps) => variant(w, xs, { cut: t => t % steps === 0, begins: t => t % steps === 0 }),
        hint: "yours starts each stretch from h = 0; the state is carried.",
      },
      {
        answer: (w, xs, steps) => variant(w, xs, { cut: t => t % steps === 0, all: false }),
        hint: "that is the gradient of the last state; the loss is the sum of all.",
      },
      {
        answer: (w, xs) => variant(w, xs, { cut: () => false, carries: false }),
        hint: "that is what each step adds by itself; within a stretch a slope goes on, times w.",
      },
      {
        answer: (w, xs, steps) => variant(w, xs, { cut: t => t > 0 && (t + 1) % steps === 0 }),
        hint: "yours cuts one step too early: stretches begin at 0, steps, 2 · steps, …",
      },
      {
        answer: (w, xs, steps) => variant(w, xs, { cut: t => t % steps === 1 % steps }),
        hint: "yours cuts one step too late: stretches begin at 0, steps, 2 · steps, …",
      },
    ],
  });

  return { q2, q3, q4 };
}
