// Questions 11 and 12: the shapes of a model, layer by layer.
import { question, several, shape } from "../../src/checking/index.ts";
import { formChoice } from "./form.ts";

export function shapeQuestions() {
  const q11 = question({
    id: "forms/q11",
    items: [3, 1],
    asks: "The exam's network: which shape comes out of each of its four layers, and which form is it?",
    answer: several({
      afterFirst: {
        answer: shape([null, 100, 32]),
        fingerprints: [
          { answer: [100, 32], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, 32], hint: "with returnSequences the state of every step is handed on." },
          { answer: [null, 100, 30], hint: "30 numbers go in at each step; how many units has the layer?" },
          { answer: [null, 32, 100], hint: "which comes first, the steps or the numbers at each?" },
          { answer: [null, 100, 64], hint: "that is how many units the second layer has." },
        ],
      },
      afterSecond: {
        answer: shape([null, 64]),
        fingerprints: [
          { answer: [64], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, 100, 64], hint: "this layer has no returnSequences: which of its states does it hand on?" },
          { answer: [null, 1, 64], hint: "where only the last state is handed on, the axis of the steps is gone." },
          { answer: [null, 32], hint: "that is how many units the first layer has." },
          { answer: [null, 32, 64], hint: "32 goes in at each step; it is no axis of what comes out." },
        ],
      },
      afterDense: {
        answer: shape([null, 10]),
        fingerprints: [
          { answer: [10], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, 100, 10], hint: "one state goes in, not a hundred." },
          { answer: [null, 64, 10], hint: "that is the shape of its weights; what comes out of it?" },
          { answer: [null, 64], hint: "that is what goes in." },
          { answer: [null, 1], hint: "ten classes: how many numbers are that?" },
        ],
      },
      afterSoftmax: {
        answer: shape([null, 10]),
        fingerprints: [
          { answer: [10], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, 1], hint: "a softmax gives a number for each class; choosing the largest comes later." },
          { answer: [null], hint: "a softmax gives a number for each class; choosing the largest comes later." },
          { answer: [null, 100, 10], hint: "one state has gone in, not a hundred." },
        ],
      },
      examForm: {
        answer: formChoice("many-to-one"),
        fingerprints: [
          { answer: "many-to-many-unequal", hint: "ten numbers, but how many steps? A form counts steps." },
          { answer: "many-to-many-equal", hint: "in how many steps do the ten numbers come out?" },
          { answer: "one-to-many", hint: "what is many here, the steps that go in or those that come out?" },
          { answer: "one-to-one", hint: "how many steps go in?" },
        ],
      },
    }),
    because:
      "the second layer hands on its last state only, so the axis of the steps ends there: many steps in, one out. That one is a list of ten numbers, and no single number.",
    hints: [
      "With returnSequences: true a shape has three sizes (None, T, units), without it two (None, units).",
      "A dense layer changes the last size only. A softmax changes no size.",
      "The form counts steps, not numbers.",
    ],
    solution: "(None, 100, 32), (None, 64), (None, 10), (None, 10); a hundred steps go in and one comes out.",
  });

  const q12 = question({
    id: "forms/q12",
    items: [3, 1],
    asks: "What comes out of simpleRNN(5, { inputShape: [1, 3], returnSequences: true })?",
    answer: shape([null, 1, 5]),
    because:
      "as many steps come out as went in, and that is one: returnSequences makes no sequence out of a single step.",
    hints: ["How many steps does it read? It hands on a state for each.", "(None, steps, units)."],
    solution: "One step of 3 numbers goes in, one step of 5 numbers comes out.",
    fingerprints: [
      { answer: [1, 5], hint: "the size of the batch is missing; it stands in front, as null." },
      { answer: [null, 5], hint: "that is so without returnSequences; with it the axis of the steps stays." },
      { answer: [null, 5, 1], hint: "which comes first, the steps or the numbers at each?" },
      {
        answer: [null, 5, 3],
        hint: "5 is how many units there are, and 3 how many numbers go in: how many steps are there?",
      },
      { answer: [null, 3, 5], hint: "3 is how many numbers go in at a step; how many steps are there?" },
      { answer: [null, null, 5], hint: "inputShape says how many steps there are." },
      { answer: [null, 1, 3], hint: "that is what goes in." },
      { answer: [null, 5, 5], hint: "where should five steps come from? It reads one." },
    ],
  });

  return { q11, q12 };
}
