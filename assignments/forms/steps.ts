// Questions 5, 7 and 8: when the output starts.
import { implementation, question, tensorOf } from "../../src/checking/index.ts";
import { type Form, formAt, formChoice } from "./form.ts";

export function stepQuestions() {
  const q5 = question({
    id: "forms/q5",
    items: [1, 116],
    asks: "“thirty two” is read at steps 1 and 2. At which three steps are “zwei”, “und”, “dreißig” written?",
    answer: tensorOf([3, 4, 5]),
    because: "the first German word needs the last English one, and only after it is it clear that the number is over.",
    hints: [
      "The first German word, zwei, means two. When has the network read that?",
      "After “thirty two” there could still come “thousand”. At which step does the network see that nothing more comes?",
    ],
    solution: "Nothing is written at steps 1 and 2. The three words follow, one at a step.",
    fingerprints: [
      { answer: [1, 2, 3], hint: "zwei means two: has the network read “two” at step 1?" },
      {
        answer: [2, 3, 4],
        hint: "at step 2 it has read “two”, but perhaps “thousand” comes next. When does it see that nothing more comes?",
      },
      { answer: [3, 3, 3], hint: "one word at a step." },
      { answer: [2, 2, 2], hint: "one word at a step; and can she know at step 2 that the number is over?" },
      { answer: [2, 2, 3], hint: "one word at a step: two of yours come at the same one." },
      { answer: [1, 2], hint: "as many words as were read? Three are written, and zwei means two." },
      { answer: [0, 1, 2], hint: "steps are counted from 1, and zwei means two: when has the network read that?" },
    ],
  });

  const q7 = question({
    id: "forms/q7",
    items: [1, 116],
    asks: "Write writesAt(form, Tx, Ty): the list of the steps, counted from 1, at which a network of this form writes.",
    answer: implementation({
      parameters: ({ size }) => ({
        form: (_, { form }): Form => formAt(form!),
        Tx: size("Tx"),
        Ty: (_, { Tx, Ty }): number => Ty ?? Tx!,
      }),
      cases: {
        "one-to-one": { form: 0, Tx: 1, Ty: 1 },
        "one-to-many": { form: 1, Tx: 1, Ty: 6 },
        "many-to-one": { form: 2, Tx: 7, Ty: 1 },
        "many-to-many-unequal, shorter": { form: 4, Tx: 9, Ty: 3 },
        "many-to-many-unequal, longer": { form: 4, Tx: 2, Ty: 5 },
        "many-to-many-equal": { form: 3, Tx: 8 },
      },
      draws: 1,
      reference: (form: Form, Tx: number, Ty: number) => {
        const first = form === "many-to-one" ? Tx : form === "many-to-many-unequal" ? Tx + 1 : 1;
        return Array.from({ length: Ty }, (_, k) => first + k);
      },
    }),
    because: "only two forms wait: many-to-one until the last input is read, unequal lengths until one step later.",
    hints: [
      "Ty steps write, one after the other. So all that depends on the form is the first of them.",
      "`Array.from({ length: Ty }, (_, k) => first + k)` counts from `first` on.",
      "Three forms write from step 1 on. When does many-to-one write, and when can unequal lengths start?",
    ],
    solution:
      '`const first = form === "many-to-one" ? Tx : form === "many-to-many-unequal" ? Tx + 1 : 1; return Array.from({ length: Ty }, (_, k) => first + k)`',
    fingerprints: [
      {
        answer: (_form, _Tx, Ty) => Array.from({ length: Ty }, (_, k) => 1 + k),
        hint: "every form writes from step 1 on in yours; which ones have to wait?",
      },
      {
        answer: (form, Tx, Ty) =>
          Array.from(
            { length: Ty },
            (_, k) => (form === "many-to-one" || form === "many-to-many-unequal" ? Tx : 1) + k,
          ),
        hint: "with unequal lengths the network sees one step after the last input that nothing more comes.",
      },
      {
        answer: (form, Tx, Ty) =>
          Array.from(
            { length: Ty },
            (_, k) => (form === "many-to-one" || form === "many-to-many-unequal" ? Tx + 1 : 1) + k,
          ),
        hint: "many-to-one writes at the step of its last input, not after it.",
      },
      {
        answer: (form, Tx, Ty) =>
          Array.from({ length: Ty }, (_, k) => (form === "many-to-many-unequal" ? Tx + 1 : 1) + k),
        hint: "many-to-one writes at its first step in yours; what has it read by then?",
      },
      {
        answer: (form, Tx, Ty) => Array.from({ length: Ty }, (_, k) => (form === "many-to-many-unequal" ? Tx : 1) + k),
        hint: "many-to-one writes at its first step in yours, and has read a single input by then. Unequal lengths start one step too early.",
      },
      {
        answer: (form, Tx, Ty) => {
          const first = form === "many-to-one" ? Tx : form === "many-to-many-unequal" ? Tx + 1 : 1;
          return Array.from({ length: Ty }, (_, k) => first + k - 1);
        },
        hint: "steps are counted from 1.",
      },
      {
        answer: (_form, Tx) => Array.from({ length: Tx }, (_, k) => 1 + k),
        hint: "those are the steps that read; which ones write, and how many are they?",
      },
      {
        answer: (form, Tx, Ty) =>
          Array.from({ length: Ty }, (_, k) => (form === "one-to-one" || form === "one-to-many" ? 1 : Tx) + k),
        hint: "equal lengths have an output at every input: does the first one wait there?",
      },
    ],
  });

  const q8 = question({
    id: "forms/q8",
    items: [1],
    asks: "“abc” is read letter by letter, and “cba” is to be written. Which picture belongs to a network that can do it?",
    answer: formChoice("many-to-many-unequal"),
    because:
      "the first letter that is written is the last one that is read, so everything has to be read first. “Unequal” says that the lengths may differ; what counts is when the output starts.",
    hints: [
      "Which letter is written first, and when is it read?",
      "Take the picture in which all reading comes before all writing.",
    ],
    solution: "The one that reads first and then writes, although both lengths are equal.",
    fingerprints: [
      {
        answer: "many-to-many-equal",
        hint: "the lengths are equal; but at step 1 it would have to write c, and has read only a.",
      },
      { answer: "many-to-one", hint: "three letters are written, one after the other." },
      { answer: "one-to-many", hint: "three letters are read, one after the other." },
      { answer: "one-to-one", hint: "letters are read and written one after the other." },
    ],
  });

  return { q5, q7, q8 };
}
