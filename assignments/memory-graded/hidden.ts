// What only a grader asks: the same functions on other kinds of input.
import { type HiddenOf, implementation } from "../../src/checking/index.ts";
import { bestOf, copyingParameters, copyOf, patternParameters, repeated } from "./functions.ts";
import type { memoryGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof memoryGraded> = {
  q2: implementation({
    parameters: ({ uniform }) => ({ lags: uniform(1.1, 5000, "u") }),
    cases: { "many units": { u: 33 }, "two units": { u: 2 } },
    reference: (lags: number[]) => ({ f: lags.map(lag => Math.log(lag)), i: lags.map(lag => -Math.log(lag)) }),
  }),
  q3: implementation({
    parameters: copyingParameters,
    cases: {
      "the paper's sizes": { K: 10, T: 100, S: 8 },
      "two kinds of symbols": { K: 5, T: 3, S: 2 },
      "one symbol at once": { K: 1, T: 1, S: 4 },
    },
    uses: { repeated },
    reference: copyOf,
  }),
  q6: implementation({
    parameters: patternParameters,
    cases: {
      "many texts": { n: 200, longest: 60, L: 21, answers: 4 },
      "one text": { n: 1, longest: 12, L: 5, answers: 3 },
      "one word": { n: 40, longest: 8, L: 1, answers: 2 },
    },
    draws: 6,
    uses: { bestOf },
    reference: (texts: { length: number; place: number }[], L: number, kept: "first" | "last", answers: number) => {
      const seen = texts.map(({ length, place }) => (kept === "first" ? place < L : place >= length - L));
      return bestOf(seen, answers);
    },
  }),
};
