// Gates, for marks: fourteen points, numbers of each student's own.
import type { Context } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { numberQuestions, sentenceOf } from "./numbers.ts";
import { jobs, puzzleQuestion } from "./puzzle.ts";
import { claims, claimsQuestion, explainQuestion } from "./words.ts";

/** The questions of the assignment "gates-graded" for one student. */
export const gatesGraded = (context: Context) => {
  const { draw } = context;
  const sentence = sentenceOf(context);
  const job = draw("job", random => random.pick(jobs));
  const drawn = draw(
    "claims",
    random => random.sample(claims, 6),
    list => [2, 3, 4].includes(list.filter(({ holds }) => holds).length),
  );
  const { q1, q6, q7 } = numberQuestions(context, sentence);
  const { q2, q3, q4 } = functionQuestions();
  return { q1, q2, q3, q4, q5: puzzleQuestion(job), q6, q7, q8: explainQuestion(sentence), q9: claimsQuestion(drawn) };
};
