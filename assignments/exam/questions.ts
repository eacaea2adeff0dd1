// The course's exam, questions (a) to (e): twenty points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { networkMistakes } from "../counting/mistaken-counts.ts";
import { clippingQuestions } from "./clipping.ts";
import { countQuestions } from "./count.ts";
import { claims, dependencyQuestions, letters } from "./dependencies.ts";
import { formQuestions } from "./forms.ts";
import { generatingQuestions } from "./generating.ts";

/** The questions of the assignment "exam" for one student. */
export function examQuestions(context: Context) {
  const { draw } = context;
  const network = draw(
    "network",
    random => ({
      T: random.integer(75, 99),
      d: random.integer(20, 35),
      a: random.integer(36, 48),
      b: random.integer(50, 72),
      classes: random.integer(6, 12),
    }),
    sizes => distinct(networkMistakes(sizes).map(({ answer }) => answer)),
  );
  const clipping = draw(
    "clipping",
    random => ({
      rho: random.integer(110, 125) / 100,
      short: random.integer(4, 7),
      long: random.integer(60, 100),
      g: [random.integer(8, 19), -random.integer(20, 40), random.integer(3, 9) / 10],
      limit: random.pick([2, 4, 5]),
    }),
    ({ g, limit }) => {
      const [norm, largest] = [Math.hypot(...g), Math.max(...g.map(Math.abs))];
      const mistaken = [limit / norm, limit / largest, limit / norm ** 2, limit, norm / limit];
      return distinct(mistaken.map(x => x.toPrecision(2)));
    },
  );
  const drawn = draw(
    "claims",
    random => random.sample(claims, letters.length),
    list => [2, 3].includes(list.filter(({ holds }) => holds).length),
  );
  const text = draw(
    "text",
    random => ({ length: random.integer(300, 900), n: random.integer(20, 60) }),
    ({ length, n }) => length % n > 0,
  );
  return {
    ...formQuestions(context),
    ...countQuestions(network),
    ...clippingQuestions(clipping),
    ...dependencyQuestions(drawn),
    ...generatingQuestions(text),
  };
}
