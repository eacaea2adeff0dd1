// Questions 4 to 6: one unit with three gates.
import { implementation, matching, question, several } from "../../src/checking/index.ts";
import { job } from "./puzzle.ts";

const ranges = ["between 0 and 1", "between −1 and 1", "0 or more", "any number"] as const;

export function memoryQuestions() {
  const q4 = question({
    id: "gates/q4",
    items: [42, 107],
    asks: "Write remember(c, i, f, g, o): { c, h } after a step. f says how much of c is kept, i how much of the candidate g is written on top, o how much of tanh(c), of the new c, is shown as h.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({
        c: normal(),
        i: uniform(0.05, 0.95),
        f: uniform(0.05, 0.95),
        g: uniform(-0.95, 0.95),
        o: uniform(0.05, 0.95),
      }),
      cases: { "some numbers": {} },
      draws: 6,
      reference: (c: number, i: number, f: number, g: number, o: number) => {
        const next = f * c + i * g;
        return { c: next, h: o * Math.tanh(next) };
      },
    }),
    because: "gates multiply, the new is added. That is the heart of an LSTM.",
    hints: [
      "Two lines: first the new c, then h from it.",
      "A gate is a factor: the part of c that is kept is f times c. What is added to it?",
    ],
    solution: "const next = f * c + i * g, and then { c: next, h: o * Math.tanh(next) }",
    fingerprints: [
      {
        answer: (c, i, f, g, o) => {
          const next = (1 - f) * c + i * g;
          return { c: next, h: o * Math.tanh(next) };
        },
        hint: "f is called the forget gate, but it says what is kept: 1 keeps all.",
      },
      {
        answer: (c, i, f, g, o) => ({ c: f * c + i * g, h: o * Math.tanh(c) }),
        hint: "h shows the old c; it is made of the new one.",
      },
      {
        answer: (c, i, f, g, o) => ({ c: f * c + i * g, h: o * (f * c + i * g) }),
        hint: "what squashes c before it is shown?",
      },
      {
        answer: (c, _i, f, g, o) => {
          const next = f * c + (1 - f) * g;
          return { c: next, h: o * Math.tanh(next) };
        },
        hint: "that is the leaky unit; here the gate i of its own says how much is written.",
      },
      {
        answer: (c, i, f, g, o) => {
          const next = f * c + i * Math.tanh(g);
          return { c: next, h: o * Math.tanh(next) };
        },
        hint: "g comes as it is to be written; only c goes through tanh, where it is shown.",
      },
      {
        answer: (c, i, f, g) => {
          const next = f * c + i * g;
          return { c: next, h: Math.tanh(next) };
        },
        hint: "which gate says how much is shown?",
      },
      {
        answer: (c, i, _f, g, o) => {
          const next = c + i * g;
          return { c: next, h: o * Math.tanh(next) };
        },
        hint: "all of c stays in yours; which gate keeps only a part?",
      },
    ],
  });

  const q5 = question({
    id: "gates/q5",
    items: [108],
    asks:
      "Choose the biases { i: …, f: …, o: … } of the gates so that the unit does each job, whatever it reads (to 0.01):\n" +
      "  keep     c stays, nothing is shown (h is 0)\n" +
      "  erase    c becomes 0\n" +
      "  add      the candidate is added to c, nothing is shown\n" +
      "  replace  c becomes the candidate, nothing is shown\n" +
      "  read     c stays and is shown",
    answer: several({
      keep: { answer: job({ i: -20, f: 20, o: -20 }) },
      erase: { answer: job({ i: -20, f: -20, o: -20 }) },
      add: { answer: job({ i: 20, f: 20, o: -20 }) },
      replace: { answer: job({ i: 20, f: -20, o: -20 }) },
      read: {
        answer: job({ i: -20, f: 20, o: 20 }),
        fingerprints: [{ answer: { i: 20, f: 20, o: 20 }, hint: "it shows c, but writes to it as well." }],
      },
    }),
    because:
      "three switches, and each of the five is one position of them. A trained cell sets them anew at each step.",
    hints: [
      "σ(20) is 1 to eight digits, σ(−20) is 0. So each gate is open or shut.",
      "Go through one gate after the other: is the old c wanted? Is the candidate wanted? Is anything to be seen?",
    ],
    solution: "keep: f alone is open. erase: f and i are shut. add: i and f are open. replace: i alone. read: f and o.",
    fingerprints: [],
  });

  const q6 = question({
    id: "gates/q6",
    items: [44, 107],
    asks: "Between which bounds does each lie, however long the sequence: a gate (i, f or o); the candidate g, a tanh; the state c; the output h; the candidate if it is made by ReLU?",
    answer: matching(
      {
        gate: "between 0 and 1",
        candidate: "between −1 and 1",
        state: "any number",
        output: "between −1 and 1",
        reluCandidate: "0 or more",
      },
      {
        among: ranges,
        synonyms: {
          "between 0 and 1": ["0 to 1"],
          "between −1 and 1": ["between -1 and 1", "−1 to 1", "-1 to 1"],
          "0 or more": ["positive"],
        },
      },
    ),
    because: "c adds up: with f = i = 1 it can count. What is shown has gone through tanh, times a gate.",
    hints: [
      "σ lies between 0 and 1, tanh between −1 and 1.",
      "Let the unit add 1 at each of a hundred steps. What does c hold, and what is shown?",
    ],
    solution:
      "A gate: between 0 and 1. Candidate and output: between −1 and 1. The state: any number. ReLU: 0 or more.",
    fingerprints: [
      {
        answer: { state: "between −1 and 1" },
        hint: "let it add the candidate 0.9 a hundred times; no function squashes c.",
      },
      { answer: { output: "any number" }, hint: "what does tanh make of c before it is shown?" },
      { answer: { output: "between 0 and 1" }, hint: "can tanh of c be below 0?" },
      { answer: { gate: "between −1 and 1" }, hint: "which function makes a gate?" },
      { answer: { reluCandidate: "any number" }, hint: "ReLU is max(0, sum)." },
    ],
  });
  return { q4, q5, q6 };
}
