// Questions 2 to 4: endings and isolated steps as programs. References and draws stand by themselves: the hidden check has them, too.
import { gradient, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";

/** A coin's probabilities for `most` symbols, and the random numbers that it is thrown with. */
export const coinParameters = ({ uniform }: ParameterMakers) => ({
  stops: uniform(0.05, 0.6, "most"),
  u: uniform(0, 1, "most"),
});

/** How many symbols are written: the reference of question 2. */
export function lengthByCoins(stops: number[], u: number[]): number {
  for (let t = 0; t < stops.length; t++) if (u[t]! < stops[t]!) return t + 1;
  return stops.length;
}

export const countdownParameters = ({ normal, size }: ParameterMakers) => ({ y: normal("T", "d"), tau: size("T") });

/** What each step reads: the output before, and how much is left: the reference of question 3. */
export function withCountdown(y: number[][], tau: number): number[][] {
  const inputs: number[][] = [];
  for (let t = 0; t < tau; t++) {
    const before = t === 0 ? y[0]!.map(() => 0) : y[t - 1]!;
    inputs.push([...before, tau - t]);
  }
  return inputs;
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

export const isolatedParameters = ({ normal }: ParameterMakers) => ({
  w: normal(),
  r: normal(),
  x: normal("T"),
  y: normal("T"),
});

/** The mean squared error of a taught linear recurrence through its output. */
export function taughtLoss(w: number, r: number, x: number[], y: number[]): number {
  return sum(x.map((value, t) => (w * value + r * (t === 0 ? 0 : y[t - 1]!) - y[t]!) ** 2)) / x.length;
}

/** The gradients of that loss, each step by itself: the reference of question 4. */
export function isolated(w: number, r: number, x: number[], y: number[]): { w: number; r: number } {
  let [dw, dr] = [0, 0];
  for (let t = 0; t < x.length; t++) {
    const before = t === 0 ? 0 : y[t - 1]!;
    const error = w * x[t]! + r * before - y[t]!;
    dw += (2 * error * x[t]!) / x.length;
    dr += (2 * error * before) / x.length;
  }
  return { w: dw, r: dr };
}

const errors = (w: number, r: number, x: number[], y: number[]) =>
  x.map((value, t) => w * value + r * (t === 0 ? 0 : y[t - 1]!) - y[t]!);
const mean = (list: readonly number[]) => sum(list) / list.length;

export function functionQuestions() {
  const q2 = question({
    id: "generation-graded/q2",
    items: [34],
    points: 2,
    asks: "Write lengthByCoins(stops, u): how many symbols are written. After symbol t it ends where the random number u[t] is smaller than stops[t]. If it never ends so, it is cut after the last one.",
    answer: implementation({
      parameters: coinParameters,
      cases: { "up to six symbols": { most: 6 }, "up to twenty": { most: 20 }, "a single symbol": { most: 1 } },
      draws: 8,
      reference: lengthByCoins,
    }),
    because: "the symbol after which it ends is written, too, and nothing comes after the last one.",
    hints: ["Go through the symbols. Which is the first after which it ends?", "That one counts: t + 1 symbols."],
    fingerprints: [
      {
        answer: (stops, u) => {
          const t = stops.findIndex((stop, i) => u[i]! < stop);
          return t < 0 ? stops.length : t;
        },
        hint: "yours does not count the last symbol; the coin is thrown after it.",
      },
      {
        answer: (stops, u) => {
          const t = stops.findIndex((stop, i) => u[i]! > stop);
          return t < 0 ? stops.length : t + 1;
        },
        hint: "the other way round: it ends where u is smaller.",
      },
      {
        answer: (stops, u) => stops.filter((stop, i) => u[i]! < stop).length || stops.length,
        hint: "yours counts all coins that say stop; only the first is thrown.",
      },
      {
        answer: (stops, u) => stops.findIndex((stop, i) => u[i]! < stop) + 1,
        hint: "where no coin says stop yours gives 0: it is cut after the last symbol.",
      },
      { answer: stops => stops.length, hint: "yours never ends by a coin." },
    ],
  });

  const q3 = question({
    id: "generation-graded/q3",
    items: [35],
    points: 1,
    asks: "Write withCountdown(y, tau): the inputs of a network that is told how much is left. At step t (from 0) it reads the output before, y[t − 1] (zeros at the first step), and after it the number τ − t.",
    answer: implementation({
      parameters: countdownParameters,
      cases: { "some steps": { T: 5, d: 3 }, "one step": { T: 1, d: 2 }, "one number": { T: 7, d: 1 } },
      reference: withCountdown,
    }),
    because: "the length is said once; what is left of it is an input of every step.",
    hints: [
      "At step 0 zeros and τ, at step 1 y[0] and τ − 1.",
      "`[...before, tau - t]` is the list with one number more.",
    ],
    fingerprints: [
      {
        answer: (y, tau) => y.map((row, t) => [...row, tau - t]),
        hint: "yours reads the output that it has to say: read the one before.",
      },
      {
        answer: y => y.map((row, t) => [...(y[t - 1] ?? row.map(() => 0)), t]),
        hint: "that is how many steps are done; how many are left is asked for.",
      },
      {
        answer: (y, tau) => y.map((row, t) => [...(y[t - 1] ?? row.map(() => 0)), tau]),
        hint: "yours reads τ itself at each step; here it is told what is left.",
      },
      {
        answer: (y, tau) => y.map((row, t) => [...(y[t - 1] ?? row.map(() => 0)), tau - t - 1]),
        hint: "at the first step all τ symbols are left.",
      },
      {
        answer: (y, tau) => y.map((row, t) => [tau - t, ...(y[t - 1] ?? row.map(() => 0))]),
        hint: "the number stands after the output, not before it.",
      },
    ],
  });

  const q4 = question({
    id: "generation-graded/q4",
    items: [25],
    points: 1,
    asks: "A recurrence through the output, without hidden units: oₜ = w·xₜ + r·yₜ₋₁ is taught, with y₋₁ = 0. The loss is the mean of (oₜ − yₜ)². Write isolated(w, r, x, y): { w, r }, the gradients, as a mean over steps that know nothing of each other.",
    answer: gradient({
      parameters: isolatedParameters,
      cases: { "some steps": { T: 6 }, "one step": { T: 1 } },
      loss: taughtLoss,
      of: ["w", "r"],
      reference: isolated,
    }),
    because:
      "y before is a given number, so no derivative goes through it: each step has its own, and they are summed.",
    hints: [
      "One step: what is the derivative of (w·x + r·before − y)² for w, and for r?",
      "The mean over all steps. At the first step `before` is 0.",
    ],
    fingerprints: [
      {
        answer: (w, r, x, y) => ({
          w: sum(errors(w, r, x, y).map((e, t) => 2 * e * x[t]!)),
          r: sum(errors(w, r, x, y).map((e, t) => 2 * e * (y[t - 1] ?? 0))),
        }),
        hint: "that is the gradient of the sum; a mean divides.",
      },
      {
        answer: (w, r, x, y) => ({
          w: mean(errors(w, r, x, y).map((e, t) => e * x[t]!)),
          r: mean(errors(w, r, x, y).map((e, t) => e * (y[t - 1] ?? 0))),
        }),
        hint: "the derivative of a square: a factor is missing.",
      },
      {
        answer: (w, r, x, y) => ({
          w: mean(errors(w, r, x, y).map((e, t) => 2 * e * x[t]!)),
          r: mean(errors(w, r, x, y).map((e, t) => 2 * e * y[t]!)),
        }),
        hint: "r is multiplied with the target before, not with that of this step.",
      },
      {
        answer: (w, r, x, y) => {
          // On its own: o goes on, and so do the derivatives.
          let [o, ow, or] = [0, 0, 0];
          const parts = x.map((value, t) => {
            [o, ow, or] = [w * value + r * o, value + r * ow, o + r * or];
            return { w: 2 * (o - y[t]!) * ow, r: 2 * (o - y[t]!) * or };
          });
          return { w: mean(parts.map(part => part.w)), r: mean(parts.map(part => part.r)) };
        },
        hint: "that is for a network that reads its own outputs; taught, it reads y.",
      },
      {
        answer: (w, r, x, y) => {
          // Its own output is read, as if it were given.
          const own: number[] = [];
          for (const value of x) own.push(w * value + r * (own.at(-1) ?? 0));
          const error = (t: number) => 2 * (own[t]! - y[t]!);
          return { w: mean(x.map((value, t) => error(t) * value)), r: mean(x.map((_, t) => error(t) * (own[t - 1] ?? 0))) }; // biome-ignore format: a line
        },
        hint: "yours reads its own outputs. Taught, what it reads is the target of the step before.",
      },
    ],
  });

  return { q2, q3, q4 };
}
