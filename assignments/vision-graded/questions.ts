// Vision, for marks: twelve points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { answeringQuestions, sharesOf } from "./answering.ts";
import { functionQuestions } from "./functions.ts";
import { freshLosses, freshQuestion, nudgeQuestion, nudgesOf, pictureNats, pictureQuestion } from "./numbers.ts";

/** Answers of a part that are told apart by two digits. */
const apart = (parts: Record<string, { answer: number }[]>) =>
  Object.values(parts).every(part => distinct(part.map(({ answer }) => answer.toPrecision(2))));

/** The questions of the assignment "vision-graded" for one student. */
export function visionGraded({ draw }: Context) {
  const fresh = draw(
    "fresh",
    random => ({
      V: 100 * random.integer(4, 40) + random.integer(1, 9),
      lengths: random.sample([5, 6, 7, 8, 9, 10, 11, 12, 13], 3),
      T: random.integer(18, 24),
    }),
    fresh => apart(freshLosses(fresh)),
  );
  const places = draw(
    "places",
    random => ({
      weight: random.pick([0.2, 0.25, 0.3, 0.35, 0.4]),
      first: random.pick([0.7, 0.75, 0.8, 0.85, 0.9]),
      second: random.pick([0.3, 0.35, 0.4, 0.45, 0.5, 0.55]),
    }),
    places => apart(nudgesOf(places)),
  );
  const m = draw("m", random => random.pick([5, 6, 7, 9, 10, 11, 12]), m => apart(pictureNats(m))); // biome-ignore format: a line
  const own = draw(
    "own",
    random => ({ filled: random.integer(2, 4), kinds: random.integer(3, 5) }),
    own => apart(sharesOf(own)),
  );
  return {
    q1: freshQuestion(fresh),
    ...functionQuestions(),
    q4: nudgeQuestion(places),
    q5: pictureQuestion(m),
    ...answeringQuestions(own),
  };
}
