// Vanish, explode, clip, for marks: fourteen points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import {
  allDigits,
  chainMistakes,
  chainQuestion,
  firstBelow,
  productQuestion,
  rightProduct,
  swapQuestion,
  trainingQuestion,
} from "./predictions.ts";
import { claims, claimsQuestion, wordsQuestions } from "./words.ts";

const states = [0.2, 0.4, 0.5, 0.6, 0.8, -0.2, -0.4, -0.5, -0.6, -0.8];
const weights = [-3, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 3];

/** The questions of the assignment "gradients-graded" for one student. */
export function gradientsGraded({ draw }: Context) {
  const chain = draw(
    "chain",
    random => ({ rho: random.integer(72, 94) / 100, T: 10 * random.integer(13, 20) }),
    ({ rho, T }) => {
      const lag = firstBelow(rho);
      return distinct([lag - 1, lag, lag + 1, T - 1 - lag, Math.ceil(Math.log(0.01) / Math.log(rho))]);
    },
  );
  const units = draw(
    "units",
    random => ({
      h1: random.sample(states, 2),
      h2: random.sample(states, 2),
      h3: random.sample(states, 2),
      U: [random.sample(weights, 2), random.sample(weights, 2)],
    }),
    units =>
      distinct(
        [rightProduct(units), ...chainMistakes(units).map(({ answer }) => answer)].map(rows =>
          rows.flat().map(x => Math.round(1e4 * x)),
        ),
      ),
  );
  const swap = draw(
    "swap",
    random => {
      const [a, rho] = [random.pick([2, 4, 5, 8, 10, 20]), random.pick([0.3, 0.4, 0.5, 0.6, 0.7, 0.8])];
      return { a, c: Number((rho ** 2 / a).toPrecision(6)) };
    },
    ({ a, c }) => Number(Math.hypot(a, c).toPrecision(allDigits)) !== a,
  );
  const training = draw("training", random => ({
    rho: random.integer(115, 125) / 100,
    T: random.integer(40, 60),
    limit: random.pick([0.5, 2]),
  }));
  const drawn = draw(
    "claims",
    random => random.sample(claims, 6),
    list => [2, 3, 4].includes(list.filter(({ holds }) => holds).length),
  );
  const { q3, q4 } = functionQuestions();
  return {
    q1: chainQuestion(chain),
    q2: productQuestion(units),
    q3,
    q4,
    q5: swapQuestion(swap),
    q6: trainingQuestion(training),
    ...wordsQuestions(training),
    q9: claimsQuestion(drawn),
  };
}
