// (b) The count of a network, the program that builds it, and what a network says that has learned nothing yet.
import { approximately, type Comparison, exactly, question, several } from "../../src/checking/index.ts";
import { dense, simpleRNN } from "../counting/formulas.ts";
import { layerCounts, mistake, type NetworkSizes, networkCount, networkMistakes } from "../counting/mistaken-counts.ts";

const grouped = (count: number) => count.toLocaleString("en-US");

/** The output shape of each layer, as a summary has them: null for None. */
export const shapesOf = ({ T, a, b, classes }: NetworkSizes): (number | null)[][] => [
  [null, T, a],
  [null, b],
  [null, classes],
  [null, classes],
];

/** The parameters of each layer, as a summary has them. */
export const parametersOf = ({ d, a, b, classes }: NetworkSizes): number[] => [
  simpleRNN(d, a),
  simpleRNN(a, b),
  dense(b, classes),
  0,
];

/** A column of a summary: a value for each layer, from the first to the last. */
const columnOf = <Value>(right: Value[], what: string): Comparison<Value[]> => ({
  right,
  fault: value =>
    Array.isArray(value) ? undefined : `expected a list with ${what} of each layer, from the first to the last`,
  same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  wrong: given => {
    if (given.length !== right.length)
      return `the network has ${right.length} layers, the softmax among them, but you give ${given.length}`;
    const at = right.findIndex((value, i) => JSON.stringify(value) !== JSON.stringify(given[i]));
    return `${what} of layer ${at + 1} is not ${JSON.stringify(given[at])}: look at its units, and at returnSequences`;
  },
  format: given => JSON.stringify(given),
});

/** Losses of a training that learned something: it began near the loss of guessing, and fell. */
const fallingLosses = (classes: number): Comparison<readonly number[]> => {
  const begins = Math.log(classes);
  const falls = (losses: readonly number[]) =>
    losses.length >= 2 && losses[0]! > begins / 4 && losses[0]! < 4 * begins && losses.at(-1)! < losses[0]!;
  return {
    right: [begins, begins / 2],
    fault: value =>
      Array.isArray(value) && value.length > 0 && value.every(loss => Number.isFinite(loss))
        ? undefined
        : "expected the loss of each epoch, as a list of finite numbers: history.loss",
    same: (a, b) => falls(a) === falls(b),
    wrong: losses =>
      losses.length < 2
        ? "one epoch shows no fall: train a few"
        : "these losses do not fall from about that of guessing",
    format: () => "your losses",
  };
};

export function countQuestions(sizes: NetworkSizes) {
  const { T, d, a, b, classes } = sizes;
  const layers = `\`simpleRNN(${a}, { inputShape: [${T}, ${d}], returnSequences: true })\`, \`simpleRNN(${b})\`, \`dense(${classes})\` and a softmax`;
  const [first, second] = [layerCounts(d, a, T), layerCounts(a, b, T)];
  const b1 = question({
    id: "exam/b1",
    items: [4, 5],
    points: 2,
    asks: `Sequences of ${T} time steps with ${d} features go through ${layers}. How many parameters has each recurrent layer, the dense layer, and all of it?`,
    answer: several({
      first: {
        answer: exactly(first.right),
        fingerprints: [
          mistake(first.noBiases, "the biases are missing: each unit has one."),
          mistake(first.noRecurrence, "what carries the past from one time step to the next?"),
          mistake(first.stepsForInputs, "the time steps stand where the features belong."),
          mistake(first.newAtEachStep, "a recurrent layer uses the same weights at every step."),
        ],
      },
      second: {
        answer: exactly(second.right),
        fingerprints: [
          mistake(second.noBiases, "the biases are missing: each unit has one."),
          mistake(second.noRecurrence, "what carries the past in the second layer?"),
          mistake(simpleRNN(d, b), "the second layer does not see the features; what does the first hand on?"),
        ],
      },
      readout: {
        answer: exactly(dense(b, classes)),
        fingerprints: [
          mistake(b * classes, "each output has a bias."),
          mistake(dense(a, classes), "which layer does the dense one stand on?"),
          mistake(T * dense(b, classes), "the dense layer stands once, behind the last step."),
        ],
      },
      total: { answer: exactly(networkCount(sizes)), fingerprints: networkMistakes(sizes) },
    }),
    solution: [
      `first = ${a} * (${d} + ${a}) + ${a}      // ${grouped(first.right)}: what it reads, itself a step before, a bias each`,
      `second = ${b} * (${a} + ${b}) + ${b}     // ${grouped(second.right)}: it reads the ${a} units of the first`,
      `readout = ${b} * ${classes} + ${classes}             // ${grouped(dense(b, classes))}: it reads the last step alone; the softmax has none`,
      "total = first + second + readout",
    ].join("\n"),
    because: `${grouped(first.right)} + ${grouped(second.right)} + ${grouped(dense(b, classes))} + 0.`,
    hints: [],
  });

  const b2 = question({
    id: "exam/b2",
    items: [5, 6, 7],
    points: 2,
    asks: `Write the program: build ${layers}, compile it with categorical cross-entropy, Adam and accuracy, print its summary, and fit it to the toy task for at least two epochs. Hand in the two columns of the summary, as lists from the first layer to the last, and the loss of each epoch.`,
    answer: several({
      shapes: { answer: columnOf(shapesOf(sizes), "the output shape") },
      parameters: { answer: columnOf(parametersOf(sizes), "the number of parameters") },
      losses: { answer: fallingLosses(classes) },
    }),
    solution: [
      "const model = sequential()",
      `model.add(simpleRNN(${a}, { inputShape: [${T}, ${d}], returnSequences: true }))`,
      `model.add(simpleRNN(${b}))`,
      `model.add(dense(${classes}))`,
      'model.add(activation("softmax"))',
      'model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })',
      "model.summary()",
      `const { sequences, labels } = toyTask(${T}, ${d}, ${classes})`,
      "const { history } = await model.fit(sequences, labels, { epochs: 3 })   // losses: history.loss",
      `shapes = ${JSON.stringify(shapesOf(sizes))}`,
      `parameters = ${JSON.stringify(parametersOf(sizes))}`,
    ].join("\n"),
    because: "the columns are those of the network, and the loss falls from about that of guessing.",
    hints: [],
  });

  const b3 = question({
    id: "exam/b3",
    items: [8],
    points: 1,
    asks: `A network that has learned nothing gives each of the ${classes} classes the same probability. What is its categorical cross-entropy (natural logarithm), and what part of examples, as many of each class, does it get right?`,
    answer: several({
      loss: {
        answer: approximately(Math.log(classes), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: Math.log2(classes), hint: "that is in bits; the natural logarithm is asked for." },
          { answer: Math.log10(classes), hint: "that is the logarithm to base 10." },
          { answer: -Math.log(classes), hint: "a loss is the negative logarithm of a probability." },
          { answer: 1 / classes, hint: "that is the probability; what is its loss?" },
        ],
      },
      accuracy: {
        answer: approximately(1 / classes, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1 - 1 / classes, hint: "that is the part it gets wrong." },
          { answer: 0.5, hint: "that would be guessing between two classes." },
        ],
      },
    }),
    solution: `loss = Math.log(${classes}) // ${Math.log(classes).toFixed(3)}\naccuracy = 1 / ${classes} // ${(1 / classes).toFixed(3)}`,
    because: `−ln(1/${classes}), and one of ${classes} guesses is right.`,
    hints: [],
  });
  return { b1, b2, b3 };
}
