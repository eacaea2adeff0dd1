// Questions 13 to 16: each form, built as a model.
import { question } from "../../src/checking/index.ts";
import { builds } from "./build.ts";
import { modelOf } from "./plain-model.ts";

/** Hidden units of the plain models; any number will do. */
const u = 16;

export function modelQuestions() {
  const q13 = question({
    id: "forms/q13",
    items: [3, 1],
    asks: "Write manyToOne(T, d, k): a model that reads T steps of d numbers and gives k numbers once, (None, k).",
    answer: builds({
      sizes: ["T", "d", "k"],
      reads: (T, d) => [T!, d!],
      gives: (_T, _d, k) => [k!],
      right: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [u]], ["Dense", [k!]]),
    }),
    because: "without returnSequences only the last state goes on, so k numbers come out once.",
    hints: [
      "Two layers are enough: one that reads the steps, and one that makes k numbers of its last state.",
      "The first layer says what is read, inputShape: [T, d]. Does it hand on all states, or the last one?",
    ],
    solution: "`return sequential([simpleRNN(16, { inputShape: [T, d] }), dense(k)])`",
    fingerprints: [
      {
        answer: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [T!, u]], ["Dense", [T!, k!]]),
        hint: "an output at every step comes out of it; which option hands on all states?",
      },
      {
        answer: (T, d) => modelOf([T!, d!], ["SimpleRNN", [u]], ["Dense", [1]]),
        hint: "one step comes out, and that is right; but how many numbers has it?",
      },
      {
        answer: (T, d, k) => modelOf([d!, T!], ["SimpleRNN", [u]], ["Dense", [k!]]),
        hint: "which comes first in inputShape, the time steps or the features?",
      },
      {
        answer: (T, d) => modelOf([T!, d!], ["SimpleRNN", [u]]),
        hint: "that ends with the 16 numbers of the state; which layer makes k of them?",
      },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["Dense", [T!, k!]]),
        hint: "a dense layer keeps nothing from step to step; which layer reads a sequence?",
      },
    ],
  });

  const q14 = question({
    id: "forms/q14",
    items: [3, 1],
    asks: "Write manyToMany(T, d, k): a model that reads T steps of d numbers and gives k numbers at every step, (None, T, k).",
    answer: builds({
      sizes: ["T", "d", "k"],
      reads: (T, d) => [T!, d!],
      gives: (T, _d, k) => [T!, k!],
      right: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [T!, u]], ["Dense", [T!, k!]]),
    }),
    because: "with returnSequences every state goes on, and the same dense layer makes k numbers of each.",
    hints: ["Take manyToOne. What has to change so that every state is handed on?", "An option of simpleRNN: true."],
    solution: "`return sequential([simpleRNN(16, { inputShape: [T, d], returnSequences: true }), dense(k)])`",
    fingerprints: [
      {
        answer: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [u]], ["Dense", [k!]]),
        hint: "only one step comes out; how does a layer hand on all its states?",
      },
      {
        answer: (T, d, k) => modelOf([d!, T!], ["SimpleRNN", [d!, u]], ["Dense", [d!, k!]]),
        hint: "which comes first in inputShape, the time steps or the features?",
      },
      {
        answer: (T, d) => modelOf([T!, d!], ["SimpleRNN", [T!, u]]),
        hint: "that ends with the 16 numbers of each state; which layer makes k of them?",
      },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["Dense", [T!, k!]]),
        hint: "it has the right shape, but no step knows of the ones before; which layer carries a state?",
      },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [u]], ["RepeatVector", [k!, u]], ["Dense", [k!, u]]),
        hint: "k is how many numbers come out at a step, not how many steps there are.",
      },
      {
        answer: (T, d, k) => modelOf([T!, d!], ["SimpleRNN", [u]], ["RepeatVector", [T!, u]], ["Dense", [T!, k!]]),
        hint: "it has the right shape, but all T outputs are the same, made of the last state. How does a layer hand on all its states?",
      },
      {
        answer: (T, d, k) =>
          modelOf([T!, d!], ["SimpleRNN", [u]], ["RepeatVector", [T!, u]], ["SimpleRNN", [T!, u]], ["Dense", [T!, k!]]),
        hint: "it has the right shape, but its first output depends on the last input already. With equal lengths the output at a step knows the inputs up to that step only; which layer hands on a state for each?",
      },
    ],
  });

  const q15 = question({
    id: "forms/q15",
    items: [3, 1],
    asks: "Write oneToMany(d, T, k): a model that reads d numbers once, (None, d), and gives k numbers at each of T steps, (None, T, k).",
    answer: builds({
      sizes: ["d", "T", "k"],
      reads: d => [d!],
      gives: (_d, T, k) => [T!, k!],
      right: (d, T, k) => modelOf([d!], ["RepeatVector", [T!, d!]], ["SimpleRNN", [T!, u]], ["Dense", [T!, k!]]),
    }),
    because: "repeatVector makes T steps of the one vector; from there on it is many-to-many.",
    hints: [
      "A recurrent layer wants a sequence. Which layer makes T steps of one vector?",
      "Three layers: repeat the vector, then the two layers of manyToMany. The first one has inputShape: [d].",
    ],
    solution:
      "`return sequential([repeatVector(T, { inputShape: [d] }), simpleRNN(16, { returnSequences: true }), dense(k)])`",
    fingerprints: [
      {
        answer: (d, T, k) => modelOf([T!, d!], ["SimpleRNN", [T!, u]], ["Dense", [T!, k!]]),
        hint: "it reads T steps; here one vector goes in, once. Which layer makes a sequence of it?",
      },
      {
        answer: (d, _T, k) => modelOf([1, d!], ["SimpleRNN", [1, u]], ["Dense", [1, k!]]),
        hint: "returnSequences hands on as many steps as were read, and that is one here.",
      },
      {
        answer: (d, T, k) => modelOf([d!], ["RepeatVector", [T!, d!]], ["SimpleRNN", [u]], ["Dense", [k!]]),
        hint: "the vector is repeated, but only the last state goes on; T steps shall come out.",
      },
      {
        answer: (d, T, k) => modelOf([d!], ["RepeatVector", [T!, d!]], ["Dense", [T!, k!]]),
        hint: "it has the right shape, but says the same thing T times; which layer makes each step another?",
      },
      {
        answer: (d, T, k) => modelOf([d!], ["RepeatVector", [k!, d!]], ["SimpleRNN", [k!, u]], ["Dense", [k!, T!]]),
        hint: "T and k are swapped: T is how many steps, k how many numbers at each.",
      },
    ],
  });

  const q16 = question({
    id: "forms/q16",
    items: [3, 1],
    asks: "Write readThenWrite(Tx, d, Ty, k): a model that reads Tx steps of d numbers, and then gives k numbers at each of Ty steps, (None, Ty, k).",
    answer: builds({
      sizes: ["Tx", "d", "Ty", "k"],
      reads: (Tx, d) => [Tx!, d!],
      gives: (_Tx, _d, Ty, k) => [Ty!, k!],
      right: (Tx, d, Ty, k) =>
        modelOf(
          [Tx!, d!],
          ["SimpleRNN", [u]],
          ["RepeatVector", [Ty!, u]],
          ["SimpleRNN", [Ty!, u]],
          ["Dense", [Ty!, k!]],
        ),
    }),
    because: "many-to-one reads everything into one state, and one-to-many writes from it.",
    hints: [
      "You have both halves: one that makes a single state of a sequence, and one that makes a sequence of a single vector.",
      "Four layers: a simpleRNN that hands on its last state, then the three layers of oneToMany.",
    ],
    solution:
      "`return sequential([simpleRNN(16, { inputShape: [Tx, d] }), repeatVector(Ty), simpleRNN(16, { returnSequences: true }), dense(k)])`",
    fingerprints: [
      {
        answer: (Tx, d, _Ty, k) => modelOf([Tx!, d!], ["SimpleRNN", [Tx!, u]], ["Dense", [Tx!, k!]]),
        hint: "it gives as many steps as it reads: is every state handed on, or the last one repeated too often? Ty steps are to be written.",
      },
      {
        answer: (Tx, d, _Ty, k) => modelOf([Tx!, d!], ["SimpleRNN", [u]], ["Dense", [k!]]),
        hint: "one step comes out of it. Is the second half missing, or does its recurrent layer hand on its last state only?",
      },
      {
        answer: (Tx, d, Ty, k) =>
          modelOf([Tx!, d!], ["SimpleRNN", [u]], ["RepeatVector", [Ty!, u]], ["Dense", [Ty!, k!]]),
        hint: "it has the right shape, but all Ty outputs are the same. Which layer of oneToMany makes each step another?",
      },
    ],
  });

  return { q13, q14, q15, q16 };
}
