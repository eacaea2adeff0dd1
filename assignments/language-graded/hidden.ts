// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import { softmax } from "../language/language-functions.ts";
import { learnParameters, meanLoss, textOf, tokensOf, writeParameters, writesBy } from "./functions.ts";
import type { languageGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof languageGraded> = {
  q1: implementation({
    parameters: () => ({ text: textOf }),
    cases: { "many sentences": { sentences: 7, T: 3 }, "a long sentence": { sentences: 1, T: 25 } },
    reference: tokensOf,
  }),
  q4: implementation({
    parameters: writeParameters,
    cases: {
      "one of two rejected": { V: 2, out: 1 },
      "many symbols": { V: 40, out: 5 },
      "what is rejected far above the rest": { V: 6, top: 1 },
      "large scores, one rejected": { V: 9, out: 1, size: 900, base: 4000 },
    },
    reference: writesBy,
  }),
  q5: gradient({
    parameters: learnParameters,
    cases: { "a long text": { T: 30, V: 4 }, "many symbols": { T: 2, V: 25 } },
    loss: meanLoss,
    of: ["scores"],
    reference: (scores: number[][], ids: number[]) =>
      scores.map((row, t) => softmax(row).map((chance, id) => (chance - (id === ids[t] ? 1 : 0)) / ids.length)),
    uses: { softmax },
  }),
};
