// Wrong solutions of the set's functions as students write them, and of the cards; numbers have theirs beside the questions.
import type { Context, MistakesOf } from "../../src/checking/index.ts";
import { drawCards, formsOf } from "../forms/cards.ts";
import { type Form, question } from "../forms/form.ts";
import { shapesOf } from "./functions.ts";
import type { formsGraded } from "./questions.ts";
import { gradedCards } from "./tasks.ts";

export const mistakes: MistakesOf<typeof formsGraded> = (context: Context) => {
  const right = formsOf(drawCards(context, "cards", gradedCards));
  const all = (form: Form) => Object.fromEntries(Object.keys(right).map(card => [card, form]));
  const firstQuestion = (form: Form) => {
    const place = Object.values(right).findIndex(other => other !== form);
    return `card ${place + 1}: ${question(Object.values(right)[place]!, form)}`;
  };
  return {
    q1: (["many-to-one", "many-to-many-unequal"] as const).map(form => ({
      answer: all(form),
      hint: firstQuestion(form),
    })),
    q4: [
      {
        // Layers read the features anew: the shape is not carried on.
        answer: (T, d, layers) => layers.map(layer => shapesOf(T, d, [layer])[0]!),
        hint: null,
      },
      { answer: (T, d, layers) => shapesOf(d, T, layers), hint: null },
      { answer: (T, d, layers) => shapesOf(T, d, layers).toReversed(), hint: null },
      {
        // The axis of the steps stays as a 1.
        answer: (T, d, layers) => shapesOf(T, d, layers).map(shape => (shape.length === 1 ? [1, ...shape] : shape)),
        hint: null,
      },
      {
        // returnSequences the wrong way round.
        answer: (T, d, layers) =>
          shapesOf(
            T,
            d,
            layers.map(layer =>
              layer.kind === "simpleRNN" ? { ...layer, returnSequences: !layer.returnSequences } : layer,
            ),
          ),
        hint: null,
      },
    ],
    q5: [
      { answer: needs => needs.map(inputs => Math.min(...inputs)), hint: null },
      { answer: needs => needs.map((inputs, k) => Math.max(...inputs) + k), hint: null },
      { answer: needs => needs.map((inputs, k) => Math.max(k + 1, ...inputs)), hint: null },
      { answer: needs => needs.map((_, k) => needs.length + k), hint: null },
      {
        answer: needs => {
          let last = -1;
          return needs.map(inputs => {
            last = Math.max(last + 1, ...inputs.map(step => step - 1));
            return last;
          });
        },
        hint: null,
      },
    ],
  };
};
