// Beyond, for marks: fourteen points, numbers of each student's own, and a project.
import { type Context, distinct } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { kept, keptQuestion, shapeQuestion, stayQuestion } from "./numbers.ts";
import { projectQuestion } from "./project.ts";
import { transferQuestions } from "./transfer.ts";

/** The questions of the assignment "beyond-graded" for one student. */
export function beyondGraded({ draw }: Context) {
  const own = draw(
    "kept",
    random => ({
      d: random.integer(12, 40),
      u: random.integer(41, 90),
      T: 100 * random.integer(5, 30) + random.integer(1, 9),
    }),
    sizes => Object.values(kept(sizes)).every(part => distinct(part.map(({ answer }) => answer))),
  );
  const change = draw("change", random => ({ times: random.integer(3, 12), plus: random.integer(2, 9) }));
  const shapes = draw(
    "shapes",
    random => ({
      d: random.integer(2, 9),
      u: random.integer(10, 40),
      v: random.integer(10, 40),
      k: random.integer(3, 9),
      T: random.integer(41, 60),
      out: random.integer(61, 80),
    }),
    ({ d, u, v, k }) => distinct([d, u, v, k]),
  );
  const learned = draw("learned", random => ({ examples: random.pick([15, 20, 25, 30, 40]) }));
  return {
    q1: keptQuestion(own),
    ...functionQuestions(),
    q4: stayQuestion(change),
    q6: shapeQuestion(shapes),
    ...transferQuestions(learned),
    q10: projectQuestion(),
  };
}
