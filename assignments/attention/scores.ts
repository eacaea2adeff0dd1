// Questions 3 and 4: how well places fit, and the weights that are made of it.
import { implementation, question } from "../../src/checking/index.ts";
import { times } from "../cell/cell-functions.ts";
import { columns, dotOf, type Matrix, maskOf, plainSoftmax, scoresOf, softmaxOf, sum } from "./attention-functions.ts";

export function scoreQuestions() {
  const q3 = question({
    id: "attention/q3",
    items: [99, 100],
    asks: "Write scores(s, h, A, P, Q, v): three scores of a decoder state s and an encoder state h, { dot, general, additive }: s · h, then s A · h, then v · tanh(s P + h Q).",
    answer: implementation({
      parameters: ({ normal }) => ({
        s: normal("u"),
        h: normal("u"),
        A: normal("u", "u"),
        P: normal("u", "a"),
        Q: normal("u", "a"),
        v: normal("a"),
      }),
      cases: { "some units": { u: 4, a: 3 }, "few units": { u: 2, a: 5 }, "one unit": { u: 1, a: 2 } },
      reference: (s: number[], h: number[], A: Matrix, P: Matrix, Q: Matrix, v: number[]) => {
        const [turned, p, q] = [times(s, A), times(s, P), times(h, Q)];
        let [dot, general, additive] = [0, 0, 0];
        for (let i = 0; i < s.length; i++) {
          dot += s[i]! * h[i]!;
          general += turned[i]! * h[i]!;
        }
        for (let j = 0; j < v.length; j++) additive += v[j]! * Math.tanh(p[j]! + q[j]!);
        return { dot, general, additive };
      },
      uses: { times },
    }),
    because:
      "each says how well a place fits what is wanted now: by likeness, by learned likeness, by a small network.",
    hints: [
      "A dot product of two lists is one number: multiply in pairs, then sum up. All three end with one.",
      "`times(s, A)` is the list s A. tanh goes over each number of a list: `.map(Math.tanh)`.",
    ],
    fingerprints: [
      {
        answer: (s, h, A, P, Q, v) => ({ ...three(s, h, A, P, Q, v), general: dotOf(times(h, A), s) }),
        hint: "general: yours is h A · s; s stands on the left of A.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({
          ...three(s, h, A, P, Q, v),
          additive: dotOf(v, times(s, P).map((value, j) => value + times(h, Q)[j]!)), // biome-ignore format: a line
        }),
        hint: "additive: the tanh is missing; without it a part of s is added to a part of h, and it does not matter whether the two fit.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({
          ...three(s, h, A, P, Q, v),
          additive: dotOf(v, times(s, P).map((value, j) => Math.tanh(value) + Math.tanh(times(h, Q)[j]!))), // biome-ignore format: a line
        }),
        hint: "additive: one tanh of the sum, not a sum of two.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({
          ...three(s, h, A, P, Q, v),
          additive: Math.tanh(dotOf(v, times(s, P).map((value, j) => value + times(h, Q)[j]!))), // biome-ignore format: a line
        }),
        hint: "additive: tanh goes over each number of the list, before v.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({
          ...three(s, h, A, P, Q, v),
          additive: sum(times(s, P).map((value, j) => Math.tanh(value + times(h, Q)[j]!))),
        }),
        hint: "additive: v is missing, which weighs the parts.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({ ...three(s, h, A, P, Q, v), dot: dotOf(s, h) / Math.sqrt(s.length) }),
        hint: "dot: that is the scaled one, which comes later. Here nothing is divided.",
      },
      {
        answer: (s, h, A, P, Q, v) => ({
          ...three(s, h, A, P, Q, v),
          additive: dotOf(v, times(h, P).map((value, j) => Math.tanh(value + times(s, Q)[j]!))), // biome-ignore format: a line
        }),
        hint: "additive: P belongs to s, and Q to h.",
      },
    ],
  });

  const q4 = question({
    id: "attention/q4",
    items: [99, 100],
    asks: "Write weights(scores, mask): `scores` has a row for each output and a column for each input. Each output shares out a weight of 1 among the inputs by a softmax of its scores. Inputs whose mask is 0 get exactly 0, and do not count in the softmax. Scores may be anything from −5,000 to 5,000.",
    answer: implementation({
      parameters: () => ({ scores: scoresOf, mask: maskOf }),
      cases: {
        "some outputs and inputs": { n: 3, T: 5 },
        "one output": { n: 1, T: 6 },
        "large scores": { n: 2, T: 4, size: 2400, base: 2600 },
        "scores far below 0": { n: 3, T: 5, size: 20, base: -4980 },
        "a large score where the mask is 0": { n: 4, T: 6, padded: 2, high: 5000 },
      },
      reference: (scores: Matrix, mask: number[]) => {
        const rows: Matrix = [];
        for (const row of scores) {
          const largest = Math.max(...row.filter((_, j) => mask[j] === 1));
          const powers = row.map((score, j) => (mask[j] === 1 ? Math.exp(score - largest) : 0));
          let all = 0;
          for (const power of powers) all += power;
          rows.push(powers.map(power => power / all));
        }
        return rows;
      },
    }),
    because: "a row is one look: it sums to 1, and nothing of it goes to padding.",
    hints: [
      "Take one row. Which of its scores count? Do the softmax over these, and put 0 at the other places.",
      "e to 4,000 is Infinity for the computer. Take the largest score away from all first; which scores may that largest one be of?",
    ],
    fingerprints: [
      {
        answer: (scores, mask) => columns(columns(scores).map((column, j) => softmaxOf(column).map(share => mask[j]! * share))), // biome-ignore format: a line
        hint: "yours sums to 1 down each column: an input is shared out among the outputs. It is each output, a row, that shares out 1 among the inputs.",
      },
      {
        answer: scores => columns(columns(scores).map(column => softmaxOf(column))),
        hint: "your columns sum to 1, the softmax goes along the wrong axis: it is each row that has to sum to 1. And the mask is not used.",
      },
      {
        answer: scores => scores.map(row => softmaxOf(row)),
        hint: "the rows sum to 1, but places whose mask is 0 have a share of it.",
      },
      {
        answer: (scores, mask) => scores.map(row => softmaxOf(row).map((share, j) => share * mask[j]!)),
        hint: "masked after the softmax, the row no longer sums to 1: the padding has taken its share with it. Leave these places out of the sum.",
      },
      {
        answer: (scores, mask) => scores.map(row => softmaxOf(row.map((score, j) => score * mask[j]!))),
        hint: "a score of 0 is no weight of 0: e⁰ is 1.",
      },
      {
        answer: (scores, mask) =>
          scores.map(row => {
            const powers = row.map((score, j) => Math.exp(score) * mask[j]!);
            return powers.map(power => power / sum(powers));
          }),
        hint: "right for small scores; but e to 4,000 is Infinity, and 0 · Infinity is NaN, as Infinity / Infinity is. Take the largest score away from all first, one that counts.",
      },
      {
        answer: (scores, mask) =>
          scores.map(row => {
            const powers = row.map((score, j) => (mask[j] === 1 ? Math.exp(score) : 0));
            return powers.map(power => power / sum(powers));
          }),
        hint: "right for small scores; but e to 4,000 is Infinity, and Infinity / Infinity is NaN. Take the largest score away from all first.",
      },
      {
        answer: (scores, mask) =>
          scores.map(row => {
            const largest = Math.max(...row);
            const powers = row.map((score, j) => (mask[j] === 1 ? Math.exp(score - largest) : 0));
            return powers.map(power => power / sum(powers));
          }),
        hint: "the largest score of yours may be one that does not count. Where it is far above the others, all powers are 0, and 0 / 0 is NaN.",
      },
      {
        answer: (scores, mask) => scores.map(row => softmaxOf(row.map((score, j) => (mask[j] === 1 ? score : -1000)))),
        hint: "padding has a low score in yours, but the scores that count may be lower still, and then padding gets everything. Let it have no score at all, and put the 0 at its place yourself.",
      },
      {
        answer: (scores, mask) => scores.map(row => softmaxOf(row, mask.map(m => m === 0))), // biome-ignore format: a line
        hint: "the other way round: 1 means that a place counts.",
      },
      {
        answer: (scores, mask) => {
          return inRows(softmaxOf(scores.flat(), scores.flatMap(() => mask.map(m => m === 1))), scores); // biome-ignore format: a line
        },
        hint: "all your weights together sum to 1; each row has to.",
      },
      {
        answer: scores => inRows(softmaxOf(scores.flat()), scores),
        hint: "all your weights together sum to 1; each row has to, by itself. And the mask is not used.",
      },
      {
        answer: (scores, mask) => {
          const powers = scores.map(row => row.map((score, j) => (mask[j] === 1 ? Math.exp(score) : 0)));
          return powers.map(row => row.map(power => power / sum(powers.flat())));
        },
        hint: "all your weights together sum to 1; each row has to, by itself. And e to 4,000 is Infinity: take the largest score away from all first.",
      },
      {
        answer: scores => scores.map(plainSoftmax),
        hint: "the mask is not used: padding has a share. And e to 4,000 is Infinity: take the largest score away from all first.",
      },
      {
        answer: (scores, mask) => scores.map(row => plainSoftmax(row).map((share, j) => share * mask[j]!)),
        hint: "masked after the softmax, the row no longer sums to 1. And e to 4,000 is Infinity: take the largest score away from all first.",
      },
    ],
  });

  return { q3, q4 };
}

/** One list cut into rows as long as those of a matrix. */
const inRows = (flat: readonly number[], { length, 0: row }: Matrix): Matrix =>
  Array.from({ length }, (_, t) => flat.slice(t * row!.length, (t + 1) * row!.length));

/** The three scores. */
function three(s: number[], h: number[], A: Matrix, P: Matrix, Q: Matrix, v: number[]) {
  const [p, q] = [times(s, P), times(h, Q)];
  return {
    dot: dotOf(s, h),
    general: dotOf(times(s, A), h),
    additive: dotOf(
      v,
      p.map((value, j) => Math.tanh(value + q[j]!)),
    ),
  };
}
