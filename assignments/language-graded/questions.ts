// Language models, for marks: fourteen points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { type Chain, countMistakes, countQuestion, likelihoodMistakes, likelihoodQuestion } from "./numbers.ts";
import { spelledQuestions } from "./spelled.ts";

/** The questions of the assignment "language-graded" for one student. */
export function languageGraded({ draw }: Context) {
  const sizes = draw(
    "sizes",
    random => ({ V: 100 * random.integer(12, 90), E: random.integer(20, 60), H: random.integer(62, 140) }),
    sizes => Object.values(countMistakes(sizes)).every(part => distinct(part.map(({ answer }) => answer))),
  );
  const chain = draw(
    "chain",
    (random): Chain => {
      const row = (): number[] => {
        const [a, b] = [random.integer(1, 7), random.integer(1, 8)];
        return a + b < 10 ? [a / 10, b / 10, (10 - a - b) / 10] : [0.4, 0.3, 0.3];
      };
      const text = Array.from({ length: 4 }, () => random.pick(["a", "b"] as const));
      return { start: row(), a: row(), b: row(), text };
    },
    chain =>
      new Set(chain.text).size === 2 &&
      Object.values(likelihoodMistakes(chain)).every(part => distinct(part.map(({ answer }) => answer.toPrecision(2)))),
  );
  const spelled = draw("spelled", random => ({
    last: random.pick([6999, 7999, 8999, 9999]),
    thousand: random.integer(3, 6),
  }));
  const { q1, q4, q5 } = functionQuestions();
  return { q1, q2: countQuestion(sizes), q3: likelihoodQuestion(chain), q4, q5, ...spelledQuestions(spelled) };
}
