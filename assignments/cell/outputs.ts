// Questions 11 to 13: what comes out.
import { approximately, implementation, matching, question } from "../../src/checking/index.ts";
import { plus, sigmoid, softmax, step, times } from "./cell-functions.ts";

/** The forward pass of question 12: one unit, two steps. */
const forward = { w: 0.5, u: -1, b: 0, v: 3, c: -2, xs: [1, 2] };

function stateOf({ w, u, b, xs }: typeof forward, squash: (x: number) => number = Math.tanh): number {
  let h = 0;
  for (const x of xs) h = squash(w * x + u * h + b);
  return h;
}

const scoreOf = (network: typeof forward, squash: (x: number) => number = Math.tanh): number =>
  network.v * stateOf(network, squash) + network.c;

export function outputQuestions() {
  const q11 = question({
    id: "cell/q11",
    items: [72],
    asks: "Which function turns the scores of the last step into the answer, softmax, sigmoid or linear: for one of ten digits, for spam or not (one score), for tomorrow's temperature, for all topics of a text?",
    answer: matching(
      {
        digits: "softmax",
        spam: "sigmoid",
        temperature: "linear",
        topics: "sigmoid",
      },
      { among: ["softmax", "sigmoid", "linear"] },
    ),
    because:
      "one of several: probabilities that sum to 1. Yes or no, once or for each topic: a probability each. A number: it is not squashed at all.",
    hints: [
      "A temperature may be 25 or −3: which function could give both?",
      "Must the answers sum to 1? Then choosing one takes from the others.",
    ],
    fingerprints: [
      {
        answer: { topics: "softmax" },
        hint: "softmax makes them share a sum of 1; a text may have two topics, both certain.",
      },
      { answer: { digits: "sigmoid" }, hint: "exactly one digit is right: what makes the ten share?" },
      {
        answer: { digits: "linear" },
        hint: "a score may be −3 or 12; what makes ten of them probabilities that share a sum of 1?",
      },
      { answer: { spam: "linear" }, hint: "a score may be −3 or 12; what makes one of them a probability?" },
      {
        answer: { topics: "linear" },
        hint: "a score may be −3 or 12; what makes each of them a probability of its own?",
      },
      { answer: { temperature: "sigmoid" }, hint: "a sigmoid gives 0 to 1; could it say 25 °C?" },
      { answer: { temperature: "softmax" }, hint: "softmax of one number is always 1." },
      {
        answer: { spam: "softmax" },
        hint: "softmax of one score is always 1; what makes one score a probability?",
      },
    ],
  });

  const q12 = question({
    id: "cell/q12",
    items: [94],
    asks: "One unit with w = 0.5, u = −1, b = 0 reads 1, then 2, from h = 0. Then the probability is σ(v·h + c) with v = 3, c = −2. Which is it?",
    answer: approximately(sigmoid(scoreOf(forward)), { tolerance: 5e-3 }),
    because:
      "h is tanh(0.5) = 0.462, then tanh(1 − 0.462) = 0.491; the score is 3 · 0.491 − 2 = −0.526, and σ of that 0.371.",
    hints: [
      "Three lines: h after the first step, h after the second, then the probability.",
      "The first h is tanh(0.5). The second step has it in its sum, with the weight −1.",
      "σ(x) is `1 / (1 + Math.exp(-x))`.",
    ],
    solution: "σ(3 · tanh(0.5 · 2 − tanh(0.5 · 1)) − 2)",
    fingerprints: [
      { answer: scoreOf(forward), hint: "that is the score; what makes a probability of it?" },
      {
        answer: sigmoid(scoreOf({ ...forward, u: 0 })),
        hint: "the second step has forgotten the first: where is u · h?",
      },
      { answer: sigmoid(scoreOf({ ...forward, u: 1 })), hint: "u is −1: the past is taken away, not added." },
      { answer: sigmoid(scoreOf({ ...forward, c: 0 })), hint: "c is missing." },
      { answer: sigmoid(scoreOf({ ...forward, xs: [1] })), hint: "that is after the first step; two inputs are read." },
      { answer: sigmoid(scoreOf({ ...forward, xs: [2, 1] })), hint: "the order counts: it reads 1 first." },
      { answer: sigmoid(scoreOf(forward, x => x)), hint: "tanh is missing in the two steps." },
      { answer: sigmoid(scoreOf(forward, sigmoid)), hint: "the steps have tanh; only the output has a sigmoid." },
      { answer: sigmoid(stateOf(forward)), hint: "that is σ(h); the score 3h − 2 comes first." },
      { answer: stateOf(forward), hint: "that is the last state h; the score and σ come after it." },
      { answer: 1 - sigmoid(scoreOf(forward)), hint: "the sign in e⁻ˢ: σ(s) has Math.exp(-s) below." },
      { answer: Math.tanh(scoreOf(forward)), hint: "a probability lies between 0 and 1: σ, not tanh." },
    ],
  });

  const q13 = question({
    id: "cell/q13",
    items: [22, 72],
    asks: "Write networkStep(x, h, W, U, b, V, c): { h, y } with the new state, and y = softmax(h V + c) of it.",
    answer: implementation({
      parameters: ({ normal }) => ({
        x: normal("d"),
        h: normal("u"),
        W: normal("d", "u"),
        U: normal("u", "u"),
        b: normal("u"),
        V: normal("u", "k"),
        c: normal("k"),
      }),
      cases: {
        "some units, two classes": { d: 4, u: 3, k: 2 },
        "many classes": { d: 2, u: 3, k: 6 },
        "one unit": { d: 3, u: 1, k: 4 },
      },
      reference: (
        x: number[],
        before: number[],
        W: number[][],
        U: number[][],
        b: number[],
        V: number[][],
        c: number[],
      ) => {
        const h = step(x, before, W, U, b);
        const scores = times(h, V);
        return { h, y: softmax(c.map((bias, k) => scores[k]! + bias)) };
      },
      uses: { step, times, softmax },
    }),
    because: "the state is carried on, and at every step the same V and c read it.",
    hints: [
      "Two lines: the new state by your `step`, then the softmax of its scores.",
      "The scores: `times(next, V)[k] + c[k]` for each class k. `softmaxOf` makes probabilities of a list of scores.",
    ],
    solution: [
      "const next = step(x, h, W, U, b)",
      "const scores = times(next, V)",
      "return { h: next, y: softmaxOf(c.map((bias, k) => scores[k] + bias)) }",
    ].join("\n"),
    fingerprints: [
      {
        answer: (x, h, W, U, b, V, c) => ({ h: step(x, h, W, U, b), y: softmax(plus(times(h, V), c)) }),
        hint: "y reads the state before the step; it is to read the new one.",
      },
      {
        answer: (x, h, W, U, b, V, c) => {
          const next = step(x, h, W, U, b);
          return { h: next, y: plus(times(next, V), c) };
        },
        hint: "these are scores; softmax makes probabilities of them.",
      },
      {
        answer: (x, h, W, U, b, V) => {
          const next = step(x, h, W, U, b);
          return { h: next, y: softmax(times(next, V)) };
        },
        hint: "c is missing.",
      },
      {
        answer: (x, h, W, U, b, V, c) => {
          const next = step(x, h, W, U, b);
          return { h: next, y: plus(times(next, V), c).map(sigmoid) };
        },
        hint: "a sigmoid each: they do not share a sum of 1.",
      },
      {
        answer: (x, h, W, U, b, V, c) => ({ h, y: softmax(plus(times(step(x, h, W, U, b), V), c)) }),
        hint: "the state that is handed on is the old one.",
      },
    ],
  });

  return { q11, q12, q13 };
}
