// Questions 2 to 4: cells in other notations, and weights that move from one to the other.
import { implementation, question } from "../../src/checking/index.ts";
import { plus, sigmoid, times } from "../cell/cell-functions.ts";
import { block, type LSTMPair, type Matrix } from "../gates/gate-functions.ts";
import { blocksOf } from "../gates/gru.ts";
import { lstmParameters } from "../gates/lstm.ts";

/** A matrix or a bias for each of Ng's four. */
export interface Four<Value> {
  u: Value;
  f: Value;
  o: Value;
  c: Value;
}

type Draws = { normal(): number };
type Sizes = Readonly<Record<string, number>>;

/** Stands on the left of the vector: a row for each unit. */
export const left = (W: Matrix, v: readonly number[]): number[] =>
  W.map(row => row.reduce((sum, weight, k) => sum + weight * v[k]!, 0));

const stacked = (draw: Draws, { d, u }: Sizes) =>
  Array.from({ length: u! }, () => Array.from({ length: u! + d! }, () => draw.normal()));
const vector = (draw: Draws, { u }: Sizes) => Array.from({ length: u! }, () => draw.normal());

/** For each of Ng's four one that is drawn. */
const fourOf =
  <Value>(make: (draw: Draws, sizes: Sizes) => Value) =>
  (draw: Draws, sizes: Sizes): Four<Value> => ({ u: make(draw, sizes), f: make(draw, sizes), o: make(draw, sizes), c: make(draw, sizes) }); // biome-ignore format: a line

export const ngParameters = { W: fourOf(stacked), b: fourOf(vector) };

