// Language models: the questions of the lesson notebooks/09-language.ipynb.
import { probabilityQuestions } from "./probability.ts";
import { samplingQuestions } from "./sampling.ts";
import { wordQuestions } from "./words.ts";

/** The questions of the assignment "language", made when they are first asked for. */
export function language() {
  const { q1, q2, q6 } = wordQuestions();
  const { q3, q4, q5, q7, q12 } = probabilityQuestions();
  return { q1, q2, q3, q4, q5, q6, q7, ...samplingQuestions(), q12 };
}
