// What a course hands to the function that makes an assignment's questions: who the student is, and draws for them.
import { Random } from "./random.ts";

/** How often parameters are drawn again until they are accepted. */
const maxDraws = 1000;

/** What the function that makes an assignment's questions is called with. */
export interface Context {
  /** The student's name as it is compared: "ana". */
  readonly student: string;
  /**
   * Parameters of one exercise for this student: the same at each call and on every machine, others for another student,
   * exercise, assignment or course.
   * @param exercise which exercise: "q1"
   * @param make makes parameters from random numbers, and from nothing else that changes
   * @param accept whether they will do; they are drawn again until it says so: `p => distinct(mistakesOf(p))`
   * As in: `const { d, u } = draw("q1", random => ({ d: random.integer(8, 40), u: random.integer(8, 64) }), p => p.d !== p.u)`.
   * @throws Error where 1,000 draws were not accepted: widen what is drawn from, or accept more
   */
  readonly draw: <Parameters>(
    exercise: string,
    make: (random: Random) => Parameters,
    accept?: (parameters: Parameters) => boolean,
  ) => Parameters;
}

/** A context, and whether anything of it was used: then the questions are this student's own. */
export function contextFor(place: { course: string; assignment: string; student: string }): {
  context: Context;
  isPersonal: () => boolean;
} {
  let used = false;
  const draw: Context["draw"] = (exercise, make, accept = () => true) => {
    used = true;
    for (let again = 0; again < maxDraws; again++) {
      const parameters = make(
        new Random(JSON.stringify([place.course, place.assignment, place.student, exercise, again])),
      );
      if (accept(parameters)) return parameters;
    }
    throw new Error(
      `draw(${JSON.stringify(exercise)}) of ${place.assignment} found nothing that it accepts for ${JSON.stringify(place.student)} in ${maxDraws} draws: widen what is drawn from, or accept more`,
    );
  };
  const context = {
    get student() {
      used = true;
      return place.student;
    },
    draw,
  };
  return { context, isPersonal: () => used };
}