/** Ng's LSTM, on some order of the two lists and with some gates exchanged, for mistakes. */
export function ngLstm(x: number[], a: number[], c: number[], W: Four<Matrix>, b: Four<number[]>, seen = [...a, ...x]) {
  const gate = (name: "u" | "f" | "o") => plus(left(W[name], seen), b[name]).map(sigmoid);
  const candidate = plus(left(W.c, seen), b.c).map(Math.tanh);
  const [u, f, o] = [gate("u"), gate("f"), gate("o")];
  const next = c.map((value, j) => u[j]! * candidate[j]! + f[j]! * value);
  return { a: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
}

/** Which c each gate sees, for mistakes: "old", "new" or "none". */
interface Seen {
  readonly order?: string;
  readonly o?: "old" | "new";
  readonly P?: (row: number) => number;
}

/** An LSTM with peepholes, its blocks in the lecture's order. */
export function peephole(
  [x, h, c, W, U, b, P]: [number[], number[], number[], Matrix, Matrix, number[], Matrix],
  { order = "ifog", o: sees = "new", P: row = k => k }: Seen = {},
): LSTMPair {
  const sums = plus(times(x, W), times(h, U), b);
  const part = (name: string) => block(sums, order.indexOf(name), 4);
  const gate = (name: string, k: number, seen: number[]) =>
    part(name).map((sum, j) => sigmoid(sum + (P[row(k)]?.[j] ?? 0) * seen[j]!));
  const [i, f, g] = [gate("i", 0, c), gate("f", 1, c), part("g").map(Math.tanh)];
  const next = c.map((value, j) => f[j]! * value + i[j]! * g[j]!);
  const o = gate("o", 2, sees === "new" ? next : c);
  return { h: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
}

/** The blocks of a row in another order, some with the sign turned. */
const arranged = (M: number[][], blocks: readonly [k: number, sign: 1 | -1][]) =>
  M.map(row => blocks.flatMap(([k, sign]) => block(row, k, 3).map(value => sign * value)));

export function functionQuestions() {
  const q2 = question({
    id: "gates-graded/q2",
    items: [42, 89],
    points: 2,
    asks: "Write ngStep(x, a, c, W, b): { a, c } after a step of Ng's LSTM. W.u, W.f, W.o and W.c stand on the left of [a, x] (a above x): a row for each unit. b.u, b.f, b.o, b.c are their biases.",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal("d"), a: normal("u"), c: normal("u"), ...ngParameters }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 4 }, "one unit": { d: 3, u: 1 } },
      reference: (x: number[], a: number[], c: number[], W: Four<number[][]>, b: Four<number[]>) => {
        const seen = [...a, ...x];
        const candidate = plus(left(W.c, seen), b.c).map(Math.tanh);
        const u = plus(left(W.u, seen), b.u).map(sigmoid);
        const f = plus(left(W.f, seen), b.f).map(sigmoid);
        const o = plus(left(W.o, seen), b.o).map(sigmoid);
        const next = c.map((value, j) => u[j]! * candidate[j]! + f[j]! * value);
        return { a: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
      },
      uses: { plus, left, sigmoid },
    }),
    because: "the same cell: only letters, and the side on which the matrix stands, differ.",
    hints: [
      "A matrix on the left: each unit's sum is its row times [a, x], plus its bias.",
      "Γ_u writes, Γ_f keeps, Γ_o shows.",
    ],
    fingerprints: [
      {
        answer: (x, a, c, W, b) => ngLstm(x, a, c, W, b, [...x, ...a]),
        hint: "in [a, x] the old a comes first.",
      },
      {
        answer: (x, a, c, W, b) => ngLstm(x, a, c, { ...W, u: W.f, f: W.u }, { ...b, u: b.f, f: b.u }),
        hint: "Γ_u stands before the candidate, Γ_f before the old c.",
      },
      {
        answer: (x, a, c, W, b) => {
          const seen = [...a, ...x];
          const [u, o] = [plus(left(W.u, seen), b.u).map(sigmoid), plus(left(W.o, seen), b.o).map(sigmoid)];
          const candidate = plus(left(W.c, seen), b.c).map(Math.tanh);
          const next = c.map((value, j) => u[j]! * candidate[j]! + (1 - u[j]!) * value);
          return { a: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
        },
        hint: "you keep 1 − Γ_u of the old c, as the simple GRU does; an LSTM has a gate of its own for it.",
      },
      {
        answer: (x, a, c, W, b) => ngLstm(x, a, c, W, { u: b.c, f: b.c, o: b.c, c: b.c }),
        hint: "each of the four has a bias of its own.",
      },
      {
        answer: (x, a, c, W, b) => {
          const { c: next } = ngLstm(x, a, c, W, b);
          const o = plus(left(W.o, [...a, ...x]), b.o).map(sigmoid);
          return { a: next.map((value, j) => o[j]! * value), c: next };
        },
        hint: "what squashes c before it is shown?",
      },
      {
        answer: (x, _a, c, W, b) => ngLstm(x, c, c, W, b),
        hint: "the gates see the old a; in an LSTM that is not c.",
      },
    ],
  });

  const q3 = question({
    id: "gates-graded/q3",
    items: [43, 133],
    points: 2,
    asks: "Write peepholeStep(x, h, c, W, U, b, P): { h, c } after a step of an LSTM with peepholes. The blocks of W, U and b are in the lecture's order i, f, o, g. P has three rows, the peepholes of i, f and o, a number for each unit: i and f see the old c, o sees the new one.",
    answer: implementation({
      parameters: ({ normal }) => ({
        x: normal("d"),
        h: normal("u"),
        c: normal("u"),
        ...lstmParameters,
        P: normal(3, "u"),
      }),
      cases: { "some units": { d: 2, u: 5 }, "more features than units": { d: 6, u: 4 }, "one unit": { d: 2, u: 1 } },
      reference: (x: number[], h: number[], c: number[], W: number[][], U: number[][], b: number[], P: number[][]) => {
        const [input, past] = [times(x, W), times(h, U)];
        const sums = b.map((bias, j) => input[j]! + past[j]! + bias);
        const i = block(sums, 0, 4).map((sum, j) => sigmoid(sum + P[0]![j]! * c[j]!));
        const f = block(sums, 1, 4).map((sum, j) => sigmoid(sum + P[1]![j]! * c[j]!));
        const g = block(sums, 3, 4).map(Math.tanh);
        const next = c.map((value, j) => f[j]! * value + i[j]! * g[j]!);
        const o = block(sums, 2, 4).map((sum, j) => sigmoid(sum + P[2]![j]! * next[j]!));
        return { h: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
      },
      uses: { times, block, sigmoid },
    }),
    because: "o can look at the new c, for it is there when o is computed.",
    hints: ["The peephole is one more summand of a gate, before σ.", "Compute o last: which c is it to see?"],
    fingerprints: [
      { answer: (...args) => peephole(args, { o: "old" }), hint: "o sees the new c." },
      { answer: (...args) => peephole(args, { order: "ifgo" }), hint: "the third block is o here, the last one g." },
      { answer: (...args) => peephole(args, { P: () => 3 }), hint: "nothing is seen of c: where is P?" },
      {
        answer: (...args) => peephole(args, { P: k => [1, 0, 2][k]! }),
        hint: "the first row of P belongs to i, the second to f.",
      },
      { answer: (...args) => peephole(args, { P: () => 0 }), hint: "each gate has a row of P of its own." },
    ],
  });

  const q4 = question({
    id: "gates-graded/q4",
    items: [46, 86],
    points: 2,
    asks: "Somebody stores a GRU of Ng's sense in blocks candidate, Γ_u, Γ_r. Write toKeras(M): the same rows in blocks z, r, n, so that a cell of Keras's sense does the same. M is W, U or the bias as one row.",
    answer: implementation({
      parameters: () => ({ M: (draw: Draws, sizes: Sizes) => blocksOf(3).W(draw, sizes) }),
      cases: { "some rows": { d: 5, u: 3 }, "one row": { d: 1, u: 4 }, "one unit": { d: 4, u: 1 } },
      reference: (M: number[][]) =>
        M.map(row => {
          const z = block(row, 1, 3).map(value => -value);
          return [...z, ...block(row, 2, 3), ...block(row, 0, 3)];
        }),
      uses: { block },
    }),
    because: "σ(−s) = 1 − σ(s): with the sign turned, the gate that wrote keeps.",
    hints: [
      "Two things: another order, and another sense of one gate.",
      "z = 1 − Γ_u. What does that do to the weights of Γ_u?",
    ],
    fingerprints: [
      { answer: M => arranged(M, [[1, 1], [2, 1], [0, 1]]), hint: "the order is right; but z keeps where Γ_u writes." }, // biome-ignore format: a line
      { answer: M => arranged(M, [[1, -1], [2, -1], [0, 1]]), hint: "r means the same in both senses." }, // biome-ignore format: a line
      { answer: M => arranged(M, [[1, -1], [2, -1], [0, -1]]), hint: "only one gate changes its sense." }, // biome-ignore format: a line
      { answer: M => arranged(M, [[0, -1], [1, 1], [2, 1]]), hint: "the blocks are still in their old order." }, // biome-ignore format: a line
      {
        answer: M => M.map(row => [...block(row, 1, 3).map(w => 1 - w), ...block(row, 2, 3), ...block(row, 0, 3)]),
        hint: "1 − σ(s) is wanted, not σ(1 − s).",
      },
    ],
  });
  return { q2, q3, q4 };
}
