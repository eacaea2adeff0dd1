// Long memory, for marks: twelve points, numbers of each student's own.
import type { Context } from "../../src/checking/index.ts";
import { copyingQuestion, openQuestion, patternQuestion } from "./functions.ts";
import { predictionQuestions } from "./predictions.ts";
import { wordQuestions } from "./words.ts";

/** The questions of the assignment "memory-graded" for one student. */
export function memoryGraded(context: Context) {
  const { q1, q4 } = predictionQuestions(context);
  const { q5, q7 } = wordQuestions();
  return { q1, ...openQuestion(), ...copyingQuestion(), q4, q5, ...patternQuestion(), q7 };
}
