// Question 6: applications of the student's own, and what their run of question 3 shows.
import { question, text } from "../../src/checking/index.ts";
import type { Form } from "../forms/form.ts";

/** How a form is called in a sentence. */
const words: { readonly [Name in Form]: string } = {
  "one-to-one": "one to one",
  "one-to-many": "one to many",
  "many-to-one": "many to one",
  "many-to-many-equal": "many to many, equal lengths",
  "many-to-many-unequal": "many to many, unequal lengths",
};

/** An application that fits, as a sample answer has it. */
const applications: { readonly [Name in Form]?: string } = {
  "one-to-many":
    "Handwriting: one letter is chosen, and a pen's moves come out one by one. The output starts at the first step, because all of the input is there.",
  "many-to-one":
    "Lip reading of single words: the frames of a clip go in one by one, and one word comes out at the step of the last frame.",
  "many-to-many-equal":
    "Chords of a song: a sound frame goes in and its chord comes out, frame by frame. The output starts at the first step, side by side with the input.",
};

export const whyQuestion = ({ form, T }: { form: Form; T: number }) => ({
  q6: question({
    id: "forms-graded/q6",
    items: [2, 116],
    points: 2,
    asks: [
      "Two to six sentences in all:",
      `  (a) Name an application of “${words[form]}” that stands on no card and in no lesson. Say what one step of its input and of its output is, and when the output starts.`,
      `  (b) Your run shows the arrows of two pictures for T = ${T} and T = ${2 * T}. What do the numbers do, and why? Which weights does the longer picture have more?`,
    ].join("\n"),
    answer: text({
      rubric: [
        {
          wants: "an application that fits the form, with its steps named and the start of its output right",
          marks: 1,
        },
        {
          wants:
            "twice the steps have twice the arrows of each kind (many to one: less one, since it has one output), and no weight more, because each step uses the same",
          marks: 1,
        },
      ],
      samples: [
        {
          answer: `${applications[form]} With twice the steps the equal picture has twice the arrows, because every step brings three. Many to one grows by two at a step: it has one output only. The longer picture has not one weight more: the same matrices are drawn again.`,
          marks: 2,
        },
        {
          answer: `${applications[form]} The number of arrows is about doubled, so there are about twice as many weights.`,
          marks: 1,
        },
        {
          answer:
            "Many applications exist, for example artificial intelligence in general, and the numbers get larger and larger, because longer sequences simply have more of everything than shorter ones.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 170,
    }),
    because: "a form counts steps, and every step is drawn with the same weights.",
    hints: ["For (b): how many arrows does one more step bring, and whose weights are on them?"],
  }),
});
