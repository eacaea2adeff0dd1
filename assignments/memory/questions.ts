// Long memory: the questions of the lesson notebooks/07-memory.ipynb.
import { addingQuestions } from "./adding.ts";
import { headQuestions } from "./heads.ts";
import { keepingQuestions } from "./keeping.ts";
import { latchQuestions } from "./latch.ts";
import { mailQuestions } from "./mails.ts";

/** The questions of the assignment "memory", made when they are first asked for. */
export const memory = () => ({
  ...addingQuestions(),
  ...keepingQuestions(),
  ...latchQuestions(),
  ...mailQuestions(),
  ...headQuestions(),
});
