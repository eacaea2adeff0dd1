// The network of question 5: its loss, the gradients, and what comes of known mistakes.
import { added, backThroughTime, outer, type Slips, throughMatrix } from "../bptt/back.ts";
import { softmax, step, times } from "../cell/cell-functions.ts";

type Matrix = number[][];

/** The states from 0. */
export function statesOf(xs: Matrix, W: Matrix, U: Matrix, b: number[]): Matrix {
  const states: Matrix = [];
  let h = b.map(() => 0);
  for (const x of xs) {
    h = step(x, h, W, U, b);
    states.push(h);
  }
  return states;
}

/** The loss of a class at each step, summed over the steps. */
export function lossOf(xs: Matrix, W: Matrix, U: Matrix, b: number[], V: Matrix, classes: number[]): number {
  let loss = 0;
  for (const [t, h] of statesOf(xs, W, U, b).entries()) loss -= Math.log(softmax(times(h, V))[classes[t]!]!);
  return loss;
}

const errorsOf = (h: number[], V: Matrix, right: number): number[] =>
  softmax(times(h, V)).map((p, k) => (k === right ? p - 1 : p));

/** The gradients of that loss. */
export function lossGradients(xs: Matrix, W: Matrix, U: Matrix, b: number[], V: Matrix, classes: number[]) {
  const hs = statesOf(xs, W, U, b);
  const errors = hs.map((h, t) => errorsOf(h, V, classes[t]!));
  const dV = V.map((row, j) => row.map((_, k) => hs.reduce((sum, h, t) => sum + h[j]! * errors[t]![k]!, 0)));
  const gs = errors.map(error => throughMatrix(error, V));
  const { U: dU } = backThroughTime(xs, hs, b.map(() => 0), gs, U); // biome-ignore format: a line
  return { U: dU, V: dV };
}

type Network = [xs: Matrix, W: Matrix, U: Matrix, b: number[], V: Matrix, classes: number[]];

/** How a solution may differ from the right one, beside what may go wrong on the way back. */
interface NetworkSlips extends Slips {
  /** What is said of the right class: its probability less 1 where left out. */
  readonly error?: (p: number, isRight: boolean) => number;
  /** The step whose part is the whole gradient of V; the sum of all where left out. */
  readonly onlyV?: "first" | "last";
}

/** Both gradients with a slip. */
function slipped([xs, W, U, b, V, classes]: Network, { error, onlyV, ...slips }: NetworkSlips) {
  const hs = statesOf(xs, W, U, b);
  const errors = hs.map((h, t) => softmax(times(h, V)).map((p, k) => (error ?? usual)(p, k === classes[t])));
  const parts = hs.map((h, t) => outer(h, errors[t]!));
  const dV = onlyV === undefined ? parts.reduce(added) : parts.at(onlyV === "first" ? 0 : -1)!;
  const gs = errors.map(error => throughMatrix(error, V));
  return { U: backThroughTime(xs, hs, b.map(() => 0), gs, U, slips).U, V: dV }; // biome-ignore format: a line
}

const usual = (p: number, isRight: boolean): number => (isRight ? p - 1 : p);

const known: readonly [NetworkSlips, hint: string][] = [
  [{ lastOnly: true, onlyV: "last" }, "that is the loss of the last step alone; the loss is summed over all steps."],
  [{ directOnly: true }, "what comes back from the later steps is lost in U."],
  [{ stateAfter: true }, "U was multiplied by the state before each step."],
  [{ noSlope: true }, "V is right. In U the slope of tanh, 1 − h², is missing."],
  [{ untransposed: true }, "V is right. On the way back from step to step U has to be turned over."],
  [{ slopeOfBefore: true }, "V is right. The slope belongs to the state that the step gave, not to the one before."],
  [{ lastOnly: true }, "V is right. In U only the loss of the last step is heard: each step has one of its own."],
  [{ sets: true }, "V is right. `=` for `+=` in U: the parts of all steps add up."],
  [{ onlyV: "last" }, "U is right. V has a part at every step, not only at the last one."],
  [{ onlyV: "first" }, "U is right. `=` for `+=` in V: the parts of all steps add up."],
  [{ sets: true, onlyV: "first" }, "`=` for `+=`: the parts of all steps add up, in U and in V."],
  [{ error: p => p }, "the right class pushes the other way: 1 less for it."],
  [{ error: (p, isRight) => -usual(p, isRight) }, "the sign: a gradient points to where the loss grows."],
  [
    { error: (p, isRight) => (isRight ? p - 1 : 0) },
    "the scores of the wrong classes have gradients, too: their probabilities.",
  ],
];

/** Wrong gradients, each with its hint. */
export const wholeNetworkMistakes = [
  ...known.map(([slips, hint]) => ({ answer: (...network: Network) => slipped(network, slips), hint })),
  {
    answer: (...network: Network) => {
      const [xs] = network;
      const { U, V } = lossGradients(...network);
      const mean = (m: Matrix) => m.map(row => row.map(x => x / xs.length));
      return { U: mean(U), V: mean(V) };
    },
    hint: "that is the mean over the steps; here the losses are summed.",
  },
];
