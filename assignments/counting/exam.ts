// The network of an exam's question: its two recurrent layers and the whole, with what each known mistake
// gives (curriculum, "Fingerprints of item 5").
import { exactly, question } from "../../src/checking/index.ts";
import { dense, simpleRNN } from "./formulas.ts";
import {
  layerCounts,
  mistake,
  networkMistakes,
  samePerStep,
  timeIsNoFeature,
  whichExtraVector,
  withTwins,
} from "./mistaken-counts.ts";

/** 8,874: as the summaries print it. */
const grouped = (count: number) => count.toLocaleString("en-US");

/** 100 time steps of 30 features, two simple RNNs of 32 and 64 units, 10 classes. */
const sizes = { T: 100, d: 30, a: 32, b: 64, classes: 10 };
const { T, d, a, b, classes } = sizes;

const first = layerCounts(d, a, T);
const second = layerCounts(a, b, T);
const [layer1, layer2, readout] = [first.right, second.right, dense(b, classes)];
const total = layer1 + layer2 + readout;

/** At the exam's sizes two mistakes give the same total: 64 biases of layer 2, or 32 columns of 2 in the matrix of layer 1. */
const twins = [
  mistake(
    layer1 + second.noBiases + readout,
    `which of the two: are the biases of layer 2 missing, or is the recurrent matrix of layer 1 ${a} × ${d}? It leads from ${a} units to ${a}.`,
  ),
];

