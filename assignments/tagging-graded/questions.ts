// Deep, bidirectional, tagging, for marks: ten points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { delayQuestions } from "./delay.ts";
import { functionQuestions } from "./functions.ts";
import { countQuestion, counts, measureQuestion, measures } from "./numbers.ts";

/** The questions of the assignment "tagging-graded" for one student. */
export function taggingGraded({ draw }: Context) {
  const tally = draw(
    "tally",
    random => ({
      words: 10 * random.integer(30, 60),
      hits: random.integer(20, 50),
      wrong: random.integer(5, 30),
      missed: random.integer(5, 30),
    }),
    tally =>
      Object.values(measures(tally)).every(part =>
        distinct(
          part.map(({ answer }) => answer),
          { apart: 0.01 },
        ),
      ),
  );
  const sizes = draw(
    "sizes",
    random => ({ d: random.integer(10, 30), u: random.integer(31, 60), v: random.integer(12, 29) }),
    sizes => Object.values(counts(sizes)).every(part => distinct(part.map(({ answer }) => answer))),
  );
  const own = draw("own", random => ({ p: random.pick([0.7, 0.75, 0.8]), delay: random.integer(1, 2) }));
  return { q1: measureQuestion(tally), q2: countQuestion(sizes), ...functionQuestions(), ...delayQuestions(own) };
}
