// Questions 2 and 3: predictions about the student's own sizes, shapes and drawings; and what the drawings show.
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
          { answer: [null, steps], hint: "each of the steps is a copy of the whole vector: how many numbers has it?" },
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
      `  oneToManyArrows: one to many, one input and ${length} steps that write: how many arrows?`,
    ].join("\n"),
    answer: several({
      circles: {
        answer: exactly(3 * length + 1),
        fingerprints: [
          { answer: 3 * length, hint: "where is the state before the first step?" },
          { answer: 2 * length + 1, hint: "inputs, states and outputs: which of the three is missing?" },
          {
            answer: 2 * length,
            hint: "inputs, states and outputs: one of the three is missing, and the state before the first step, too.",
          },
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
            hint: "writing begins after the last input: how many steps are there?",
          },
          { answer: Tx + Ty, hint: "where are the arrows from state to state?" },
        ],
      },
      oneToManyArrows: {
        answer: exactly(2 * length + 1),
        fingerprints: [
          { answer: 2 * length, hint: "an arrow leads into the first step, too; or did you forget the input?" },
          { answer: 3 * length, hint: "how many inputs has this form?" },
          { answer: length + 1, hint: "where are the arrows from state to state?" },
          { answer: 2 * length + 2, hint: "there is one arrow less than circles." },
        ],
      },
    }),
    because: "each input and each output has an arrow, and each step one from the state before.",
    hints: [
      "Count kind by kind: from inputs, to outputs, into each step from the state before it.",
      "Do all steps read? Do all steps write?",
    ],
  });

  const once = (answer: number, circles: number) => ({
    answer: exactly(answer),
    fingerprints: [{ answer: circles, hint: "those are the circles, nodes; the arrows are edges." }],
  });
  const drawn = question({
    id: "forms-graded/drawn",
    items: [20, 116],
    points: 1,
    asks: `How many arrows does unrolledGraph draw for many to many of equal lengths and for many to one, with T = ${length} and with T = ${2 * length}?`,
    answer: several({
      equalOnce: once(3 * length, 3 * length + 1),
      equalTwice: once(6 * length, 6 * length + 1),
      manyToOneOnce: once(2 * length + 1, 2 * length + 2),
      manyToOneTwice: once(4 * length + 1, 4 * length + 2),
    }),
    because: "these are the numbers that question 6 asks you to explain.",
    hints: ["`unrolledGraph({ T, form })` has `edges`, the arrows; their `length` is how many there are."],
  });

  return { q2, q3, drawn };
}
