// Questions 1 to 3: captions as ids, features that start the network, and the loss.
import { type Argument, implementation, question } from "../../src/checking/index.ts";
import { plus, step, times } from "../cell/cell-functions.ts";
import { captionIds, endId, type Matrix, nullId, saidIds, startId, statesOf } from "./vision-functions.ts";

const lineOf = (caption: readonly number[], T: number): number[] => {
  const line = [startId, ...caption, endId];
  return [...line, ...new Array<number>(T + 1 - line.length).fill(nullId)];
};

/** −ln of the probability of each id that is to be said; [N][T], 0 where that is NULL. */
export const surprises = (chances: number[][][], said: Matrix): Matrix =>
  said.map((row, n) => row.map((id, t) => (id === nullId ? 0 : -Math.log(chances[n]![t]![id]!))));

const total = (rows: Matrix): number => rows.flat().reduce((sum, value) => sum + value, 0);

const chances: Argument<number[][][]> = (draw, { N, T, V }) =>
  Array.from({ length: N! }, () =>
    Array.from({ length: T! }, () => Array.from({ length: V! }, () => draw.uniform(0.05, 0.95))),
  );

export function captionQuestions() {
  const q1 = question({
    id: "vision/q1",
    items: [98, 125],
    asks: "Write teach(caption, T), which gives { read, say }, two lists of T ids. The whole line is START, the caption, END, and then NULL, as often as it takes to be T + 1 long. At each step the network reads one id of it and is to say the next. NULL = 0, START = 1, END = 2.",
    answer: implementation({
      parameters: ({ size }) => ({ caption: captionIds, T: size("T") }),
      cases: {
        "a short caption": { n: 3, V: 5, T: 7 },
        "one that just fits": { n: 4, V: 6, T: 5 },
        "one word": { n: 1, V: 4, T: 6 },
      },
      reference: (caption: number[], T: number) => {
        const line = [startId, ...caption, endId];
        while (line.length < T + 1) line.push(nullId);
        return { read: line.slice(0, T), say: line.slice(1) };
      },
      uses: { startId, endId, nullId },
    }),
    because:
      "what is read is what was to be said, one step later; END tells it where a caption stops, NULL fills and never counts.",
    hints: [
      "Make the whole line first. Which part of it is read, and which part is said?",
      "`slice` cuts a list: the last id is never read, the first never said.",
    ],
    fingerprints: [
      {
        answer: (caption, T) => ({ read: lineOf(caption, T).slice(1), say: lineOf(caption, T).slice(0, T) }),
        hint: "the two are exchanged: START is read, never said.",
      },
      {
        answer: (caption, T) => ({ read: lineOf(caption, T), say: lineOf(caption, T) }),
        hint: "read: each list has T ids, the line T + 1. And what is read at a step is not what is said at it.",
      },
      {
        answer: (caption, T) => ({ read: lineOf(caption, T).slice(0, T), say: lineOf(caption, T).slice(0, T) }),
        hint: "say: yours says what it reads. It should say the next.",
      },
      {
        answer: (caption, T) => {
          const fill = (ids: number[]) => [...ids, ...new Array<number>(T - ids.length).fill(nullId)];
          return { read: fill([startId, ...caption]), say: fill([...caption, endId]) };
        },
        hint: "read: END is missing where the line has room for it. Cut both lists out of the one line.",
      },
      {
        answer: (caption, T) => {
          const fill = (ids: number[]) => [...ids, ...new Array<number>(T - ids.length).fill(nullId)];
          return { read: lineOf(caption, T).slice(0, T), say: fill([...caption]) };
        },
        hint: "say: how does who reads the caption know where it stops?",
      },
      {
        answer: (caption, T) => {
          const line = [startId, ...caption];
          while (line.length < T) line.push(nullId);
          return { read: line, say: [...line.slice(1), endId] };
        },
        hint: "END comes right after the caption, and NULL after END.",
      },
      {
        answer: caption => ({ read: [startId, ...caption], say: [...caption, endId] }),
        hint: "each list has T ids, for a short caption, too: fill with NULL.",
      },
    ],
  });

  const q2 = question({
    id: "vision/q2",
    items: [98, 125],
    asks: "Write states(features, words, S, s, E, W, U, b): the state after each of the words. The picture starts the network: before the first word its state is features · S + s, without tanh. Then each word's row of E goes into step(x, h, W, U, b).",
    answer: implementation({
      parameters: ({ normal, integers }) => ({
        features: normal("d"),
        words: integers("V", "T"),
        S: normal("d", "u"),
        s: normal("u"),
        E: normal("V", "w"),
        W: normal("w", "u"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases: {
        "some words": { d: 4, T: 5, V: 7, w: 3, u: 2 },
        "one word": { d: 2, T: 1, V: 6, w: 5, u: 3 },
      },
      reference: (
        features: number[],
        words: number[],
        S: Matrix,
        s: number[],
        E: Matrix,
        W: Matrix,
        U: Matrix,
        b: number[],
      ) => {
        let h = plus(times(features, S), s);
        const all: Matrix = [];
        for (const word of words) {
          h = step(E[word]!, h, W, U, b);
          all.push(h);
        }
        return all;
      },
      uses: { plus, times, step },
    }),
    because: "all that it will ever know of the picture stands in its first state; the words come in one by one.",
    hints: [
      "Which state stands in the place of zeros? `times(features, S)`, and `s` added to each of its numbers.",
      "The loop is that of lesson 2, and every h is kept. What does the cell read: a word's id, or its row of E?",
    ],
    fingerprints: [
      {
        answer: (_features, words, _S, s, E, W, U, b) => statesOf(s.map(() => 0), words, E, { W, U, b }), // biome-ignore format: a line
        hint: "yours starts from zeros: it has not seen the picture.",
      },
      {
        answer: (features, words, S, s, E, W, U, b) =>
          statesOf(plus(times(features, S), s).map(Math.tanh), words, E, { W, U, b }),
        hint: "the first state is features · S + s as it is, without tanh.",
      },
      {
        answer: (features, words, S, _s, E, W, U, b) => statesOf(times(features, S), words, E, { W, U, b }),
        hint: "where is s?",
      },
      {
        answer: (features, words, S, s, E, W, U, b) =>
          statesOf(plus(times(features, S), s), words.map((_, t) => t % E.length), E, { W, U, b }), // biome-ignore format: a line
        hint: "a word's row of E has its id, not its place in the caption.",
      },
      {
        answer: (features, words, S, s, E, W, U, b) => {
          const h0 = plus(times(features, S), s);
          return [h0, ...statesOf(h0, words, E, { W, U, b })];
        },
        hint: "one state for each word: the one before the first word is not among them.",
      },
      {
        answer: (features, words, S, s, E, W, U, b) => {
          const h0 = plus(times(features, S), s);
          return words.map(word => step(E[word]!, h0, W, U, b));
        },
        hint: "yours begins anew from the picture at each word: what carries the words before?",
      },
      {
        answer: (features, words, S, s, E, W, U, b) => {
          const h0 = plus(times(features, S), s);
          let h = h0.map(() => 0);
          return words.map(word => {
            h = step(E[word]!, plus(h, h0), W, U, b);
            return h;
          });
        },
        hint: "yours adds the picture at every word; here it starts the network, and is not seen again.",
      },
    ],
  });

  const q3 = question({
    id: "vision/q3",
    items: [125],
    asks: "Write captionLoss(p, say). p[n][t] has the probabilities of all ids at step t of caption n, say[n][t] the id that is right. Sum −ln of the right one's probability over the steps of a caption, but not where NULL (0) is to be said. Then take the mean over the captions.",
    answer: implementation({
      parameters: () => ({ p: chances, say: saidIds }),
      cases: {
        "three captions": { N: 3, T: 6, V: 5 },
        "two captions": { N: 2, T: 4, V: 7 },
        "one caption": { N: 1, T: 5, V: 3 },
      },
      reference: (p: number[][][], say: Matrix) => {
        let sum = 0;
        for (let n = 0; n < say.length; n++)
          for (let t = 0; t < say[n]!.length; t++) {
            const id = say[n]![t]!;
            if (id !== nullId) sum -= Math.log(p[n]![t]![id]!);
          }
        return sum / say.length;
      },
      uses: { nullId },
    }),
    because: "−ln of a caption's probability is the sum over its words; what is averaged are captions.",
    hints: [
      "Two loops: over captions n, over steps t. Which steps are left out?",
      "Add up −ln p[n][t][say[n][t]] for all that counts. By what is that to be divided?",
    ],
    fingerprints: [
      {
        answer: (p, say) => total(surprises(p, say)) / say.flat().filter(id => id !== nullId).length,
        hint: "yours is the mean over all words. The steps of a caption are summed; the mean is over captions only.",
      },
      {
        answer: (p, say) => total(surprises(p, say)) / say.flat().length,
        hint: "yours divides by the steps as well. The steps of a caption are summed; the mean is over captions only.",
      },
      {
        answer: (p, say) => total(surprises(p, say)),
        hint: "the sum over the steps is right; over the captions it is a mean.",
      },
      {
        answer: (p, say) => total(say.map((row, n) => row.map((id, t) => -Math.log(p[n]![t]![id]!)))) / say.length,
        hint: "yours counts the steps where NULL is to be said. Nobody cares what is said after the end.",
      },
      {
        answer: (p, say) =>
          total(surprises(p, say.map(row => row.map(id => (id === endId ? nullId : id))))) / say.length, // biome-ignore format: a line
        hint: "yours leaves out END: it has to be said, and counts. Only NULL does not.",
      },
      { answer: (p, say) => -total(surprises(p, say)) / say.length, hint: "the sign: ln of a probability is below 0, a loss above it." }, // biome-ignore format: a line
      {
        answer: (p, say) => total(surprises(p, say)) / say.length / Math.LN2,
        hint: "ln is `Math.log`, the natural one.",
      },
      {
        answer: (p, say) =>
          total(say.map((row, n) => row.map((id, t) => (id === nullId ? 0 : 1 - p[n]![t]![id]!)))) / say.length,
        hint: "of each probability −ln is wanted, not 1 − p.",
      },
    ],
  });

  return { q1, q2, q3 };
}
