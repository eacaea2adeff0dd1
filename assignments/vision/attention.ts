// Questions 4 and 5: a step of captioning in four stages, and the gradient of a soft look.
import { gradient, implementation, question } from "../../src/checking/index.ts";
import { plus, softmax, step, times } from "../cell/cell-functions.ts";
import { dot, type Matrix, mixed, scoresOf } from "./vision-functions.ts";

/** What a change of a score does to the context, if g is the loss's gradient there. */
const worth = (places: Matrix, g: readonly number[]): number[] => places.map(place => dot(g, place));

export function attentionQuestions() {
  const q4 = question({
    id: "vision/q4",
    items: [126, 127],
    asks: "Write sayNext(word, h, places, A, E, W, U, b, V, c), which gives { h, scores }. First it looks with the state h: scores of the places (h · A) · place, softmax, the context is the sum of the places, each by its weight. Then the cell reads the word's row of E and after it, in the same list, the context. Its new state is h; scores = h · V + c, a number for each word that may come next.",
    answer: implementation({
      parameters: ({ integers, normal }) => ({
        word: integers("K"),
        h: normal("u"),
        places: normal("L", "d"),
        A: normal("u", "d"),
        E: normal("K", "w"),
        W: (draw, { w, d, u }) => normal("x", "u")(draw, { x: w! + d!, u: u! }),
        U: normal("u", "u"),
        b: normal("u"),
        V: normal("u", "K"),
        c: normal("K"),
      }),
      cases: { "some places": { K: 7, u: 3, L: 5, d: 2, w: 4 }, "one place": { K: 6, u: 4, L: 1, d: 3, w: 2 } },
      reference: (
        word: number,
        h: number[],
        places: Matrix,
        A: Matrix,
        E: Matrix,
        W: Matrix,
        U: Matrix,
        b: number[],
        V: Matrix,
        c: number[],
      ) => {
        const query = times(h, A);
        const weights = softmax(places.map(place => dot(query, place)));
        const next = step([...E[word]!, ...mixed(weights, places)], h, W, U, b);
        return { h: next, scores: plus(times(next, V), c) };
      },
      uses: { times, softmax, dot, mixed, step, plus },
    }),
    because: "features of the places, a look, a state, a word: with the next word it begins again.",
    hints: [
      "`look(h, places, A)` gives the context. What does the cell read: which two lists, one after the other?",
      "`[...a, ...b]` puts b after a. Of which state are the scores made: of the old, or of the new?",
    ],
    fingerprints: [
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => {
          const next = step([...mixed(softmax(scoresOf(h, places, A)), places), ...E[word]!], h, W, U, b);
          return { h: next, scores: plus(times(next, V), c) };
        },
        hint: "the word comes first, the context after it.",
      },
      {
        answer: (word, h, places, _A, E, W, U, b, V, c) => {
          const next = step([...E[word]!, ...mixed(places.map(() => 1 / places.length), places)], h, W, U, b); // biome-ignore format: a line
          return { h: next, scores: plus(times(next, V), c) };
        },
        hint: "yours sees the plain mean of the places: the state h has to choose among them.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => {
          const scores = scoresOf(h, places, A);
          const largest = scores.map(score => Number(score === Math.max(...scores)));
          const next = step([...E[word]!, ...mixed(largest, places)], h, W, U, b);
          return { h: next, scores: plus(times(next, V), c) };
        },
        hint: "that is a hard look: it takes one place and leaves the others. A soft one mixes all.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => {
          const next = step([...E[word]!, ...mixed(scoresOf(h, places, A), places)], h, W, U, b);
          return { h: next, scores: plus(times(next, V), c) };
        },
        hint: "scores need a softmax before they are weights.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => ({
          h: step([...E[word]!, ...mixed(softmax(scoresOf(h, places, A)), places)], h, W, U, b),
          scores: plus(times(h, V), c),
        }),
        hint: "scores: they are made of the new state, which has seen the word and the place.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => {
          const next = step([...E[word]!, ...mixed(softmax(scoresOf(h, places, A)), places)], h, W, U, b);
          return { h: next, scores: softmax(plus(times(next, V), c)) };
        },
        hint: "scores: these are probabilities. Leave them as scores.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V, c) => {
          const next = step([...E[word]!, ...mixed(softmax(scoresOf(h, places, A)), places)], h.map(() => 0), W, U, b); // biome-ignore format: a line
          return { h: next, scores: plus(times(next, V), c) };
        },
        hint: "yours forgets the state h: it stands for what was said so far.",
      },
      {
        answer: (word, h, places, A, E, W, U, b, V) => {
          const next = step([...E[word]!, ...mixed(softmax(scoresOf(h, places, A)), places)], h, W, U, b);
          return { h: next, scores: times(next, V) };
        },
        hint: "scores: where is c?",
      },
    ],
  });

  const q5 = question({
    id: "vision/q5",
    items: [127],
    asks: "Write scoreGradient(e, places, g): the gradient of the loss for the L scores e. The weights are a = softmax(e), the context is the sum of a[j] · places[j], and g is the gradient of the loss for the context.",
    answer: gradient({
      parameters: ({ normal }) => ({ e: normal("L"), places: normal("L", "d"), g: normal("d") }),
      cases: { "some places": { L: 5, d: 3 }, "two places": { L: 2, d: 4 }, "nine places": { L: 9, d: 2 } },
      loss: (e: number[], places: Matrix, g: number[]) => dot(g, mixed(softmax(e), places)),
      of: ["e"],
      reference: (e: number[], places: Matrix, g: number[]) => {
        const a = softmax(e);
        const v = places.map(place => dot(g, place));
        const mean = dot(a, v);
        return a.map((weight, j) => weight * (v[j]! - mean));
      },
      uses: { dot, softmax },
    }),
    because:
      "a place that makes the loss larger than the mean of what is seen now has a positive gradient, so its score falls; at the mean nothing is to gain.",
    hints: [
      "Begin with v[j] = g · places[j]: how much the loss grows if place j gets more weight.",
      "The weights sum to 1, so what place j gains, all lose. Compare v[j] with the mean of v under the weights a.",
    ],
    fingerprints: [
      {
        answer: (_e, places, g) => worth(places, g),
        hint: "that is the gradient for the weights. The softmax lies between them and the scores.",
      },
      {
        answer: (e, places, g) => worth(places, g).map((v, j) => softmax(e)[j]! * v),
        hint: "a softmax's weights sum to 1: if one score grows, the other weights fall. What do they lose?",
      },
      {
        answer: (e, places, g) => worth(places, g).map((v, j) => softmax(e)[j]! * (1 - softmax(e)[j]!) * v),
        hint: "that is how weight j changes with score j. The other weights change with it, too.",
      },
      {
        answer: (e, places, g) => {
          const [a, v] = [softmax(e), worth(places, g)];
          const mean = v.reduce((x, y) => x + y) / v.length;
          return v.map((value, j) => a[j]! * (value - mean));
        },
        hint: "the mean is the one that is seen now: each v by its weight.",
      },
      {
        answer: (e, places, g) => {
          const [a, v] = [softmax(e), worth(places, g)];
          return v.map((value, j) => a[j]! * (dot(a, v) - value));
        },
        hint: "the sign: a place that makes the loss larger has a positive gradient.",
      },
      {
        answer: (e, places, g) => {
          const [a, v] = [softmax(e), worth(places, g)];
          return v.map(value => value - dot(a, v));
        },
        hint: "a place with nearly no weight can hardly move: its own weight is missing.",
      },
    ],
  });

  return { q4, q5 };
}
