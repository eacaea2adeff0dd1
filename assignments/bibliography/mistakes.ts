// Wrong answers; most have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import type { bibliography } from "./questions.ts";

export const mistakes: MistakesOf<typeof bibliography> = {
  // The forget gate is taken for a part of the first LSTM.
  q2: [
    {
      answer: ["teacher forcing", "truncated backpropagation", "the latch", "REINFORCE", "the forget gate"],
      hint: null,
    },
    { answer: ["the latch"], hint: null },
  ],
};
