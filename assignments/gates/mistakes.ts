// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, sigmoid, times } from "../cell/cell-functions.ts";
import { block, gru, gruOfOneGate, lstm } from "./gate-functions.ts";
import type { gates } from "./questions.ts";

export const mistakes: MistakesOf<typeof gates> = {
  q1: [
    { answer: (x, c, f) => c + f * (x - c), hint: "not that of x" },
    { answer: (x, c, f) => f * c - (1 - f) * x, hint: null },
    { answer: (x, c, f) => Math.tanh(f * c + (1 - f) * x), hint: null },
    { answer: (x, c, f) => (c + x) / 2 + 0 * f, hint: null },
  ],
  q3: [
    { answer: bias => Math.log(0.5) / Math.log(Math.tanh(bias)), hint: null },
    { answer: bias => Math.log(0.5) / sigmoid(bias), hint: null },
    { answer: bias => Math.ceil(Math.log(0.5) / Math.log(sigmoid(bias))), hint: null },
    { answer: bias => Math.log(2) / (1 + Math.exp(-bias)), hint: null },
  ],
  q4: [
    { answer: (c, i, f, g, o) => ({ c: f * (c + i * g), h: o * Math.tanh(f * (c + i * g)) }), hint: null },
    { answer: (c, i, f, g, o) => ({ c: f * c + g, h: o * Math.tanh(f * c + g) + 0 * i }), hint: null },
    { answer: (c, i, f, g, o) => ({ c: f * c + i * g, h: Math.tanh(o * (f * c + i * g)) }), hint: null },
    { answer: (c, i, f, g, o) => ({ c: Math.tanh(f * c + i * g), h: o * Math.tanh(f * c + i * g) }), hint: null },
    { answer: (c, i, f, g, o) => ({ c: i * c + f * g, h: o * Math.tanh(i * c + f * g) }), hint: null },
  ],
  q5: [
    {
      answer: {
        keep: { i: -20, f: -20, o: -20 },
        erase: { i: -20, f: 20, o: -20 },
        add: { i: 20, f: -20, o: -20 },
        replace: { i: 20, f: 20, o: -20 },
        read: { i: -20, f: -20, o: 20 },
      },
      hint: null,
    },
    {
      answer: {
        keep: { i: 0, f: 1, o: 0 },
        erase: { i: 0, f: 0, o: 0 },
        add: { i: 1, f: 1, o: 0 },
        replace: { i: 1, f: 0, o: 0 },
        read: { i: 0, f: 1, o: 1 },
      },
      hint: null,
    },
  ],
  q7: [
    { answer: (x, h, c, W, U, b) => ({ ...lstm(x, h, c, W, U, b), c }), hint: null },
    {
      // f read as "how much to forget".
      answer: (x, h, c, W, U, b) => {
        const sums = plus(times(x, W), times(h, U), b);
        const [i, f, o] = [0, 1, 3].map(k => block(sums, k, 4).map(sigmoid));
        const next = c.map((value, j) => (1 - f![j]!) * value + i![j]! * Math.tanh(block(sums, 2, 4)[j]!));
        return { c: next, h: next.map((value, j) => o![j]! * Math.tanh(value)) };
      },
      hint: null,
    },
    {
      // Every fourth number, in the place of blocks.
      answer: (x, h, c, W, U, b) => {
        const sums = plus(times(x, W), times(h, U), b);
        const part = (k: number) => c.map((_, j) => sums[4 * j + k]!);
        const next = c.map((value, j) => sigmoid(part(1)[j]!) * value + sigmoid(part(0)[j]!) * Math.tanh(part(2)[j]!));
        return { c: next, h: next.map((value, j) => sigmoid(part(3)[j]!) * Math.tanh(value)) };
      },
      hint: null,
    },
    {
      // The two are exchanged.
      answer: (x, h, c, W, U, b) => {
        const next = lstm(x, h, c, W, U, b);
        return { h: next.c, c: next.h };
      },
      hint: null,
    },
  ],
  q11: [
    {
      // `=` for `+=`.
      answer: (_c0, _w, xs, fs) => {
        let kept = 1;
        let sum = 0;
        for (let t = xs.length - 1; t >= 0; t--) {
          sum = kept * xs[t]!;
          kept *= fs[t]!;
        }
        return { c0: kept, w: sum };
      },
      hint: "first step alone",
    },
    {
      answer: (c0, w, xs, fs) => ({ c0: fs.reduce((a, f) => a * f, c0), w: xs.reduce((a, b) => a + b) * w }),
      hint: null,
    },
    {
      // From the first step on.
      answer: (_c0, _w, xs, fs) => {
        let [kept, sum] = [1, 0];
        for (const [t, x] of xs.entries()) {
          kept *= fs[t]!;
          sum += kept * x;
        }
        return { c0: kept, w: sum };
      },
      hint: null,
    },
  ],
  q13: [
    { answer: (x, c, W, U, b) => gruOfOneGate(x, c, W, U, b).map(Math.tanh), hint: null },
    { answer: (x, c, W, U, b) => gruOfOneGate(x, c.map(() => 0), W, U, b), hint: null }, // biome-ignore format: a line
    { answer: (x, c, W, U) => gruOfOneGate(x, c, W, U, U[0]!.map(() => 0)), hint: null }, // biome-ignore format: a line
    { answer: (x, c, W, U, b) => gruOfOneGate(x, c, W, U, b).map((value, j) => value - c[j]!), hint: null },
  ],
  q14: [
    { answer: (x, h, W, U, b) => gru(x, h.map(() => 0), W, U, b), hint: null }, // biome-ignore format: a line
    { answer: (x, h, W, U) => gru(x, h, W, U, U[0]!.map(() => 0)), hint: null }, // biome-ignore format: a line
    {
      // r in the last line as well.
      answer: (x, h, W, U, b) => {
        const r = block(plus(times(x, W), times(h, U), b), 1, 3).map(sigmoid);
        const z = block(plus(times(x, W), times(h, U), b), 0, 3).map(sigmoid);
        return gru(x, h, W, U, b).map((value, j) => value + z[j]! * (r[j]! - 1) * h[j]!);
      },
      hint: null,
    },
    { answer: (x, h, W, U, b) => gru(x, h, W, U, b).map(Math.tanh), hint: null },
  ],
};
