// Sequences and forms, for marks: nine points, cards and sizes of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { cardQuestion, drawCards } from "../forms/cards.ts";
import { functionQuestions } from "./functions.ts";
import { predictionQuestions } from "./predictions.ts";
import { gradedCards } from "./tasks.ts";
import { whyQuestion } from "./why.ts";

/** The questions of the assignment "forms-graded" for one student. */
export function formsGraded(context: Context) {
  const { draw } = context;
  const q1 = cardQuestion(drawCards(context, "cards", gradedCards), {
    id: "forms-graded/q1",
    points: 1,
    intro: "Which form has each of these ten tasks?",
  });
  const stack = draw(
    "stack",
    random => ({
      T: random.integer(12, 60),
      d: random.integer(3, 30),
      a: random.integer(8, 48),
      b: random.integer(8, 48),
      c: random.integer(8, 48),
      steps: random.integer(4, 20),
      k: random.integer(2, 9),
    }),
    sizes => distinct(Object.values(sizes)),
  );
  const graph = draw(
    "graph",
    random => ({ T: random.integer(7, 14), Tx: random.integer(4, 12), Ty: random.integer(3, 11) }),
    ({ T, Tx, Ty }) =>
      distinct([T, Tx, Ty]) &&
      distinct([2 * (Tx + Ty), 2 * (Tx + Ty) - 1, 3 * (Tx + Ty), Tx + Ty + Math.max(Tx, Ty), Tx + Ty]),
  );
  const form = draw("form", random => random.pick(["one-to-many", "many-to-one", "many-to-many-equal"] as const));
  return { q1, ...predictionQuestions(stack, graph), ...functionQuestions(), ...whyQuestion({ form, T: graph.T }) };
}
