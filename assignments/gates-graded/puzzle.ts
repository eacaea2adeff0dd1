// Question 5: weights and biases of one unit that does a job, judged by what it does.
import { type Comparison, question } from "../../src/checking/index.ts";
import { sigmoid } from "../cell/cell-functions.ts";
import { allowed, heldAndShown, written } from "../gates/puzzle.ts";

/** W has a row for the value and one for the mark; columns and biases in the order i, f, g, o. */
export interface UnitWeights {
  readonly W: readonly (readonly number[])[];
  readonly b: readonly number[];
}

/** A job, and weights that do it. */
export interface Job {
  readonly says: string;
  readonly right: UnitWeights;
}

const always = 20;
const ifMarked = [40, -20] as const; // weight of the mark, bias
const unlessMarked = [-40, 20] as const;

type Gate = number | readonly [number, number];
const weights = (i: Gate, f: Gate, o: Gate): UnitWeights => {
  const [mark, bias] = [0, 1].map(k => [i, f, o].map(gate => (typeof gate === "number" ? [0, gate] : gate)[k]!)) as [
    number[],
    number[],
  ];
  return {
    W: [
      [0, 0, 1, 0],
      [mark[0]!, mark[1]!, 0, mark[2]!],
    ],
    b: [bias[0]!, bias[1]!, 0, bias[2]!],
  };
};

export const jobs: readonly Job[] = [
  {
    says: "Where the mark is 1, c becomes tanh(value). Where it is 0, c stays. c is always shown: h = tanh(c).",
    right: weights(ifMarked, unlessMarked, always),
  },
  {
    says: "Where the mark is 1, tanh(value) is added to c. Where it is 0, c stays. c is always shown: h = tanh(c).",
    right: weights(ifMarked, always, always),
  },
  {
    says: "Where the mark is 1, c becomes 0. Where it is 0, tanh(value) is added to c. c is always shown: h = tanh(c).",
    right: weights(unlessMarked, unlessMarked, always),
  },
  {
    says: "tanh(value) is added to c at each step. Only where the mark is 1 it is shown, h = tanh(c); elsewhere h is 0.",
    right: weights(always, always, ifMarked),
  },
  {
    says: "Where the mark is 1, c stays and is shown, h = tanh(c). Where it is 0, c becomes tanh(value), and h is 0.",
    right: weights(unlessMarked, ifMarked, ifMarked),
  },
];

/** What the gates of a known mistake do. */
const exchangedMark = ({ W, b }: UnitWeights): UnitWeights => ({
  W: [W[0]!, W[1]!.map(weight => -weight)],
  b: b.map((bias, k) => (W[1]![k] === 0 ? bias : -bias)),
});

const markedCandidate = ({ W, b }: UnitWeights): UnitWeights => ({
  W: [W[0]!, W[1]!.map((weight, k) => (k === 2 ? 1 : weight))],
  b,
});

const readings = [
  [0.7, 1],
  [-0.9, 0],
  [0.4, 0],
  [-0.6, 1],
  [0.8, 1],
  [0.5, 0],
  [-0.3, 1],
  [1, 0],
] as const;

/** c and h after each reading, from c = 0.3. */
function traceOf({ W, b }: UnitWeights): { c: number; h: number }[] {
  let c = 0.3;
  return readings.map(([value, mark]) => {
    const sum = (k: number) => value * W[0]![k]! + mark * W[1]![k]! + b[k]!;
    c = sigmoid(sum(1)) * c + sigmoid(sum(0)) * Math.tanh(sum(2));
    return { c, h: sigmoid(sum(3)) * Math.tanh(c) };
  });
}

const firstDifference = (a: UnitWeights, b: UnitWeights): number => {
  const other = traceOf(b);
  return traceOf(a).findIndex(
    ({ c, h }, t) => !(Math.abs(c - other[t]!.c) < allowed && Math.abs(h - other[t]!.h) < allowed),
  );
};
const fours = (row: unknown) =>
  Array.isArray(row) && row.length === 4 && row.every(value => typeof value === "number" && Number.isFinite(value));

const does = (right: UnitWeights): Comparison<UnitWeights> => ({
  right,
  fault(value) {
    const { W, b } = (value ?? {}) as { W?: unknown; b?: unknown };
    if (Array.isArray(W) && W.length === 2 && W.every(fours) && fours(b)) return undefined;
    return "expected { W: [[…], […]], b: […] }: W has two rows of four numbers, b has four";
  },
  same: (a, b) => firstDifference(a, b) < 0,
  wrong(answer) {
    const t = firstDifference(answer, right);
    const { yours, wanted, nearly } = heldAndShown(traceOf(answer)[t]!, traceOf(right)[t]!);
    const [value, mark] = readings[t]!;
    return `at value ${written(value)}, mark ${mark}, yours then holds ${yours.c} and shows ${yours.h}; ${wanted.c} and ${wanted.h} are wanted${nearly}`;
  },
  format: () => "your unit",
});

export const puzzleQuestion = ({ says, right }: Job) =>
  question({
    id: "gates-graded/q5",
    items: [88, 108],
    points: 2,
    asks: `One unit of an LSTM reads two features, a value and a mark, 0 or 1. Its gates see x W + b (no U). ${says} Choose W (two rows, value and mark; columns i, f, g, o) and b (four numbers). What it holds and shows may be 0.01 off.`,
    answer: does(right),
    because: "a large weight of the mark and a bias of half its size with the other sign make a switch.",
    hints: [
      "For each gate: is it always open, always shut, or does the mark decide?",
      "σ(w·mark + b) is to be 0 at mark 0 and 1 at mark 1: which bias does the first take, and which sum the second?",
      "The candidate is tanh of its sum: which weights make that the value?",
    ],
    // Where nothing is written at mark 1, the mark in the candidate does no harm.
    fingerprints: [
      { answer: exchangedMark(right), hint: "the mark does the opposite of what it is to do." },
      {
        answer: markedCandidate(right),
        hint: "the candidate is to be tanh of the value alone; yours has the mark in it.",
      },
    ].filter(({ answer }) => firstDifference(answer, right) >= 0),
  });
