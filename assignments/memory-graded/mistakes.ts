// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { bestOf, copyingOf } from "./functions.ts";
import type { memoryGraded } from "./questions.ts";

export const mistakes: MistakesOf<typeof memoryGraded> = {
  q2: [
    { answer: lags => ({ f: lags.map(lag => Math.log(lag)), i: lags.map(() => 0) }), hint: null },
    { answer: lags => ({ f: lags.map(lag => Math.log(lag - 1)), i: lags.map(lag => -Math.log(lag - 1)) }), hint: null },
    { answer: lags => ({ f: lags.map(lag => lag / (lag + 1)), i: lags.map(lag => 1 / (lag + 1)) }), hint: null },
    { answer: lags => ({ f: lags, i: lags.map(lag => -lag) }), hint: null },
    { answer: lags => ({ f: lags.map(() => Math.log(Math.max(...lags))), i: lags.map(() => -Math.log(Math.max(...lags))) }), hint: null }, // biome-ignore format: a line
  ],
  q3: [
    {
      // The message comes back in the other order.
      answer: (message, T, S) => ({ x: copyingOf(message, T, S).x, y: copyingOf(message.toReversed(), T, S).y }),
      hint: null,
    },
    { answer: (message, T, S) => ({ x: copyingOf(message, T, S).x, y: copyingOf(message, T, S).x }), hint: null },
    {
      // The sign is forgotten.
      answer: (message, T, S) => {
        const { x, y } = copyingOf(message, T, S);
        return { x: x.map(id => (id === S + 1 ? S : id)), y };
      },
      hint: null,
    },
    { answer: (message, T, S) => ({ x: copyingOf(message, T, S).x, y: message }), hint: null },
    {
      answer: (message, T, S) => ({ x: copyingOf(message, T, S).x, y: [...copyingOf(message, T, S).y, S] }),
      hint: null,
    },
  ],
  q6: [
    {
      answer: (texts, L, kept) => bestOf(texts.map(({ length, place }) => (kept === "first" ? place < L : place >= length - L)), Infinity), // biome-ignore format: a line
      hint: null,
    },
    {
      // How many, not which part.
      answer: (texts, L, kept, answers) => bestOf(texts.map(({ length, place }) => (kept === "first" ? place < L : place >= length - L)), answers) * texts.length, // biome-ignore format: a line
      hint: null,
    },
    {
      // One place too many.
      answer: (texts, L, kept, answers) => bestOf(texts.map(({ length, place }) => (kept === "first" ? place <= L : place >= length - L - 1)), answers), // biome-ignore format: a line
      hint: null,
    },
    {
      // One place too few.
      answer: (texts, L, kept, answers) => bestOf(texts.map(({ length, place }) => (kept === "first" ? place < L - 1 : place > length - L)), answers), // biome-ignore format: a line
      hint: null,
    },
  ],
  q7: [
    { answer: ["A", "C", "D", "E"], hint: null },
    { answer: ["A", "B", "C", "E"], hint: null },
    { answer: ["A", "E"], hint: null },
    { answer: ["A", "C", "E", "F"], hint: null },
  ],
};
