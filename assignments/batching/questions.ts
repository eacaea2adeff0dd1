// Batching, padding, truncated BPTT: the questions of the lesson notebooks/08-batching.ipynb.
import { lengthQuestion } from "./any-length.ts";
import { countedQuestions } from "./counted.ts";
import { echoQuestions } from "./echo.ts";
import { paddingQuestions } from "./padding.ts";
import { stretchQuestions } from "./stretches.ts";

/** The questions of the assignment "batching", made when they are first asked for. */
export const batching = () => ({
  ...lengthQuestion(),
  ...paddingQuestions(),
  ...countedQuestions(),
  ...stretchQuestions(),
  ...echoQuestions(),
});
