// Questions 2, 3 and 6: programs about starts, tasks and ceilings.
import { type Argument, implementation, question } from "../../src/checking/index.ts";

/** Symbols of a message: ids below S. */
export const messageOf: Argument<number[]> = (draw, { K, S }) => Array.from({ length: K! }, () => draw.integer(S!));

export const copyingParameters = ({ size }: { size(axis: string): Argument<number> }) => ({
  message: messageOf,
  T: size("T"),
  S: size("S"),
});

/** So many times the same. */
export const repeated = (value: number, times: number): number[] => Array.from({ length: times }, () => value);

export function copyingOf(message: number[], T: number, S: number): { x: number[]; y: number[] } {
  const K = message.length;
  return {
    x: [...message, ...repeated(S, T - 1), S + 1, ...repeated(S, K)],
    y: [...repeated(S, T + K), ...message],
  };
}

/** A sequence of the copying task: the reference of question 3. */
export function copyOf(message: number[], T: number, S: number): { x: number[]; y: number[] } {
  const K = message.length;
  return {
    x: [...message, ...repeated(S, T - 1), S + 1, ...repeated(S, K)],
    y: [...repeated(S, T + K), ...message],
  };
}

export const openQuestion = () => ({
  q2: question({
    id: "memory-graded/q2",
    items: [102],
    points: 1,
    asks: "Write chronoBiases(lags): for each unit of an LSTM the lag that it is to keep; gives { f, i }, the biases of the forget gates, ln lag, and of the input gates, which are the same with the other sign.",
    answer: implementation({
      parameters: ({ uniform }) => ({ lags: uniform(1.5, 100, "u") }),
      cases: { "some units": { u: 5 }, "one unit": { u: 1 } },
      reference: (lags: number[]) => ({ f: lags.map(lag => Math.log(lag)), i: lags.map(lag => -Math.log(lag)) }),
    }),
    because: "a unit that keeps for long also lets little in at each step.",
    hints: ["Two lists, each with a number for each unit."],
    fingerprints: [
      {
        answer: lags => ({ f: lags.map(lag => -Math.log(lag)), i: lags.map(lag => Math.log(lag)) }),
        hint: "the signs are exchanged: which gate is to be nearly open?",
      },
      {
        answer: lags => ({ f: lags.map(lag => Math.log(lag)), i: lags.map(lag => Math.log(lag)) }),
        hint: "both gates would be nearly open: what is said of the input gate's sign?",
      },
      {
        answer: lags => ({ f: lags.map(lag => Math.log10(lag)), i: lags.map(lag => -Math.log10(lag)) }),
        hint: "the natural logarithm.",
      },
      {
        answer: lags => ({ f: lags.map(lag => Math.log(lag)), i: lags.map(lag => 1 - Math.log(lag)) }),
        hint: "the gates sum to 1 where the biases have opposite signs.",
      },
    ],
  }),
});

export const copyingQuestion = () => ({
  q3: question({
    id: "memory-graded/q3",
    items: [101],
    points: 2,
    asks: "Write copyOf(message, T, S): one sequence of the copying task as ids, { x, y }. x: the K symbols of the message (ids below S), then T − 1 blanks (id S), the sign (id S + 1), and K blanks. y: as long, blanks but for the last K steps, which are the message.",
    answer: implementation({
      parameters: copyingParameters,
      cases: {
        "some symbols": { K: 3, T: 6, S: 5 },
        "one symbol": { K: 1, T: 4, S: 7 },
        "no blank between": { K: 4, T: 1, S: 3 },
      },
      uses: { repeated },
      reference: copyOf,
    }),
    because: "both have T + 2K steps, and the sign is the last one before the message is said.",
    hints: ["How long are x and y?", "Array(n).fill(S) is a list of n blanks."],
    fingerprints: [
      {
        answer: (message, T, S) => ({ ...copyingOf(message, T, S), x: copyingOf(message, T + 1, S).x }),
        hint: "one blank too many before the sign.",
      },
      {
        answer: (message, T, S) => {
          const { x, y } = copyingOf(message, T, S);
          return { x, y: [...y.slice(message.length), ...message.map(() => S)] };
        },
        hint: "the message is said where x has its last K blanks, not before.",
      },
      {
        answer: (message, T, S) => {
          const { x, y } = copyingOf(message, T, S);
          return { x: x.map(id => (id === S + 1 ? S : id === S ? S + 1 : id)), y };
        },
        hint: "blank and sign are exchanged in x.",
      },
    ],
  }),
});

