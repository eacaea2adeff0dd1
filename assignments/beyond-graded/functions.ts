// Questions 2, 3 and 5: functions. References and draws stand by themselves: the hidden check has them, too.
import { gradient, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { mean, standardized, variance } from "../beyond/beyond-functions.ts";
import { plus, softmax, times } from "../cell/cell-functions.ts";

type Matrix = number[][];

export const carryParameters = ({ normal, uniform }: ParameterMakers) => ({
  P: normal("u", "d", "u"),
  x: normal("d"),
  next: uniform(-0.9, 0.9, "u"),
  U: normal("u", "u"),
});

/** How much each state changes with W, one step on: the reference of question 2. */
export function carry(P: number[][][], x: number[], next: number[], U: Matrix): number[][][] {
  return next.map((h, i) =>
    x.map((input, j) =>
      next.map((_, k) => {
        let past = 0;
        for (let m = 0; m < next.length; m++) past += U[m]![i]! * P[m]![j]![k]!;
        const direct = i === k ? input : 0;
        return (1 - h ** 2) * (past + direct);
      }),
    ),
  );
}

/** The carried derivatives with one thing changed. */
export function carryWith(
  [P, x, next, U]: [P: number[][][], x: number[], next: number[], U: Matrix],
  {
    slope = (h: number) => 1 - h * h,
    weight = (m: number, i: number) => U[m]![i]!,
    direct = (i: number, j: number, k: number) => (i === k ? x[j]! : 0),
  } = {},
): number[][][] {
  return next.map((h, i) =>
    x.map((_, j) =>
      next.map(
        (_, k) => slope(h) * (next.reduce((sum, _, m) => sum + weight(m, i) * P[m]![j]![k]!, 0) + direct(i, j, k)),
      ),
    ),
  );
}

export const stepParameters = ({ normal }: ParameterMakers) => ({
  x: normal("d"),
  h: normal("u"),
  W: normal("d", "u"),
  U: normal("u", "u"),
  b: normal("u"),
});

/** A step whose two sums are normalized: the reference of question 3. */
export function normalizedStep(x: number[], h: number[], W: Matrix, U: Matrix, b: number[]): number[] {
  const input = standardized(times(x, W));
  const past = standardized(times(h, U));
  return b.map((bias, i) => Math.tanh(input[i]! + past[i]! + bias));
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

export const readoutParameters = ({ normal, integers }: ParameterMakers) => ({
  V: normal("u", "k"),
  c: normal("k"),
  states: normal("T", "u"),
  ids: integers("k", "T"),
});

/** −ln of the softmax's probability of the right class, summed over the steps. */
export function classLoss(V: Matrix, c: number[], states: Matrix, ids: number[]): number {
  return sum(states.map((h, t) => -Math.log(softmax(plus(times(h, V), c))[ids[t]!]!)));
}

/** Its gradients for V and c: the reference of question 5. */
export function readoutGradient(V: Matrix, c: number[], states: Matrix, ids: number[]): { V: Matrix; c: number[] } {
  const dV = V.map(row => row.map(() => 0));
  const dc = c.map(() => 0);
  for (let t = 0; t < states.length; t++) {
    const p = softmax(plus(times(states[t]!, V), c));
    for (let k = 0; k < c.length; k++) {
      const error = p[k]! - (k === ids[t] ? 1 : 0);
      dc[k]! += error;
      for (let i = 0; i < V.length; i++) dV[i]![k]! += states[t]![i]! * error;
    }
  }
  return { V: dV, c: dc };
}

/** The gradient by given errors of each step and class, the states perhaps changed. */
export function readoutBy(
  [V, c, states, ids]: [V: Matrix, c: number[], states: Matrix, ids: number[]],
  {
    error = (p: number, right: number) => p - right,
    weight = (_: number): number => 1,
    met = (t: number) => states[t]!,
  } = {},
): { V: Matrix; c: number[] } {
  const errors = states.map((h, t) =>
    softmax(plus(times(h, V), c)).map((p, k) => weight(t) * error(p, Number(k === ids[t]))),
  );
  return {
    V: V.map((row, i) => row.map((_, k) => sum(errors.map((e, t) => met(t)[i]! * e[k]!)))),
    c: c.map((_, k) => sum(errors.map(e => e[k]!))),
  };
}

export function functionQuestions() {
  const q2 = question({
    id: "beyond-graded/q2",
    items: [49],
    points: 1,
    asks: "Real-time recurrent learning of W in hₜ = tanh(xₜ W + hₜ₋₁ U). P[i][j][k] says how much state i of the step before changes with W[j][k]. Write carry(P, x, next, U): the same for this step, whose input is x and whose states are `next`.",
    answer: implementation({
      parameters: carryParameters,
      cases: { "some units": { u: 3, d: 4 }, "one unit": { u: 1, d: 2 }, "one input": { u: 4, d: 1 } },
      reference: carry,
    }),
    because:
      "W[j][k] reaches state i by all states before it, through U[m][i], and directly where k is i: there it meets x[j].",
    hints: [
      "Write one number of it on paper: next[i] is tanh of a sum over x[j] · W[j][i] and h[m] · U[m][i]. Which of these change with W[j][k]?",
      "The slope is 1 − next[i]². It multiplies the sum over m of U[m][i] · P[m][j][k], and what W does directly to unit i.",
    ],
    fingerprints: [
      {
        answer: (...args) => carryWith(args, { weight: (m, i) => args[3][i]![m]! }),
        hint: "U is transposed: h[m] reaches unit i through U[m][i].",
      },
      { answer: (...args) => carryWith(args, { slope: () => 1 }), hint: "the slope of tanh is missing." },
      { answer: (...args) => carryWith(args, { direct: () => 0 }), hint: "what does W do directly, in this step?" },
      {
        answer: (...args) => carryWith(args, { direct: (_, j) => args[1][j]! }),
        hint: "W[j][k] leads to unit k: directly it changes no other.",
      },
      {
        answer: (...args) => carryWith(args, { weight: () => 0 }),
        hint: "yours forgets what came before: where is P?",
      },
      {
        answer: (...args) => carryWith(args, { weight: (m, i) => (m === i ? 1 : 0) }),
        hint: "states before reach this one through U, all of them.",
      },
      {
        answer: (...args) => carryWith(args, { direct: (i, _, k) => (i === k ? 1 : 0) }),
        hint: "directly, W[j][k] is multiplied by an input.",
      },
      {
        answer: (P, x, next, U) =>
          carryWith([P, x, next, U], { slope: () => 1 }).map(plane =>
            plane.map(row => row.map((value, k) => value * (1 - next[k]! ** 2))),
          ),
        hint: "the slope is that of the state whose change is asked for: unit i.",
      },
      {
        answer: (...args) => carryWith(args, { slope: h => 1 - h }),
        hint: "the slope of tanh is 1 − h², with a square.",
      },
    ],
  });

  const q3 = question({
    id: "beyond-graded/q3",
    items: [52],
    points: 1,
    asks: "Write normalizedStep(x, h, W, U, b): tanh(LN(x W) + LN(h U) + b). LN(z) is (z − mean) / √(variance + 1e-5), without gamma and beta.",
    answer: implementation({
      parameters: stepParameters,
      cases: { "some units": { d: 4, u: 3 }, "two units": { d: 5, u: 2 }, "one input": { d: 1, u: 6 } },
      reference: normalizedStep,
      uses: { times, standardized },
    }),
    because: "each of the two sums is brought to mean 0 and variance 1 by itself, so that neither drowns the other.",
    hints: [
      "Your layerNorm of the lesson, twice: of which two vectors?",
      "b is added last, when both are normalized; then tanh.",
    ],
    fingerprints: [
      {
        answer: (x, h, W, U, b) => standardized(plus(times(x, W), times(h, U))).map((z, i) => Math.tanh(z + b[i]!)),
        hint: "yours normalizes the sum of both; here each is normalized by itself.",
      },
      {
        answer: (x, h, W, U, b) => plus(standardized(plus(times(x, W), b)), standardized(times(h, U))).map(Math.tanh),
        hint: "b is added after LN, not before it.",
      },
      {
        answer: (x, h, W, U, b) => standardized(plus(times(x, W), times(h, U), b)).map(Math.tanh),
        hint: "yours normalizes everything, b with it; LN is for x W and for h U, each by itself.",
      },
      {
        answer: (x, h, W, U, b) => plus(times(x, W), times(h, U), b).map(Math.tanh),
        hint: "that is the plain step: where is LN?",
      },
      {
        answer: (x, h, W, U, b) => plus(standardized(times(x, W)), standardized(times(h, U)), b),
        hint: "what squashes the sum?",
      },
      {
        answer: (x, h, W, U, b) => plus(times(standardized(x), W), times(standardized(h), U), b).map(Math.tanh),
        hint: "yours normalizes x and h; here x W and h U are.",
      },
      {
        answer: (x, h, W, U, b) => plus(standardized(times(x, W)), times(h, U), b).map(Math.tanh),
        hint: "h U is not normalized.",
      },
      {
        answer: (x, h, W, U, b) => {
          const divided = (z: number[]) => z.map(value => (value - mean(z)) / (variance(z) + 1e-5));
          return plus(divided(times(x, W)), divided(times(h, U)), b).map(Math.tanh);
        },
        hint: "yours divides by the variance; the root is missing.",
      },
    ],
  });

  const q5 = question({
    id: "beyond-graded/q5",
    items: [8],
    points: 1,
    asks: "At each step the softmax of hₜ V + c gives a probability to each class, and ids[t] is the right one. The loss is the sum over the steps of −ln of the right one's probability. Write readoutGradient(V, c, states, ids): { V, c }, its gradients; `states` is the list of the hₜ.",
    answer: gradient({
      parameters: readoutParameters,
      cases: { "some steps": { T: 5, u: 3, k: 4 }, "one step": { T: 1, u: 4, k: 2 }, "one unit": { T: 6, u: 1, k: 3 } },
      loss: classLoss,
      of: ["V", "c"],
      reference: readoutGradient,
      uses: { softmax, plus, times },
    }),
    because: "at each step the error is p − 1 for the right class and p for the others; V meets it with hₜ, c with 1.",
    hints: [
      "The derivative of one step's loss for its scores is known from graded set 9. What does a score do with V[i][k], and with c[k]?",
      "Add up over the steps: states[t][i] times the error of class k.",
    ],
    fingerprints: [
      {
        answer: (...args) => readoutBy(args, { error: (p, right) => right - p }),
        hint: "the sign: what is likely and wrong must go down.",
      },
      { answer: (...args) => readoutBy(args, { error: p => p }), hint: "yours pushes the right class down, too." },
      {
        answer: (...args) => readoutBy(args, { error: (p, right) => right * (p - 1) }),
        hint: "yours changes the right class only; the others' scores are in the softmax, too.",
      },
      {
        answer: (...args) => readoutBy(args, { weight: () => 1 / args[2].length }),
        hint: "that is for the mean; the loss is a sum.",
      },
      {
        answer: (...args) => readoutBy(args, { weight: t => (t === args[2].length - 1 ? 1 : 0) }),
        hint: "yours has the last step only; all steps add up.",
      },
      {
        answer: (...args) => readoutBy(args, { error: (p, right) => (p - right) * p * (1 - p) }),
        hint: "with −ln the slope of the softmax drops out: what is left is p minus right.",
      },
      {
        answer: (...args) => readoutBy(args, { met: t => args[2][t]!.map(() => 1) }),
        hint: "V: what is V[i][k] multiplied by in the score?",
      },
      {
        answer: (...args) => readoutBy(args, { met: t => args[2][t - 1] ?? args[2][t]!.map(() => 0) }),
        hint: "V: a step's scores are made of its own state, not of the one before.",
      },
    ],
  });

  return { q2, q3, q5 };
}
