// Counting parameters, for marks: ten points, sizes of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { networkMistakes } from "../counting/mistaken-counts.ts";
import { functionQuestions } from "./functions.ts";
import { networkQuestions } from "./network.ts";
import { whyQuestion } from "./why.ts";

/** The questions of the assignment "counting-graded" for one student. */
export function countingGraded({ draw }: Context) {
  const sizes = draw(
    "network",
    random => ({
      T: 10 * random.integer(4, 12),
      d: random.integer(12, 29),
      a: random.integer(30, 48),
      b: random.integer(50, 80),
      classes: random.integer(3, 9),
    }),
    sizes => distinct(networkMistakes(sizes).map(({ answer }) => answer)),
  );
  const tagger = draw("tagger", random => ({
    words: 100 * random.integer(21, 79),
    T: random.integer(12, 40),
    size: random.integer(41, 60),
    units: random.integer(17, 36),
    labels: random.integer(4, 11),
  }));
  const functions = functionQuestions();
  return { ...networkQuestions(sizes, tagger), ...functions, ...whyQuestion(sizes) };
}
