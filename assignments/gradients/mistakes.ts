// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { byGlobalNorm, byNorm } from "./clip.ts";
import type { gradients } from "./questions.ts";

export const mistakes: MistakesOf<typeof gradients> = {
  q2: [
    { answer: (w, h) => w - w * Math.tanh(h) * Math.tanh(h), hint: "you take tanh once more" },
    { answer: (w, h) => w * h - w * h * h, hint: "slope of the sigmoid" },
    { answer: (w, h) => 1 - (w * h) ** 2, hint: null },
    { answer: (w, h) => w / (1 - h ** 2), hint: null },
    { answer: (w, h) => w + 1 - h ** 2, hint: null },
  ],
  q4: [
    {
      // The matrix untransposed, in a loop, and the slopes forgotten.
      answer: (g, _h, U) => {
        const back = g.map(() => 0);
        for (let i = 0; i < g.length; i++) for (let j = 0; j < g.length; j++) back[j]! += U[i]![j]! * g[i]!;
        return back;
      },
      hint: null,
    },
    {
      // `=` for `+=`.
      answer: (g, h, U) => {
        const back = g.map(() => 0);
        for (let i = 0; i < g.length; i++)
          for (let j = 0; j < g.length; j++) back[i] = U[i]![j]! * (1 - h[j]! ** 2) * g[j]!;
        return back;
      },
      hint: null,
    },
    { answer: (g, h, U) => U.map((row, i) => (1 - h[i]! ** 2) * row[i]! * g[i]!), hint: "not only to itself" },
    { answer: (g, h) => g.map((value, i) => value * (1 - h[i]! ** 2)), hint: null },
  ],
  q7: [
    { answer: { data: [{ y: [1, 0.8, 0.64] }], layout: {} }, hint: null },
    {
      answer: {
        data: [{ y: Array.from({ length: 100 }, (_, lag) => 0.8 ** lag) }],
        layout: { xaxis: { title: { text: "lag" } } },
      },
      hint: null,
    },
    {
      // In the order of time.
      answer: {
        data: [{ y: Array.from({ length: 100 }, (_, t) => 0.8 ** (99 - t)) }],
        layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } },
      },
      hint: null,
    },
    {
      // ρ = 0.9 was left in.
      answer: {
        data: [{ y: Array.from({ length: 100 }, (_, lag) => 0.9 ** lag) }],
        layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } },
      },
      hint: null,
    },
  ],
  q9: [
    {
      answer: (w, hs) => hs.slice(1).map((_, i) => w ** (hs.length - 2 - i) * hs[i + 1]!),
      hint: "you take the state after the step; step t meets",
    },
    {
      answer: (w, hs) => hs.slice(1).map((h, t) => h * w ** (hs.length - 1 - t)),
      hint: "state before it; and how many",
    },
    { answer: (_w, hs) => hs.filter((_, t) => t > 0), hint: "state before it; and each part" },
    { answer: (w, hs) => hs.map((h, i) => w ** (hs.length - 1 - i) * h), hint: null },
    { answer: (w, hs) => hs.slice(0, -1).map(h => w * h), hint: null },
    { answer: (w, hs) => hs.slice(0, -1).map((h, i) => h ** (hs.length - 2 - i) * w), hint: null },
  ],
  q13: [
    {
      answer: (g, limit) => (g.some(x => Math.abs(x) > limit) ? g.map(x => Math.sign(x) * limit) : g),
      hint: "you cut each number by itself",
    },
    { answer: (g, limit) => g.map(x => Math.min(x, limit)), hint: null },
    { answer: (g, limit) => (Math.hypot(...g) < limit ? g.map(x => (x * limit) / Math.hypot(...g)) : g), hint: null },
  ],
  q14: [
    { answer: (g, limit) => g.map(x => Math.max(-limit, x)), hint: null },
    {
      answer: (g, limit) => g.map(x => (x > limit || x < -limit ? limit : x)),
      hint: "what is far below 0 becomes −limit",
    },
    { answer: (g, limit) => g.map(x => (x > limit ? limit : -limit)), hint: null },
    { answer: (g, limit) => g.map(x => x / limit), hint: null },
  ],
  q15: [
    { answer: (gradients, limit) => byGlobalNorm(gradients, limit), hint: "here each tensor has its own" },
    { answer: (gradients, limit) => gradients.map(g => byNorm(g, limit / gradients.length)), hint: null },
    { answer: (gradients, limit) => gradients.map(g => g.map(x => (x * limit) / Math.hypot(...g))), hint: null },
  ],
  q16: [
    { answer: (gradients, limit) => byGlobalNorm(gradients, limit / gradients.length), hint: null },
    {
      answer: (gradients, limit) => {
        const length = Math.hypot(...gradients[0]!);
        return gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x)));
      },
      hint: "norm of the largest tensor",
    },
    { answer: gradients => gradients, hint: null },
  ],
};
