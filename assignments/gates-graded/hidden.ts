// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { plus, sigmoid, times } from "../cell/cell-functions.ts";
import { block } from "../gates/gate-functions.ts";
import { blocksOf } from "../gates/gru.ts";
import { lstmParameters } from "../gates/lstm.ts";
import { type Four, left, ngParameters } from "./functions.ts";
import type { gatesGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof gatesGraded> = {
  q2: implementation({
    parameters: ({ normal }) => ({ x: normal("d"), a: normal("u"), c: normal("u"), ...ngParameters }),
    cases: { "many units": { d: 3, u: 12 }, "one feature": { d: 1, u: 4 }, "many features": { d: 20, u: 2 } },
    uses: { plus, left, sigmoid },
    reference: (x: number[], a: number[], c: number[], W: Four<number[][]>, b: Four<number[]>) => {
      const seen = a.concat(x);
      const gate = (M: number[][], bias: number[]) => plus(left(M, seen), bias).map(sigmoid);
      const candidate = plus(left(W.c, seen), b.c).map(Math.tanh);
      const [written, kept, shown] = [gate(W.u, b.u), gate(W.f, b.f), gate(W.o, b.o)];
      const next = candidate.map((value, j) => written[j]! * value + kept[j]! * c[j]!);
      return { a: next.map((value, j) => shown[j]! * Math.tanh(value)), c: next };
    },
  }),
  q3: implementation({
    parameters: ({ normal }) => ({
      x: normal("d"),
      h: normal("u"),
      c: normal("u"),
      ...lstmParameters,
      P: normal(3, "u"),
    }),
    cases: { "many units": { d: 4, u: 9 }, "one feature": { d: 1, u: 6 } },
    uses: { times, block, sigmoid },
    reference: (x: number[], h: number[], c: number[], W: number[][], U: number[][], b: number[], P: number[][]) => {
      const [input, past] = [times(x, W), times(h, U)];
      const sums = b.map((bias, j) => input[j]! + past[j]! + bias);
      const gate = (k: number, seen: number[]) =>
        block(sums, k, 4).map((sum, j) => sigmoid(sum + P[k]![j]! * seen[j]!));
      const [i, f] = [gate(0, c), gate(1, c)];
      const next = block(sums, 3, 4).map((sum, j) => f[j]! * c[j]! + i[j]! * Math.tanh(sum));
      const o = gate(2, next);
      return { h: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
    },
  }),
  q4: implementation({
    parameters: () => ({
      M: (draw: { normal(): number }, sizes: Readonly<Record<string, number>>) => blocksOf(3).W(draw, sizes),
    }),
    cases: { "many rows": { d: 17, u: 5 }, "many units": { d: 3, u: 20 }, "one of each": { d: 1, u: 1 } },
    uses: { block },
    reference: (M: number[][]) =>
      M.map(row => [...block(row, 1, 3).map(value => -value), ...block(row, 2, 3), ...block(row, 0, 3)]),
  }),
};
