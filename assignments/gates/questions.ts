// Gates: the questions of the lesson notebooks/06-gates.ipynb.
import { backQuestions } from "./back.ts";
import { gruQuestions } from "./gru.ts";
import { keepingQuestions } from "./keeping.ts";
import { lstmQuestions } from "./lstm.ts";
import { memoryQuestions } from "./memory-cell.ts";

/** The questions of the assignment "gates", made when they are first asked for. */
export const gates = () => ({
  ...keepingQuestions(),
  ...memoryQuestions(),
  ...lstmQuestions(),
  ...backQuestions(),
  ...gruQuestions(),
});