/** Questions 6 to 8 of the lesson. */
export function examQuestions() {
  const q6 = question({
    id: "counting/q6",
    items: [4, 5],
    asks: `How many parameters has simpleRNN(${a}) that reads sequences of ${T} time steps with ${d} features?`,
    answer: exactly(layer1),
    because: `${d}·${a} weights read the input, ${a}·${a} carry the past and ${a} are biases: ${a}(${d} + ${a}) + ${a}, whatever the number of time steps.`,
    hints: [
      "Write down what one unit needs: a weight for each thing that it reads, and a bias. What does it read at a time step?",
      `A unit reads the ${d} features of this time step and all ${a} hidden values of the one before.`,
      "u units that read d features: u(d + u) + u.",
    ],
    solution: `u(d + u) + u with d = ${d} and u = ${a}. The ${T} time steps share these weights, so ${T} is nowhere in it.`,
    fingerprints: [
      mistake(first.noBiases, "the biases are missing: each unit has one."),
      mistake(
        first.noRecurrence,
        "you count what reads the input; what carries the past from one time step to the next?",
      ),
      mistake(
        first.inputWeightsAlone,
        "these are the weights that read the input; what carries the past, and where are the biases?",
      ),
      mistake(first.noInput, "you count what carries the past; what reads the input?"),
      mistake(first.oneBias, "one bias for the whole layer? Each unit has its own."),
      mistake(first.biasesOfInputs, "there is a bias for each unit, not for each input feature."),
      mistake(first.biasesOfInputsToo, "there are biases for the input features as well; only units have one."),
      mistake(first.extraVector, whichExtraVector),
      mistake(first.swapped, "units and features are swapped: which of the two is the size of the hidden state?"),
      mistake(
        first.recurrenceAsInput,
        "your recurrent matrix is as large as the input's; it leads from hidden units to hidden units.",
      ),
      mistake(first.recurrenceTwice, "the recurrent matrix is counted twice."),
      mistake(first.stepsForInputs, `${timeIsNoFeature} You used ${T} where the ${d} features belong.`),
      mistake(first.stepsAndInputs, timeIsNoFeature),
      mistake(first.wholeSequence, "you feed the whole sequence in at once; the cell reads one time step at a time."),
      mistake(first.newAtEachStep, samePerStep),
      mistake(first.outputs, "that is how many numbers the layer puts out for one sequence; how many does it learn?"),
      mistake(T * d, "that is how many numbers one sequence holds; how many does the layer learn?"),
      mistake(
        first.bidirectional,
        "that is twice the number: a bidirectional layer would have it, but this one reads in one direction.",
      ),
      mistake(first.gru, "three sets of weights make a GRU; a simple RNN has one."),
      mistake(
        first.kerasGRU,
        "that is Keras's GRU (three sets of weights, two biases each); a simple RNN has one set.",
      ),
      mistake(first.lstm, "four sets of weights make an LSTM; a simple RNN has one."),
    ],
  });

  const q7 = question({
    id: "counting/q7",
    items: [4, 5],
    asks: `How many parameters has the second layer, simpleRNN(${b}), that reads the output of the first?`,
    answer: exactly(layer2),
    because: `the second layer reads the ${a} hidden values of the first: ${b}(${a} + ${b}) + ${b}.`,
    hints: [
      "The formula is the same; only its two numbers change. What does the second layer read at each time step?",
      `The first layer hands on its ${a} hidden values at each time step, not the ${d} features.`,
      `u(d + u) + u with d = ${a} and u = ${b}.`,
    ],
    solution: `u(d + u) + u with d = ${a}, the units of the layer below, and u = ${b}.`,
    fingerprints: [
      mistake(second.noBiases, "the biases are missing: each unit has one."),
      mistake(second.noRecurrence, "what carries the past in the second layer? Its recurrent matrix is missing."),
      mistake(
        second.inputWeightsAlone,
        "these are the weights that read layer 1; what carries the past, and where are the biases?",
      ),
      mistake(
        second.noInput, // = second.recurrenceAsInput here, because 64 = 2 · 32
        `which of the two: are the weights that read layer 1 missing, or is your recurrent matrix ${a} × ${b}? It leads from ${b} hidden units to ${b}.`,
      ),
      mistake(
        a * b + a * a + b,
        `your recurrent matrix is ${a} × ${a}; it leads from hidden units to hidden units of this layer.`,
      ),
      mistake(simpleRNN(d, b), `the second layer does not see the ${d} features; what does layer 1 hand on?`),
      mistake(simpleRNN(b, b), `you read ${b} numbers, as many as the layer has itself; what does layer 1 hand on?`),
      mistake(layer2 + d * b, "the second layer reads layer 1 only; there is no connection that skips it."),
      mistake(second.oneBias, "one bias for the whole layer? Each unit has its own."),
      mistake(second.biasesOfInputs, "there is a bias for each unit of this layer, not for each of its inputs."),
      mistake(second.biasesOfInputsToo, "there are biases for the inputs as well; only units have one."),
      mistake(second.extraVector, whichExtraVector),
      mistake(second.swapped, "the two sizes are swapped: which is read, and which is the layer's own?"),
      mistake(second.recurrenceTwice, "the recurrent matrix is counted twice."),
      mistake(second.stepsForInputs, timeIsNoFeature),
      mistake(second.stepsAndInputs, timeIsNoFeature),
      mistake(second.wholeSequence, "you feed all time steps of layer 1 in at once; the cell reads one at a time."),
      mistake(second.newAtEachStep, samePerStep),
      mistake(second.outputs, "that is a number of outputs; how many numbers does the layer learn?"),
      mistake(layer1, "that is the first layer; the second reads something else and has another size."),
      mistake(layer1 + layer2, "that is both recurrent layers together; the question is about the second."),
      mistake(
        second.bidirectional,
        "that is twice the number: a bidirectional layer would have it, but this one reads in one direction.",
      ),
      mistake(second.gru, "three sets of weights make a GRU; a simple RNN has one."),
      mistake(
        second.kerasGRU,
        "that is Keras's GRU (three sets of weights, two biases each); a simple RNN has one set.",
      ),
      mistake(second.lstm, "four sets of weights make an LSTM; a simple RNN has one."),
    ],
  });

  const q8 = question({
    id: "counting/q8",
    items: [5],
    asks: `How many parameters has the whole model: simpleRNN(${a}), simpleRNN(${b}), dense(${classes}) and a softmax?`,
    answer: exactly(total),
    because: `${grouped(layer1)} + ${grouped(layer2)} + ${readout} + 0: the dense layer reads the last ${b} hidden values, and the softmax learns nothing.`,
    hints: [
      "Take it layer by layer and add up. Two of the numbers you have already.",
      `The dense layer reads ${b} numbers once, after the last time step, and has ${classes} outputs with a bias each.`,
      "Does a softmax learn anything? Count its weights.",
    ],
    solution: `${grouped(layer1)} and ${grouped(layer2)} for the recurrent layers, ${b}·${classes} + ${classes} = ${readout} for the dense one, 0 for the softmax.`,
    fingerprints: withTwins(networkMistakes(sizes), twins),
  });

  return { q6, q7, q8 };
}
