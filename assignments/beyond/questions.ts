// Beyond: the questions of the lesson notebooks/14-beyond.ipynb.
import { forwardQuestions } from "./forward.ts";
import { lossQuestions } from "./losses.ts";
import { normalQuestions } from "./normal.ts";
import { transferQuestions } from "./transfer.ts";
import { useQuestions } from "./uses.ts";

/** The questions of the assignment "beyond", made when they are first asked for. */
export const beyond = () => ({
  ...forwardQuestions(),
  ...normalQuestions(),
  ...transferQuestions(),
  ...lossQuestions(),
  ...useQuestions(),
});
