// Questions 2 and 3: predictions about the student's own sizes, shapes and drawings.
import { exactly, question, several, shape } from "../../src/checking/index.ts";

/** A network that reads and then writes. */
export interface StackSizes {
  /** Steps and features that are read. */
  readonly T: number;
  readonly d: number;
  /** Units of the three recurrent layers. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Steps that are written, and numbers at each. */
  readonly steps: number;
  readonly k: number;
}

/** Lengths of the drawings. */
export interface GraphSizes {
  readonly T: number;
  readonly Tx: number;
  readonly Ty: number;
}

export function predictionQuestions({ T, d, a, b, c, steps, k }: StackSizes, graph: GraphSizes) {
  const q2 = question({
    id: "forms-graded/q2",
    items: [3],
    points: 1,
    asks: [
      `${T} steps of ${d} features go through five layers. Which shape comes out of each (null for the batch)?`,
      `  first: simpleRNN(${a}, { returnSequences: true })`,
      `  second: simpleRNN(${b})`,
      `  repeated: repeatVector(${steps})`,
      `  third: simpleRNN(${c}, { returnSequences: true })`,
      `  last: dense(${k})`,
    ].join("\n"),
    answer: several({
      first: {
        answer: shape([null, T, a]),
        fingerprints: [
          { answer: [T, a], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, a], hint: "with returnSequences the state of every step is handed on." },
          { answer: [null, T, d], hint: "that is what goes in; how many units has the layer?" },
          { answer: [null, a, T], hint: "which comes first, the steps or the numbers at each?" },
        ],
      },
      second: {
        answer: shape([null, b]),
        fingerprints: [
          { answer: [b], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, T, b], hint: "this layer has no returnSequences: what does it hand on?" },
          { answer: [null, 1, b], hint: "where only the last state is handed on, the axis of the steps is gone." },
        ],
      },
      repeated: {
        answer: shape([null, steps, b]),
        fingerprints: [
          { answer: [steps, b], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, b, steps], hint: "which comes first, the steps or the numbers at each?" },
          { answer: [null, T, b], hint: "how many steps does repeatVector make?" },
          {
            answer: [null, steps, c],
            hint: "repeatVector makes copies: how many numbers has the vector that goes in?",
          },
          { answer: [null, steps * b], hint: "the copies are steps, one after the other; they are not joined." },
        ],
      },
      third: {
        answer: shape([null, steps, c]),
        fingerprints: [
          { answer: [steps, c], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, c], hint: "with returnSequences the state of every step is handed on." },
          { answer: [null, T, c], hint: "how many steps does this layer read?" },
        ],
      },
      last: {
        answer: shape([null, steps, k]),
        fingerprints: [
          { answer: [steps, k], hint: "the size of the batch is missing; it stands in front, as null." },
          { answer: [null, k], hint: "a dense layer changes the last size only; the steps stay." },
          { answer: [null, T, k], hint: "how many steps go into the dense layer?" },
        ],
      },
    }),
    because:
      "only the layers that make or take away the axis of the steps change how many there are: the second and repeatVector.",
    hints: [
      "Take it layer by layer: are there steps in what goes in, and how many?",
      "Without returnSequences the axis of the steps ends. repeatVector begins a new one.",
    ],
  });

  const { T: length, Tx, Ty } = graph;
  const q3 = question({
    id: "forms-graded/q3",
    items: [20, 110, 116],
    points: 1,
    asks: [
      "Four counts, each with the state before the first step:",
      `  circles: many to many of equal lengths, T = ${length}: how many circles?`,
      "  equalArrows: how many arrows has the same picture?",
      `  unequalArrows: read ${Tx} steps and then write ${Ty}: how many arrows?`,
      `  lossArrows: many to one, T = ${length}, whose output goes into a loss L together with its target: how many arrows?`,
    ].join("\n"),
    answer: several({
      circles: {
        answer: exactly(3 * length + 1),
        fingerprints: [
          { answer: 3 * length, hint: "where is the state before the first step?" },
          { answer: 2 * length + 1, hint: "inputs, states and outputs: which of the three is missing?" },
        ],
      },
      equalArrows: {
        answer: exactly(3 * length),
        fingerprints: [
          { answer: 3 * length - 1, hint: "an arrow leads into the first step, too." },
          { answer: 3 * length + 1, hint: "there is one arrow less than circles." },
          { answer: 2 * length, hint: "from inputs, to outputs, from state to state: which kind is missing?" },
          { answer: 3, hint: "that is the folded picture." },
        ],
      },
      unequalArrows: {
        answer: exactly(2 * (Tx + Ty)),
        fingerprints: [
          { answer: 2 * (Tx + Ty) - 1, hint: "an arrow leads into the first step, too." },
          { answer: 3 * (Tx + Ty), hint: "no step both reads and writes." },
          {
            answer: Tx + Ty + Math.max(Tx, Ty),
            hint: "writing begins behind the last input: how many steps are there?",
          },
          { answer: Tx + Ty, hint: "where are the arrows from state to state?" },
        ],
      },
      lossArrows: {
        answer: exactly(2 * length + 3),
        fingerprints: [
          { answer: 2 * length + 1, hint: "two arrows lead into the loss." },
          {
            answer: 2 * length + 2,
            hint: "what leads into the loss? The output, and what it is compared with; or is it h₀ that you left out?",
          },
          { answer: 5 * length, hint: "there is one output, so there is one loss." },
          { answer: 3 * length + 2, hint: "how many outputs has this form?" },
        ],
      },
    }),
    because: "each input and each output has an arrow, each step one from the state before, and a loss two.",
    hints: [
      "Count kind by kind: from inputs, to outputs, into each step from the state before it.",
      "A loss is one more circle, its target another. Which arrows lead into the loss?",
    ],
  });

  return { q2, q3 };
}
