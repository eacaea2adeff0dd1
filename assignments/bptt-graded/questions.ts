// Backpropagation through time, for marks: fourteen points, numbers of each student's own.
import type { Context } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { memoryQuestions } from "./memory.ts";
import { numberQuestions } from "./numbers.ts";

/** The questions of the assignment "bptt-graded" for one student. */
export const bpttGraded = (context: Context) => ({
  ...numberQuestions(context),
  ...functionQuestions(),
  ...memoryQuestions(context),
});
