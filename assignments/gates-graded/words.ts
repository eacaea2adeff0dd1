// Questions 8 and 9: what the student's own run showed, and claims that are often read.
import { choices, question, text } from "../../src/checking/index.ts";
import type { Sentence } from "./numbers.ts";

/** What is often read, whether it is so, and where to look for whoever judges it wrongly. */
export const claims = [
  {
    says: "Where the forget gate is 1, nothing of c is lost at this step.",
    holds: true,
    remark: "look at the puzzle: which bias of f did “keep” take?",
  },
  {
    says: "Along c alone, one step back multiplies a gradient by f.",
    holds: true,
    remark: "what did backward() give for ∂c/∂c before, and which gate was it equal to?",
  },
  {
    says: "c may grow beyond 1; h may not.",
    holds: true,
    remark: "think of a unit that adds at each step, and of what is shown of it.",
  },
  {
    says: "The candidate g may be made by another squashing function than tanh.",
    holds: true,
    remark: "what needs g to be a tanh: the gates, or nothing but the bounds of h and c?",
  },
  {
    says: "Weights of an LSTM whose blocks are in another order run without an error.",
    holds: true,
    remark: "remember the cell with exchanged blocks: what did you see?",
  },
  {
    says: "An LSTM whose gates are near 1 may still need clipping.",
    holds: true,
    remark: "look at the curves of what gets back: what did the highest of them do?",
  },
  {
    says: "What an LSTM layer gives as the output of its last step is h, not c.",
    holds: true,
    remark: "which two of the three things that the layer returned were equal?",
  },
  {
    says: "The forget gate says how much is to be forgotten.",
    holds: false,
    remark: "put 1 into its place: what becomes of c?",
  },
  {
    says: "In Keras, z = 1 overwrites the state of a GRU.",
    holds: false,
    remark: "in your own gruStep: what does z stand before?",
  },
  {
    says: "In a new network most gates are 0 or 1.",
    holds: false,
    remark: "the lesson printed the gates of a GRU that was not trained.",
  },
  {
    says: "A forget bias of 1 keeps half for about a hundred steps.",
    holds: false,
    remark: "compute the half-life for a bias of 1.",
  },
  {
    says: "A GRU has a second state, as an LSTM has.",
    holds: false,
    remark: "what does gruStep take and give, and what does lstmStep?",
  },
  {
    says: "g says how much is written, i what is written.",
    holds: false,
    remark: "which of the two may be below 0, and which is a part?",
  },
] as const;

const letters = ["A", "B", "C", "D", "E", "F"] as const;

export const claimsQuestion = (drawn: readonly (typeof claims)[number][]) =>
  question({
    id: "gates-graded/q9",
    items: [44, 46, 87, 105, 107, 136],
    points: 1,
    asks: `Which of these claims hold? A list of letters.\n${drawn.map(({ says }, k) => `  ${letters[k]}  ${says}`).join("\n")}`,
    answer: choices(
      letters.filter((_, k) => drawn[k]!.holds),
      {
        among: letters,
        remarks: Object.fromEntries(letters.map((letter, k) => [letter, drawn[k]!.remark])) as never,
      },
    ),
    because: "each of these was computed in the lesson.",
    hints: ["Take one claim after the other, and look for the cell of the lesson that decides it."],
  });

export const explainQuestion = ({ words, run }: Sentence) =>
  question({
    id: "gates-graded/q8",
    items: [45, 88, 136],
    points: 2,
    asks: `Train the unit with \`await trainedUnit(${run})\` and look at its gates on "${words.join(" ")}". Explain in three to six sentences, with your own numbers: at which words does it overwrite, what is z between them, how long is the half-life that belongs to that z, and why would a unit whose z is 0.5 at all words fail?`,
    answer: text({
      rubric: [
        { wants: "z is near 0 at the subjects and near 1 between, with numbers of the own run", marks: 0.5 },
        {
          wants: "the half-life ln ½ / ln z for a z of the own run, compared with the distance of the subjects",
          marks: 0.5,
        },
        {
          wants:
            "with z = 0.5 the number halves at each word and is gone before the next subject, or each filler overwrites half of it",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "At the three subjects z is about 0.01, so the unit overwrites its number. Between them z is about 0.96, which is a half-life of ln 0.5 / ln 0.96, about 17 words; my subjects are 4 words apart. With z = 0.5 half of the number would be overwritten at each word, so after four words a sixteenth were left, and am, is and are could not be told apart.",
          marks: 2,
        },
        {
          answer:
            "z is 0.01 at cats and I, and 0.97 elsewhere. So it keeps the number for a long time, about 20 words.",
          marks: 1,
        },
        {
          answer:
            "The gate learns which words are important, and the network becomes better in each epoch, because an LSTM has a long memory and never forgets.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 220,
    }),
    because: "a gate near 1 keeps a number over the words between, and goes near 0 where it has to change.",
    hints: ["Read z off the picture, and put it in the place of f in the half-life."],
  });
