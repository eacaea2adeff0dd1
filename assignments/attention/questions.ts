// Sequence to sequence and attention: the questions of the lesson notebooks/12-attention.ipynb.
import { choosingQuestions } from "./choosing.ts";
import { halvesQuestions } from "./halves.ts";
import { lookingQuestions } from "./looking.ts";
import { scoreQuestions } from "./scores.ts";

/** The questions of the assignment "attention", made when they are first asked for. */
export const attention = () => ({
  ...halvesQuestions(),
  ...scoreQuestions(),
  ...lookingQuestions(),
  ...choosingQuestions(),
});
