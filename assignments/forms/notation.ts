// Questions 1 and 2: sequences in the notation of Andrew Ng's course.
import { choice, exactly, implementation, question, several } from "../../src/checking/index.ts";

/** The three sentences of the lesson; each word has a label, 1 where it is part of a person's name. */
const sentences = [
  ["Ada", "met", "Bob", "in", "Rome"],
  ["Nobody", "came"],
  ["Then", "Eva", "saw", "Tom"],
];
/** What the made-up words of question 2 begin with. */
const letters = ["a", "b", "c", "d"];
const wordsOfAll = [...new Set(sentences.flat())];

export function notationQuestions() {
  const q1 = question({
    id: "forms/q1",
    items: [64],
    asks: "How many steps have x⁽³⁾ and y⁽³⁾, and which word is x⁽¹⁾⟨3⟩?",
    answer: several({
      Tx3: {
        answer: exactly(4),
        fingerprints: [
          { answer: 5, hint: "that is the first sentence; the number in round brackets says which example." },
          { answer: 3, hint: "that is which example, or how many there are; how many words has it?" },
          { answer: 11, hint: "those are the words of all three sentences." },
        ],
      },
      Ty3: {
        answer: exactly(4),
        fingerprints: [
          { answer: 2, hint: "you counted the names; a word that is no name has a label, too: 0." },
          { answer: 1, hint: "is there one label for the whole sentence, or one for each word?" },
          { answer: 5, hint: "that is the first sentence; the number in round brackets says which example." },
        ],
      },
      word: {
        answer: choice("Bob", { among: wordsOfAll }),
        fingerprints: [
          {
            answer: "Then",
            hint: "the two numbers are swapped: round brackets for the example, angle brackets for the step.",
          },
          { answer: "in", hint: "steps are counted from 1 in the notation, unlike in a program." },
          { answer: "Tom", hint: "steps and examples are counted from 1 in the notation; did you count from 0?" },
          { answer: "saw", hint: "that is the third word of the third sentence; which example is asked for?" },
        ],
      },
    }),
    because: "⁽ⁱ⁾ says which example, ⟨t⟩ which step; both count from 1.",
    hints: [
      "The number in round brackets says which sentence.",
      "The number in angle brackets says which word of it, counted from 1.",
    ],
    solution: "The third sentence has 4 words and a label for each. The third word of the first sentence is Bob.",
  });

  const q2 = question({
    id: "forms/q2",
    items: [64],
    asks: "Write element(X, i, t): the step x⁽ⁱ⁾⟨t⟩ of the sequences X.",
    answer: implementation({
      parameters: ({ size }) => ({
        // Rows of different lengths; each text stands once.
        X: (draw, { n, T }) =>
          Array.from({ length: n! }, (_, i) =>
            Array.from({ length: T! + (i % 3) }, (_, t) => `${draw.choose(letters)}${i + 1}.${t + 1}`),
          ),
        // Not the last example, and no step at the end: who counts from 0 finds something there, too.
        i: (draw, { n }) => 1 + draw.integer(n! - 1),
        t: size("t"),
      }),
      cases: {
        "a step in the middle": { n: 4, T: 7, t: 3 },
        "the first step": { n: 3, T: 5, t: 1 },
        "a late step": { n: 9, T: 6, t: 5 },
      },
      reference: (X: string[][], i: number, t: number) => X[i - 1]![t - 1]!,
    }),
    because: "the notation counts from 1, a list from 0, so both numbers are one less.",
    hints: [
      "`X[0]` is the first sequence, and `X[0][0]` its first step.",
      "Which index has example i? And which has step t?",
    ],
    solution: "`return X[i - 1][t - 1]`",
    fingerprints: [
      { answer: (X, i, t) => X[i]?.[t] as string, hint: "a list counts from 0, the notation from 1." },
      {
        answer: (X, i, t) => X[i - 1]![t] as string,
        hint: "the example is right; from which number does a list count its steps?",
      },
      {
        answer: (X, i, t) => X[i]?.[t - 1] as string,
        hint: "the step is right; from which number does a list count its examples?",
      },
      {
        answer: (X, i, t) => X[t - 1]?.[i - 1] as string,
        hint: "i and t are swapped: first the example, then its step.",
      },
    ],
  });

  return { q1, q2 };
}
