// Wrong solutions of the lesson's functions as students write them, and of the ten cards; others stand beside the questions.
import type { Context, MistakesOf } from "../../src/checking/index.ts";
import { drawCards, formsOf, lessonCards } from "./cards.ts";
import { type Form, question } from "./form.ts";
import { modelOf } from "./plain-model.ts";
import type { mappingForms } from "./questions.ts";

const range = (first: number, count: number) => Array.from({ length: count }, (_, k) => first + k);

export const mistakes: MistakesOf<typeof mappingForms> = (context: Context) => {
  const right = formsOf(drawCards(context, "cards", lessonCards));
  const all = (form: Form) => Object.fromEntries(Object.keys(right).map(card => [card, form]));
  const firstQuestion = (form: Form) => {
    const place = Object.values(right).findIndex(other => other !== form);
    return `card ${place + 1}: ${question(Object.values(right)[place]!, form)}`;
  };
  return {
    q2: [
      { answer: (X, i, t) => X[i]![t]!, hint: "a list counts from 0, the notation from 1" },
      { answer: (X, i, t) => X[t]?.[i] ?? "", hint: null },
      { answer: (X, i, t) => X[i - 1]![t - 2] ?? "", hint: null },
      { answer: X => X[0]![0]!, hint: null },
      { answer: (X, i, t) => X.flat()[i * t - 1]!, hint: null },
    ],
    q4: [
      { answer: lengths => (lengths[0]![0] === 1 ? "one-to-many" : "many-to-one"), hint: null },
      { answer: () => "many-to-many-unequal", hint: null },
      {
        // Asks whether the numbers of examples are one.
        answer: lengths => (lengths.length === 1 ? "one-to-one" : "many-to-many-equal"),
        hint: null,
      },
      {
        // Equal and unequal are swapped.
        answer: lengths => {
          const [oneIn, oneOut] = [lengths.every(([Tx]) => Tx === 1), lengths.every(([, Ty]) => Ty === 1)];
          if (oneIn) return oneOut ? "one-to-one" : "one-to-many";
          if (oneOut) return "many-to-one";
          return lengths.every(([Tx, Ty]) => Tx === Ty) ? "many-to-many-unequal" : "many-to-many-equal";
        },
        hint: null,
      },
    ],
    q7: [
      { answer: (_form, _Tx, Ty) => range(1, Ty), hint: "every form writes from step 1 on" },
      { answer: (_form, Tx, Ty) => range(Tx, Ty), hint: "does the first one wait there?" },
      { answer: (_form, Tx, Ty) => range(Tx + 1, Ty), hint: null },
      { answer: (form, Tx) => (form === "many-to-one" ? [Tx] : range(1, Tx)), hint: null },
      { answer: (_form, Tx) => range(1, Tx), hint: "those are the steps that read" },
      {
        answer: (form, Tx, Ty) =>
          form === "many-to-many-unequal" ? range(Ty + 1, Tx) : range(form === "many-to-one" ? Tx : 1, Ty),
        hint: null,
      },
    ],
    q10: [
      { answer: (_form, Tx) => Tx + Tx + Tx, hint: "three at each step" },
      { answer: (_form, Tx, Ty) => 3 * Math.max(Tx, Ty), hint: null },
      { answer: (_form, Tx, Ty) => Tx + Ty + Math.min(Tx, Ty), hint: null },
      { answer: (_form, Tx, Ty) => Tx * Ty, hint: null },
      { answer: (_form, Tx, Ty) => Tx + Ty + Math.max(Tx, Ty) + 1, hint: null },
    ],
    q13: [
      { answer: (T, _d, k) => modelOf([T!], ["Dense", [16]], ["Dense", [k!]]), hint: null },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["LSTM", [T!, 8]], ["Dense", [T!, k!]]),
        hint: "which option hands on all states",
      },
    ],
    q14: [
      { answer: (T, d) => modelOf([T!, d!], ["GRU", [T!, 5]], ["Dense", [T!, 1]]), hint: null },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [16]], ["Dense", [k!]], ["RepeatVector", [T!, k!]]),
        hint: "all T outputs are the same",
      },
    ],
    q15: [
      { answer: (d, T) => modelOf([d!], ["RepeatVector", [T!, d!]], ["SimpleRNN", [T!, 16]]), hint: null },
      {
        // The last state alone is repeated once more: the same at each step.
        answer: (d, T, k) =>
          modelOf(
            [d!],
            ["RepeatVector", [T!, d!]],
            ["SimpleRNN", [16]],
            ["RepeatVector", [T!, 16]],
            ["Dense", [T!, k!]],
          ),
        hint: null,
      },
    ],
    q16: [
      {
        answer: (Tx, d, Ty, k) => modelOf([Tx!, d!], ["SimpleRNN", [16]], ["Dense", [k!]], ["RepeatVector", [Ty!, k!]]),
        hint: "all Ty outputs are the same",
      },
      {
        answer: (Tx, d, Ty, k) =>
          modelOf(
            [Tx!, d!],
            ["SimpleRNN", [16]],
            ["RepeatVector", [k!, 16]],
            ["SimpleRNN", [k!, 16]],
            ["Dense", [k!, Ty!]],
          ),
        hint: null,
      },
    ],
    // One form for all of them: the first card that it does not fit gets its question.
    q17: (["one-to-one", "many-to-many-equal"] as const).map(form => ({
      answer: all(form),
      hint: firstQuestion(form),
    })),
  };
};