type Side = "first" | "last";

export const patternParameters = ({
  size,
  oneOf,
}: {
  size(axis: string): Argument<number>;
  oneOf(...values: Side[]): Argument<Side>;
}) => ({
  texts: ((draw, { n, longest }) =>
    Array.from({ length: n! }, () => {
      const length = 3 + draw.integer(longest! - 2);
      return { length, place: draw.integer(length) };
    })) as Argument<{ length: number; place: number }[]>,
  L: size("L"),
  kept: oneOf("first", "last"),
  answers: size("answers"),
});

/** The best accuracy with so many answers, where each text shows its evidence or not. */
export const bestOf = (seen: boolean[], answers: number): number =>
  seen.reduce((sum, sees) => sum + (sees ? 1 : 1 / answers), 0) / seen.length;

export const patternQuestion = () => ({
  q6: question({
    id: "memory-graded/q6",
    items: [102],
    points: 2,
    asks: 'Write ceilingOf(texts, L, kept, answers): the best accuracy that anybody can have. texts is a list of { length, place }: texts of different lengths, place is where the evidence stands, from 0. kept is "first" or "last": which L words are read (all of them where a text is shorter). There are so many answers, equally frequent.',
    answer: implementation({
      parameters: patternParameters,
      cases: {
        "two answers": { n: 19, longest: 24, L: 9, answers: 2 },
        "five answers": { n: 14, longest: 17, L: 8, answers: 5 },
        "nothing cut off": { n: 6, longest: 10, L: 30, answers: 3 },
      },
      draws: 6,
      uses: { bestOf },
      reference: (texts: { length: number; place: number }[], L: number, kept: Side, answers: number) => {
        const seen = texts.map(({ length, place }) => (kept === "first" ? place < L : place >= length - L));
        return bestOf(seen, answers);
      },
    }),
    because: "what is cut off is answered by a guess, and each text has its own end.",
    hints: [
      "For one text: which places are seen, for each of the two ends?",
      "A guess among so many answers is right how often?",
    ],
    fingerprints: [
      {
        answer: (texts, L, kept, answers) =>
          bestOf(
            texts.map(({ length, place }) => (kept === "last" ? place < L : place >= length - L)),
            answers,
          ),
        hint: "the two ends are exchanged.",
      },
      {
        answer: (texts, L, kept) =>
          bestOf(
            texts.map(({ length, place }) => (kept === "first" ? place < L : place >= length - L)),
            2,
          ),
        hint: "a guess is right half the time with two answers only.",
      },
      {
        answer: (texts, L, kept, answers) => {
          const longest = Math.max(...texts.map(({ length }) => length));
          return bestOf(
            texts.map(({ place }) => (kept === "first" ? place < L : place >= longest - L)),
            answers,
          );
        },
        hint: "each text has its own length, and so its own end.",
      },
      {
        answer: (texts, L, kept, answers) =>
          bestOf(
            texts.map(({ length, place }) => (kept === "first" ? place <= L : place >= length - L)),
            answers,
          ),
        hint: "of the first L words the last one has the number L − 1: places are counted from 0.",
      },
      {
        answer: (texts, L, _kept, answers) =>
          bestOf(
            texts.map(({ place }) => place < L),
            answers,
          ),
        hint: 'what if kept is "last"?',
      },
    ],
  }),
});
