// Batching, padding, truncated BPTT, for marks: ten points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { type Case, carrying, carryQuestion } from "./carrying.ts";
import { echoQuestions } from "./echo.ts";
import { functionQuestions } from "./functions.ts";
import { keptMistakes, keptQuestion } from "./kept.ts";

/** The questions of the assignment "batching-graded" for one student. */
export function batchingGraded({ draw }: Context) {
  const sizes = draw(
    "sizes",
    random => {
      const steps = random.pick([20, 25, 40, 50]);
      return { rows: random.integer(6, 24), units: random.integer(30, 99), steps, T: steps * random.integer(20, 60) };
    },
    sizes =>
      distinct([sizes.rows, sizes.units, sizes.steps, sizes.T / sizes.steps]) &&
      Object.values(keptMistakes(sizes)).every(part => distinct(part.map(({ answer }) => answer))),
  );
  const echo = draw("echo", random => ({ lag: random.pick([3, 4, 6, 7]), steps: random.pick([24, 30, 32, 36]) }));
  const cases = draw(
    "cases",
    (random): Case[] => random.sample(carrying, 5),
    list => [2, 3].includes(list.filter(({ start }) => start === "carry").length),
  );
  const { q8, ...echoed } = echoQuestions(echo);
  return {
    q1: keptQuestion(sizes),
    ...functionQuestions(),
    ...echoed,
    q7: carryQuestion(cases),
    q8,
  };
}
