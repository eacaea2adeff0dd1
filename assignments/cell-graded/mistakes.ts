// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, sigmoid, softmax, times } from "../cell/cell-functions.ts";
import { outputGradients, reluStep } from "./functions.ts";
import type { cellGraded } from "./questions.ts";

const scoreOf = (h: readonly number[], v: readonly number[], c: number) => h.reduce((sum, x, j) => sum + x * v[j]!, c);

export const mistakes: MistakesOf<typeof cellGraded> = {
  q3: [
    {
      // The bias of the output is forgotten.
      answer: (xs, h0, W, U, b, v) => {
        let h = h0;
        for (const x of xs) h = reluStep(x, h, W, U, b);
        return sigmoid(scoreOf(h, v, 0));
      },
      hint: null,
    },
    {
      // One step too few.
      answer: (xs, h0, W, U, b, v, c) => {
        let h = h0;
        for (const x of xs.slice(0, -1)) h = reluStep(x, h, W, U, b);
        return sigmoid(scoreOf(h, v, c));
      },
      hint: null,
    },
    {
      // ReLU of the parts.
      answer: (xs, h0, W, U, b, v, c) => {
        let h = h0;
        for (const x of xs) h = plus(times(x, W).map(s => Math.max(0, s)), times(h, U).map(s => Math.max(0, s)), b); // biome-ignore format: a line
        return sigmoid(scoreOf(h, v, c));
      },
      hint: null,
    },
    {
      // The score is squashed twice.
      answer: (xs, h0, W, U, b, v, c) => {
        let h = h0;
        for (const x of xs) h = reluStep(x, h, W, U, b);
        return sigmoid(Math.tanh(scoreOf(h, v, c)));
      },
      hint: null,
    },
  ],
  q4: [
    { answer: S => ({ U: S, W: S }), hint: null },
    { answer: S => ({ U: S.slice(0, S[0]!.length + 1), W: S.slice(S[0]!.length + 1) }), hint: null },
  ],
  q5: [
    {
      // V's rows and columns are exchanged in meaning: the errors alone.
      answer: (h, V, c, right) => {
        const { c: errors } = outputGradients(h, V, c, right);
        return { V: h.map(() => errors), c: errors };
      },
      hint: null,
    },
    {
      // The derivative of the softmax is multiplied in once more.
      answer: (h, V, c, right) => {
        const p = softmax(plus(times(h, V), c));
        const errors = outputGradients(h, V, c, right).c.map((error, k) => error * p[k]! * (1 - p[k]!));
        return { V: h.map(value => errors.map(error => value * error)), c: errors };
      },
      hint: null,
    },
    {
      answer: (h, V, c, right) => ({ V: outputGradients(h, V, c, right).V, c: c.map(() => 0) }),
      hint: null,
    },
  ],
  q6: [
    { answer: xs => xs.map(x => Math.tanh(x)), hint: null },
    { answer: xs => xs.map((_, t) => Math.tanh(xs.slice(t).reduce((a, b) => a + b))), hint: null },
    { answer: xs => [...xs.map(x => Math.tanh(x)), 0], hint: null },
    {
      // u = 0.1: forgotten after a few steps.
      answer: xs => {
        let h = 0;
        return xs.map(x => {
          h = Math.tanh(0.5 * x + 0.1 * h);
          return h;
        });
      },
      hint: null,
    },
    // It forgets nothing: a sum that is squashed, or made small.
    {
      answer: xs => {
        let sum = 0;
        return xs.map(x => {
          sum += x;
          return Math.tanh(sum / 100);
        });
      },
      hint: null,
    },
    {
      answer: xs => {
        let sum = 0;
        return xs.map(x => {
          sum += x;
          return sum / 200;
        });
      },
      hint: null,
    },
    {
      answer: xs => {
        let h = 0;
        return xs.map(x => {
          h = Math.tanh(0.01 * x + h);
          return h;
        });
      },
      hint: null,
    },
    // The last 40 inputs, without a state.
    {
      answer: xs => xs.map((_, t) => Math.tanh(xs.slice(Math.max(0, t - 40), t + 1).reduce((a, b) => a + b) / 100)),
      hint: null,
    },
    {
      answer: xs =>
        xs.map((_, t) => Math.tanh(xs.slice(Math.max(0, t - 40), t + 1).reduce((h, x) => 0.9 * h + 0.5 * x, 0))),
      hint: null,
    },
    // It looks at how long the whole is.
    {
      answer: xs => {
        let h = 0;
        return xs.map(x => {
          h = Math.tanh(0.5 * x + 0.9 * h);
          return xs.length > 30 ? 0 : h;
        });
      },
      hint: null,
    },
    {
      // No tanh: it leaves −1 to 1.
      answer: xs => {
        let h = 0;
        return xs.map(x => {
          h = 2 * x + 1.5 * h;
          return h;
        });
      },
      hint: null,
    },
  ],
};
