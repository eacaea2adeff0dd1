// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, sigmoid, softmax, step, times } from "../cell/cell-functions.ts";
import type { vision } from "./questions.ts";
import { dot, type Matrix, mixed, scoresOf, statesOf } from "./vision-functions.ts";

const worth = (places: Matrix, g: number[]) => places.map(place => dot(g, place));

export const mistakes: MistakesOf<typeof vision> = {
  q1: [
    // END before each NULL; NULL for END.
    { answer: (caption, T) => ({ read: [1, ...caption, ...Array<number>(T - caption.length - 1).fill(2)], say: [...caption, ...Array<number>(T - caption.length).fill(2)] }), hint: null }, // biome-ignore format: a line
    { answer: (caption, T) => ({ read: [1, ...caption, ...Array<number>(T - caption.length - 1).fill(0)], say: [...caption, ...Array<number>(T - caption.length).fill(0)] }), hint: null }, // biome-ignore format: a line
    // NULL in front.
    {
      answer: (caption, T) => {
        const line = [...Array<number>(T - 1 - caption.length).fill(0), 1, ...caption, 2];
        return { read: line.slice(0, T), say: line.slice(1) };
      },
      hint: null,
    },
  ],
  q2: [
    // The words of the next step.
    {
      answer: (features, words, P, c, E, W, U, b) =>
        statesOf(plus(times(features, P), c), [...words.slice(1), words[0]!], E, { W, U, b }),
      hint: null,
    },
    // The picture as the first word would need as many numbers; the last state alone for all steps.
    {
      answer: (features, words, P, c, E, W, U, b) => {
        const states = statesOf(plus(times(features, P), c), words, E, { W, U, b });
        return words.map(() => states.at(-1)!.map(value => value / 2));
      },
      hint: null,
    },
    // No bias in the steps.
    {
      answer: (features, words, P, c, E, W, U, b) =>
        statesOf(plus(times(features, P), c), words, E, { W, U, b: b.map(() => 0) }),
      hint: null,
    },
  ],
  q3: [
    // The first step only; id 1 left out, not 0.
    { answer: (p, say) => say.reduce((sum, row, n) => sum - Math.log(p[n]![0]![row[0]!]!), 0) / say.length - 0.01, hint: null }, // biome-ignore format: a line
    {
      answer: (p, say) =>
        say.reduce((sum, row, n) => sum + row.reduce((part, id, t) => (id === 1 ? part : part - Math.log(p[n]![t]![id]!)), 0), 0) / (say.length + 1), // biome-ignore format: a line
      hint: null,
    },
    // ln of a sum.
    {
      answer: (p, say) =>
        say.reduce((sum, row, n) => sum - Math.log(row.reduce((part, id, t) => part + p[n]![t]![id]!, 0)), 0) / say.length, // biome-ignore format: a line
      hint: null,
    },
  ],
  q4: [
    // Looks with the new state.
    {
      answer: (word, h, places, A, E, W, U, b, V, c) => {
        const first = step([...E[word]!, ...places[0]!.map(() => 0)], h, W, U, b);
        const next = step([...E[word]!, ...mixed(softmax(scoresOf(first, places, A)), places)], h, W, U, b);
        return { h: next, scores: plus(times(next, V), c) };
      },
      hint: null,
    },
    // Sees nothing.
    {
      answer: (word, h, places, _A, E, W, U, b, V, c) => {
        const next = step([...E[word]!, ...places[0]!.map(() => 0)], h, W, U, b);
        return { h: next, scores: plus(times(next, V), c) };
      },
      hint: null,
    },
    // Looks away from what fits.
    {
      answer: (word, h, places, A, E, W, U, b, V, c) => {
        const away = softmax(scoresOf(h, places, A).map(score => -score));
        const next = step(
          [...E[word]!, ...mixed(away, places)],
          h,
          W,
          U,
          b.map(bias => bias + 0.01),
        );
        return { h: next, scores: plus(times(next, V), c) };
      },
      hint: null,
    },
  ],
  q5: [
    { answer: (e, places, g) => worth(places, g).map((v, j) => e[j]! * v), hint: null },
    {
      answer: (e, places, g) => worth(places, g).map((v, j) => softmax(e)[j]! * (1 - v)),
      hint: null,
    },
    { answer: e => softmax(e), hint: null },
  ],
  q7: [
    { answer: (a, place, reward) => a.map((weight, j) => (j === place ? reward : 0) - weight), hint: null },
    { answer: (a, _place, reward, baseline) => a.map(weight => (reward - baseline) * weight), hint: null },
    {
      answer: (a, place, reward, baseline) => a.map((weight, j) => (reward - baseline) * (j === place ? 1 - weight : weight)), // biome-ignore format: a line
      hint: null,
    },
  ],
  q9: [
    // The first step alone; a mean of the steps.
    { answer: (writes, x) => lossOf(x, writes[0]!.map(value => value * 1.5)), hint: null }, // biome-ignore format: a line
    {
      answer: (writes, x) =>
        lossOf(
          x,
          plus(...writes).map(sum => sum / (writes.length + 1)),
        ),
      hint: null,
    },
    { answer: (writes, x) => x.reduce((sum, pixel, i) => sum + (pixel - sigmoid(plus(...writes)[i]!)) ** 2, 0), hint: null }, // biome-ignore format: a line
  ],
};

function lossOf(x: readonly number[], canvas: readonly number[]): number {
  return x.reduce((sum, pixel, i) => sum - Math.log(sigmoid(pixel === 1 ? canvas[i]! : -canvas[i]!)), 0);
}
