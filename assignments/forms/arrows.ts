// Questions 9 and 10: the arrows of the unrolled graph.
import { exactly, implementation, question } from "../../src/checking/index.ts";
import { type Form, formAt } from "./form.ts";

export function arrowQuestions() {
  const q9 = question({
    id: "forms/q9",
    items: [20, 116],
    asks: "many-to-many-equal, T = 4, with the state h₀ before the first step: how many arrows has the unrolled picture?",
    answer: exactly(12),
    because: "at each of 4 steps one arrow brings the input, one the state before, and one takes the output away.",
    hints: [
      "Take one step. Which arrows lead to its circle h, and which one away to the top?",
      "Each step has as many arrows as the folded picture. How many steps are there?",
    ],
    solution: "Three arrows at each of 4 steps.",
    fingerprints: [
      { answer: 11, hint: "one is missing: h₀ hands on its state, too." },
      { answer: 9, hint: "each of the four steps has an output; have you counted one output only?" },
      { answer: 3, hint: "that is the folded picture; unrolled, they are there at every step." },
      { answer: 8, hint: "which arrows have you left out: those that carry the state, or those of the outputs?" },
      { answer: 13, hint: "13 is how many circles there are: one more than arrows." },
      {
        answer: 15,
        hint: "the last state is handed on to nobody: the picture ends at step 4. Did you count five steps?",
      },
      { answer: 7, hint: "where are the arrows that carry the state?" },
      { answer: 16, hint: "four arrows at each step? One brings the input, one the state, one takes the output away." },
    ],
  });

  const q10 = question({
    id: "forms/q10",
    items: [20, 116],
    asks: "Write arrows(form, Tx, Ty): how many arrows the unrolled picture has. (one-to-one has no state before it and is not asked.)",
    answer: implementation({
      parameters: ({ size }) => ({
        form: (_, { form }): Form => formAt(1 + (form! % 4)),
        Tx: size("Tx"),
        Ty: (_, { Tx, Ty }): number => Ty ?? Tx!,
      }),
      cases: {
        "many-to-one": { form: 1, Tx: 7, Ty: 1 },
        "one-to-many": { form: 0, Tx: 1, Ty: 6 },
        "many-to-many-unequal, shorter": { form: 3, Tx: 9, Ty: 4 },
        "many-to-many-unequal, longer": { form: 3, Tx: 2, Ty: 5 },
        "many-to-many-equal": { form: 2, Tx: 8 },
      },
      draws: 1,
      reference: (form: Form, Tx: number, Ty: number) => {
        const steps = form === "many-to-many-unequal" ? Tx + Ty : Math.max(Tx, Ty);
        return Tx + Ty + steps;
      },
    }),
    because: "Tx arrows bring inputs, Ty take outputs away, and into every step leads one from the state before.",
    hints: [
      "Three kinds of arrows: from inputs, to outputs, and from state to state. Count each kind.",
      "Into every step leads an arrow from the state before. How many steps has each form?",
      "Unequal lengths read first and write then: Tx + Ty steps. The others have as many steps as the longer of the two.",
    ],
    solution: '`const steps = form === "many-to-many-unequal" ? Tx + Ty : Math.max(Tx, Ty); return Tx + Ty + steps`',
    fingerprints: [
      {
        answer: (form, Tx, Ty) => Tx + Ty + (form === "many-to-many-unequal" ? Tx + Ty : Math.max(Tx, Ty)) - 1,
        hint: "one is missing: h₀ hands on its state to the first step.",
      },
      {
        answer: (_form, Tx, Ty) => Tx + Ty + Math.max(Tx, Ty),
        hint: "right where reading and writing go side by side; with unequal lengths, how many steps are there?",
      },
      {
        answer: (_form, Tx) => 3 * Tx,
        hint: "three at each step holds where every step reads and writes; which ones do so in the other forms?",
      },
      {
        answer: (_form, Tx, Ty) => Tx + Ty + Tx,
        hint: "a state leads into each step, also into those that write and read nothing: how many steps are there?",
      },
      {
        answer: (_form, Tx, Ty) => Tx + Ty + Math.max(Tx, Ty) - 1,
        hint: "h₀ hands on its state to the first step, too; and with unequal lengths, how many steps are there?",
      },
      { answer: (_form, Tx, Ty) => Tx + Ty, hint: "where are the arrows from state to state?" },
      {
        answer: (_form, Tx, Ty) => 2 * (Tx + Ty),
        hint: "Tx + Ty steps have only those that read first and write then; in the other forms reading and writing share steps.",
      },
      {
        answer: (form, Tx, Ty) => 3 * (form === "many-to-many-unequal" ? Tx + Ty : Math.max(Tx, Ty)),
        hint: "not every step reads, and not every step writes.",
      },
    ],
  });

  return { q9, q10 };
}
