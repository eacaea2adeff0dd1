// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { goesOn, outputsOf, readout } from "./generation-functions.ts";
import type { generation } from "./questions.ts";

export const mistakes: MistakesOf<typeof generation> = {
  q1: [
    // One symbol left out between.
    {
      answer: (text, n) => text.slice(0, -n - 1).map((_, t) => ({ x: text.slice(t, t + n), y: text[t + n + 1]! })),
      hint: null,
    },
    // Only the first window.
    { answer: (text, n) => [{ x: text.slice(0, n), y: text[n]! }], hint: null },
    // Everything that came before.
    {
      answer: (text, n) => text.slice(0, -n).map((_, t) => ({ x: text.slice(0, t + n), y: text[t + n]! })),
      hint: null,
    },
  ],
  q2: [
    // y is the last symbol again and again.
    {
      answer: (text, n) =>
        text.flatMap((_, t) =>
          t % n === 0 && t + n < text.length
            ? [{ x: text.slice(t, t + n), y: text.slice(t, t + n).map(() => text[t + n]!) }]
            : [],
        ),
      hint: null,
    },
    // Moved by two.
    {
      answer: (text, n) =>
        text.flatMap((_, t) =>
          t % n === 0 && t + n < text.length ? [{ x: text.slice(t, t + n), y: text.slice(t + 2, t + n + 2) }] : [],
        ),
      hint: null,
    },
    // One symbol between two stretches is lost.
    {
      answer: (text, n) =>
        text.flatMap((_, t) =>
          t % (n + 1) === 0 && t + n < text.length
            ? [{ x: text.slice(t, t + n), y: text.slice(t + 1, t + n + 1) }]
            : [],
        ),
      hint: null,
    },
  ],
  q5: [
    { answer: (targets, start) => [...targets.slice(0, -1), start], hint: null },
    { answer: (targets, start) => [start, ...targets.slice(1)], hint: null },
    { answer: (targets, start) => [start, start, ...targets.slice(0, -2)].slice(0, targets.length), hint: null },
  ],
  q6: [
    // The state goes on, too.
    {
      answer: (xs, ys, W, R, b, V, c) => {
        let sum = b.map(() => 0);
        return xs.map((x, t) => {
          sum = step(x, ys[t - 1] ?? c.map(() => 0), W, R, b).map((value, i) => Math.tanh(value + sum[i]!));
          return readout(sum, V, c);
        });
      },
      hint: null,
    },
    // The target of two steps before.
    {
      answer: (xs, ys, W, R, b, V, c) => outputsOf(xs, (_, t) => ys[t - 2] ?? c.map(() => 0), { W, R, b, V, c }),
      hint: null,
    },
    // The last target for all.
    { answer: (xs, ys, W, R, b, V, c) => outputsOf(xs, () => ys.at(-1)!, { W, R, b, V, c }), hint: null },
    // Outputs squashed.
    {
      answer: (xs, ys, W, R, b, V, c) =>
        outputsOf(xs, (_, t) => ys[t - 1] ?? c.map(() => 0), { W, R, b, V, c }).map(row => row.map(Math.tanh)),
      hint: null,
    },
  ],
  q9: [
    // Backwards.
    { answer: (xs, n, W, U, b, V, c) => goesOn([...xs].reverse(), n, W, U, b, V, c), hint: null },
    // Outputs squashed before they are read.
    {
      answer: (xs, n, W, U, b, V, c) => {
        let h = xs.reduce(
          (state, x) => step(x, state, W, U, b),
          b.map(() => 0),
        );
        return Array.from({ length: n }, () => {
          const y = readout(h, V, c).map(Math.tanh);
          h = step(y, h, W, U, b);
          return y;
        });
      },
      hint: null,
    },
  ],
};
