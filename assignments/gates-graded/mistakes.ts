// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, sigmoid } from "../cell/cell-functions.ts";
import { block } from "../gates/gate-functions.ts";
import { left, ngLstm, peephole } from "./functions.ts";
import type { gatesGraded } from "./questions.ts";

export const mistakes: MistakesOf<typeof gatesGraded> = {
  q2: [
    { answer: (x, a, c, W, b) => ({ ...ngLstm(x, a, c, W, b), c }), hint: null },
    {
      // The candidate by σ.
      answer: (x, a, c, W, b) => {
        const seen = [...a, ...x];
        const [u, f, o, candidate] = (["u", "f", "o", "c"] as const).map(k =>
          plus(left(W[k], seen), b[k]).map(sigmoid),
        );
        const next = c.map((value, j) => u![j]! * candidate![j]! + f![j]! * value);
        return { a: next.map((value, j) => o![j]! * Math.tanh(value)), c: next };
      },
      hint: null,
    },
    {
      // f read as "how much to forget".
      answer: (x, a, c, W, b) => {
        const f = plus(left(W.f, [...a, ...x]), b.f).map(sigmoid);
        const o = plus(left(W.o, [...a, ...x]), b.o).map(sigmoid);
        const next = ngLstm(x, a, c, W, b).c.map((value, j) => value + (1 - 2 * f[j]!) * c[j]!);
        return { a: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
      },
      hint: null,
    },
    {
      answer: (x, a, c, W, b) => {
        const next = ngLstm(x, a, c, W, b);
        return { a: next.c, c: next.a };
      },
      hint: null,
    },
  ],
  q3: [
    { answer: (...args) => peephole(args, { order: "fiog" }), hint: null },
    { answer: (...args) => peephole(args, { P: k => [0, 2, 1][k]! }), hint: null },
    { answer: (...args) => peephole(args, { P: k => (k === 2 ? 3 : k) }), hint: null },
    { answer: (...args) => peephole(args, { order: "ifgo", o: "old" }), hint: null },
    {
      // h in the place of c.
      answer: (x, h, c, W, U, b, P) => {
        const seen = peephole([x, h, c, W, U, b, P], { P: () => 3 });
        return { h: seen.h.map((value, j) => value + P[2]![j]! * h[j]!), c: seen.c };
      },
      hint: null,
    },
  ],
  q4: [
    { answer: M => M, hint: null },
    { answer: M => M.map(row => row.map(value => -value)), hint: null },
    { answer: M => M.map(row => [...block(row, 1, 3), ...block(row, 2, 3), ...block(row, 0, 3).map(w => -w)]), hint: null }, // biome-ignore format: a line
    { answer: M => M.map(row => [...block(row, 2, 3).map(w => -w), ...block(row, 1, 3), ...block(row, 0, 3)]), hint: null }, // biome-ignore format: a line
    { answer: M => M.map(row => [...block(row, 1, 3).map(w => -w), ...block(row, 0, 3), ...block(row, 2, 3)]), hint: null }, // biome-ignore format: a line
  ],
  q5: [
    { answer: { W: [[0, 0, 1, 0], [0, 0, 0, 0]], b: [0, 0, 0, 0] }, hint: null }, // biome-ignore format: a line
    { answer: { W: [[1, 1, 1, 1], [1, 1, 1, 1]], b: [20, 20, 20, 20] }, hint: null }, // biome-ignore format: a line
  ],
  q9: [
    { answer: ["A", "B", "C", "D", "E", "F"], hint: null },
    { answer: [], hint: null },
  ],
};
