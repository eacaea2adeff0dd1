// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { step, times } from "../cell/cell-functions.ts";
import { clipped, columns, dotOf, lastState, outputsFrom, readout, softmaxOf, sum } from "./attention-functions.ts";
import type { attention } from "./questions.ts";

export const mistakes: MistakesOf<typeof attention> = {
  q1: [
    // The encoder reads from the end.
    {
      answer: (xs, n, encoder, decoder, V, c) => outputsFrom(lastState([...xs].reverse(), encoder), n, decoder, V, c).map(row => row.map(value => value + 0.1)), // biome-ignore format: a line
      hint: null,
    },
    // The decoder keeps the encoder's recurrent matrix.
    {
      answer: (xs, n, encoder, decoder, V, c) =>
        outputsFrom(lastState(xs, encoder), n, { ...decoder, U: encoder.U, b: encoder.b }, V, c),
      hint: null,
    },
    // The states, not the outputs, of the last step again and again.
    {
      answer: (xs, n, encoder, _decoder, V, c) =>
        Array.from({ length: n }, () => readout(lastState(xs, encoder), V, c)),
      hint: null,
    },
    // The bias of the output forgotten.
    {
      answer: (xs, n, encoder, decoder, V, c) =>
        outputsFrom(lastState(xs, encoder), n, decoder, V, c).map(row => row.map((value, k) => value - c[k]!)),
      hint: null,
    },
    // Its own step without the state.
    {
      answer: (xs, n, encoder, decoder, V, c) => {
        let y = readout(lastState(xs, encoder), V, c);
        return Array.from({ length: n }, () => {
          y = readout(step(y, decoder.b.map(() => 0), decoder.W, decoder.U, decoder.b), V, c); // biome-ignore format: a line
          return y;
        });
      },
      hint: null,
    },
  ],
  q3: [
    { answer: (s, h) => ({ dot: dotOf(s, h), general: dotOf(s, h), additive: dotOf(s, h) }), hint: null },
    // Differences in the place of products.
    {
      answer: (s, h, A, _P, _Q, v) => ({
        dot: sum(s.map((value, i) => Math.abs(value - h[i]!))),
        general: sum(times(s, A)) * sum(h),
        additive: sum(v),
      }),
      hint: null,
    },
    { answer: (s, h, A) => ({ dot: sum(s) * sum(h), general: sum(times(s, A)), additive: 0 }), hint: null },
  ],
  q4: [
    // Shares of the scores themselves.
    {
      answer: (scores, mask) => scores.map(row => row.map((score, j) => (score * mask[j]!) / dotOf(row, mask))),
      hint: null,
    },
    // The largest gets everything.
    {
      answer: (scores, mask) =>
        scores.map(row => {
          const open = row.map((score, j) => (mask[j] === 1 ? score : Number.NEGATIVE_INFINITY));
          return open.map(score => Number(score === Math.max(...open)));
        }),
      hint: null,
    },
    // Only the first output.
    { answer: (scores, mask) => [softmaxOf(scores[0]!, mask.map(m => m === 1))], hint: null }, // biome-ignore format: a line
    // A mask of −1 in the place of −∞.
    {
      answer: (scores, mask) =>
        scores.map(row => softmaxOf(row.map((score, j) => (mask[j] === 1 ? score : score - 1)))),
      hint: null,
    },
  ],
  q5: [
    { answer: (weights, hs) => hs.at(-1)!.map(value => value * weights.at(-1)!), hint: null },
    { answer: (weights, hs) => columns(hs).map(column => dotOf([...weights].reverse(), column) + 0.01), hint: null },
    { answer: (weights, hs) => hs[0]!.map((_, i) => dotOf(weights.map(w => w * w), columns(hs)[i]!)), hint: null }, // biome-ignore format: a line
  ],
  q7: [
    // Two places beside.
    {
      answer: map =>
        map.filter((row, t) => Math.abs(row.indexOf(Math.max(...row)) - (map.length - 1 - t)) <= 2).length / map.length,
      hint: null,
    },
    // The smallest weight.
    {
      answer: map =>
        map.filter((row, t) => Math.abs(row.indexOf(Math.min(...row)) - (map.length - 1 - t)) <= 1).length / map.length,
      hint: null,
    },
    // By columns.
    {
      answer: map =>
        columns(map).filter((row, t) => Math.abs(row.indexOf(Math.max(...row)) - t) <= 1).length / map.length,
      hint: null,
    },
  ],
  q10: [
    { answer: (candidate, reference) => 1 - clipped(candidate, reference) / candidate.length, hint: null },
    { answer: (candidate, reference) => (2 * clipped(candidate, reference)) / (candidate.length + reference.length), hint: null }, // biome-ignore format: a line
    { answer: (candidate, reference) => Number(candidate.join(" ") === reference.join(" ")), hint: null },
  ],
};
