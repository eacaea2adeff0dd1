// Sequences and forms: the questions of the lesson notebooks/01-forms.ipynb. Cards and applications are drawn for each student.
import type { Context } from "../../src/checking/index.ts";
import { applicationQuestion } from "./applications.ts";
import { arrowQuestions } from "./arrows.ts";
import { cardQuestion, drawCards, lessonCards } from "./cards.ts";
import { galleryQuestions } from "./gallery.ts";
import { modelQuestions } from "./models.ts";
import { notationQuestions } from "./notation.ts";
import { shapeQuestions } from "./shapes.ts";
import { stepQuestions } from "./steps.ts";

/** The questions of the assignment "forms" for one student. */
export function mappingForms(context: Context) {
  const q17 = cardQuestion(drawCards(context, "cards", lessonCards), {
    id: "forms/q17",
    points: 1,
    intro: "Which form has each of these ten tasks?",
  });
  const { q3, q4, q6 } = galleryQuestions();
  const { q5, q7, q8 } = stepQuestions();
  return {
    ...notationQuestions(),
    q3,
    q4,
    q5,
    q6,
    q7,
    q8,
    ...arrowQuestions(),
    ...shapeQuestions(),
    ...modelQuestions(),
    q17,
    ...applicationQuestion(context),
  };
}
