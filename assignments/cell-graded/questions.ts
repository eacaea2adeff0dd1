// The cell, for marks: twelve points, numbers of each student's own.
import type { Context } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { numberQuestions } from "./numbers.ts";
import { whyQuestion } from "./why.ts";

/** The questions of the assignment "cell-graded" for one student. */
export const cellGraded = (context: Context) => ({
  ...numberQuestions(context),
  ...functionQuestions(),
  ...whyQuestion(),
});
