// Generation and teacher forcing, for marks: twelve points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { driftQuestions } from "./drift.ts";
import { functionQuestions } from "./functions.ts";
import { type Ending, likelihoodQuestion, likelihoods } from "./numbers.ts";

/** The questions of the assignment "generation-graded" for one student. */
export function generationGraded({ draw }: Context) {
  const ending = draw(
    "ending",
    (random): Ending => {
      const chance = () => random.integer(2, 9) / 10;
      return { chances: [chance(), chance(), chance()], stop: random.pick([0.1, 0.15, 0.2, 0.3, 0.4]) };
    },
    ending =>
      Object.values(likelihoods(ending)).every(part => distinct(part.map(({ answer }) => answer.toPrecision(2)))),
  );
  const own = draw("own", random => ({ fastest: random.pick([0.4, 0.45, 0.5, 0.55]), notes: random.integer(4, 7) }));
  return { q1: likelihoodQuestion(ending), ...functionQuestions(), ...driftQuestions(own) };
}
