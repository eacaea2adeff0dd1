// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, softmax, step, times } from "./cell-functions.ts";
import type { cell } from "./questions.ts";

export const mistakes: MistakesOf<typeof cell> = {
  q2: [
    { answer: (x, h, w, u, b) => Math.tanh((w * x + u) * h + b), hint: null },
    { answer: (x, h, w, u, b) => Math.tanh(w * (x + h) + b + 0 * u), hint: null },
    { answer: (x, h, w, u, b) => Math.tanh(w * x) + Math.tanh(u * h) + b, hint: null },
    { answer: (x, h, w, u, b) => Math.tanh(w * x - u * h + b), hint: null },
  ],
  q4: [
    {
      // A loop that sets anew instead of adding.
      answer: (x, h, W, U, b) =>
        b.map((bias, j) => {
          let sum = bias;
          for (let i = 0; i < x.length; i++) sum = x[i]! * W[i]![j]!;
          for (let i = 0; i < h.length; i++) sum += h[i]! * U[i]![j]!;
          return Math.tanh(sum);
        }),
      hint: null,
    },
    {
      // tanh of each part.
      answer: (x, h, W, U, b) => plus(times(x, W).map(Math.tanh), times(h, U).map(Math.tanh), b),
      hint: null,
    },
    { answer: (x, h, W, U, b) => plus(step(x, h, W, U, b), h), hint: null },
    { answer: (x, h, W, U, b) => step(x, h.map(Math.tanh), W, U, b), hint: null },
  ],
  q6: [
    { answer: (x, h, S, b) => plus(times([...h, ...x].toReversed(), S), b).map(Math.tanh), hint: null },
    {
      answer: (x, h, S, b) =>
        plus(times(h, S.slice(0, h.length)), b)
          .map(Math.tanh)
          .map(value => value + 0 * x[0]!),
      hint: null,
    },
  ],
  q7: [
    {
      // The first step twice.
      answer: (xs, h0, W, U, b) => {
        let h = step(xs[0]!, h0, W, U, b);
        return xs.map(x => {
          h = step(x, h, W, U, b);
          return h;
        });
      },
      hint: null,
    },
    {
      // Every step reads the first input.
      answer: (xs, h0, W, U, b) => {
        let h = h0;
        return xs.map(() => {
          h = step(xs[0]!, h, W, U, b);
          return h;
        });
      },
      hint: null,
    },
    {
      // The states add up.
      answer: (xs, h0, W, U, b) => {
        let h = h0;
        return xs.map(x => {
          h = plus(h, step(x, h, W, U, b));
          return h;
        });
      },
      hint: null,
    },
  ],
  q13: [
    {
      answer: (x, h, W, U, b, V, c) => {
        const next = step(x, h, W, U, b);
        return { h: next, y: softmax(times(next, V)).map((p, k) => p + c[k]!) };
      },
      hint: null,
    },
    {
      // softmax without its division.
      answer: (x, h, W, U, b, V, c) => {
        const next = step(x, h, W, U, b);
        return { h: next, y: plus(times(next, V), c).map(Math.exp) };
      },
      hint: null,
    },
    {
      answer: (x, h, W, U, b, V, c) => {
        const next = softmax(step(x, h, W, U, b));
        return { h: next, y: softmax(plus(times(next, V), c)) };
      },
      hint: null,
    },
  ],
};
