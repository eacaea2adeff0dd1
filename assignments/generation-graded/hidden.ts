// What only a grader asks: the same functions on other kinds of input.
import { gradient, type HiddenOf, implementation } from "../../src/checking/index.ts";
import {
  coinParameters,
  countdownParameters,
  isolated,
  isolatedParameters,
  lengthByCoins,
  taughtLoss,
  withCountdown,
} from "./functions.ts";
import type { generationGraded } from "./questions.ts";

export const hidden: HiddenOf<typeof generationGraded> = {
  q2: implementation({
    parameters: coinParameters,
    cases: { "up to two symbols": { most: 2 }, "up to sixty": { most: 60 } },
    draws: 12,
    reference: lengthByCoins,
  }),
  q3: implementation({
    parameters: countdownParameters,
    cases: { "a long text": { T: 30, d: 2 }, "two steps": { T: 2, d: 5 }, "one step of many numbers": { T: 1, d: 6 } },
    reference: withCountdown,
  }),
  q4: gradient({
    parameters: isolatedParameters,
    cases: { "a long text": { T: 40 }, "two steps": { T: 2 } },
    loss: taughtLoss,
    of: ["w", "r"],
    reference: isolated,
  }),
};
