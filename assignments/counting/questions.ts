// Counting parameters: the questions of the lesson notebooks/03-counting.ipynb (curriculum items 4 and 5).
import { exactly, type Fingerprint, question } from "../../src/checking/index.ts";

/** The exam's model: 100 time steps of 30 features, two simple RNNs of 32 and 64 units, 10 classes. */
const [T, d, a, b, classes] = [100, 30, 32, 64, 10];

const simpleRNN = (features: number, units: number) => units * (features + units) + units;
const dense = (inputs: number, outputs: number) => inputs * outputs + outputs;

/**
 * A simple RNN layer with u units that reads d numbers at each of T time steps, as it is counted right and by known mistakes:
 * of its u·d weights that read the input, u·u that carry the past and u biases some are left out, taken twice or measured wrong.
 */
const layerCountMistakes = (d: number, u: number) => {
  const right = simpleRNN(d, u);
  return {
    right,
    noBiases: right - u,
    noRecurrence: right - u * u,
    inputWeightsAlone: d * u,
    noInput: right - d * u,
    oneBias: right - u + 1,
    biasesOfInputs: right - u + d,
    biasesOfInputsToo: right + d,
    extraVector: right + u,
    swapped: simpleRNN(u, d),
    recurrenceAsInput: d * u + d * u + u,
    recurrenceTwice: right + u * u,
    stepsForInputs: simpleRNN(T, u),
    stepsAndInputs: simpleRNN(d + T, u),
    wholeSequence: simpleRNN(d * T, u),
    newAtEachStep: right * T,
    outputs: T * u,
    bidirectional: 2 * right,
    gru: 3 * right,
    kerasGRU: 3 * (right + u),
    lstm: 4 * right,
  };
};

const first = layerCountMistakes(d, a);
const second = layerCountMistakes(a, b);
const [layer1, layer2, readout] = [first.right, second.right, dense(b, classes)];
const total = layer1 + layer2 + readout;

const mistake = (answer: number, hint: string): Fingerprint<number> => ({ answer, hint });

const samePerStep = "you count new weights for every time step, but a recurrent layer uses the same ones at each.";
const timeIsNoFeature =
  "the number of time steps is in your formula; the cell reads one time step at a time, so only its features count.";
const whichExtraVector =
  "there is one vector too many in each recurrent layer: is it a second bias (PyTorch has two, Keras one) or a trainable initial state (here it is zero)?";

/** The questions of the assignment "counting", made when they are first asked for. */
export function counting() {
  const q1 = question({
    id: "counting/q1",
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

  const q2 = question({
    id: "counting/q2",
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

  const recurrent = layer1 + layer2;
  const bidirectional = 2 * layer1 + 2 * simpleRNN(2 * a, b) + dense(2 * b, classes);

  const q3 = question({
    id: "counting/q3",
    asks: `How many parameters has the whole model: simpleRNN(${a}), simpleRNN(${b}), dense(${classes}) and a softmax?`,
    answer: exactly(total),
    because: `${layer1} + ${layer2} + ${readout} + 0: the dense layer reads the last ${b} hidden values, and the softmax learns nothing.`,
    hints: [
      "Take it layer by layer and add up. Two of the numbers you have already.",
      `The dense layer reads ${b} numbers once, after the last time step, and has ${classes} outputs with a bias each.`,
      "Does a softmax learn anything? Count its weights.",
    ],
    solution: `${layer1} and ${layer2} for the recurrent layers, ${b}·${classes} + ${classes} = ${readout} for the dense one, 0 for the softmax.`,
    fingerprints: [
      mistake(
        first.noBiases + second.noBiases + readout - classes,
        "all biases are missing: each unit and each output has one.",
      ),
      mistake(first.noBiases + second.noBiases + readout, "the biases of the recurrent layers are missing."),
      mistake(total - classes, "the biases of the dense layer are missing."),
      mistake(first.noBiases + layer2 + readout, "the biases of the first layer are missing."),
      mistake(
        layer1 + second.noBiases + readout, // = total − a (a − d) here: a recurrent matrix of layer 1 that is 32 × 30
        `which of the two: are the biases of layer 2 missing, or is the recurrent matrix of layer 1 ${a} × ${d}? It leads from ${a} units to ${a}.`,
      ),
      mistake(
        first.noRecurrence + second.noRecurrence + readout,
        "both recurrent matrices are missing: what carries the past?",
      ),
      mistake(
        first.noRecurrence + layer2 + readout,
        "the recurrent matrix of layer 1 is missing: what carries its past?",
      ),
      mistake(
        layer1 + second.noRecurrence + readout,
        "the recurrent matrix of layer 2 is missing: what carries its past?",
      ),
      mistake(recurrent, "the dense layer is missing."),
      mistake(total - layer1, "the first layer is missing."),
      mistake(total - layer2, "the second layer is missing."),
      mistake(total - b * (a - d), `layer 2 is fed ${d} numbers instead of ${a}: what does layer 1 hand on?`),
      mistake(
        total - b * b + a * a,
        `the recurrent matrix of layer 2 is ${a} × ${a}; it leads from ${b} units to ${b}.`,
      ),
      mistake(
        total - b * b + a * b,
        `the recurrent matrix of layer 2 is ${a} × ${b}; it leads from ${b} units to ${b}.`,
      ),
      mistake(total - a - b - classes + 3, "one bias for each layer? Each unit and each output has its own."),
      mistake(
        first.biasesOfInputsToo + layer2 + readout,
        "there are biases for the input features as well; only units have one.",
      ),
      mistake(
        first.biasesOfInputs + second.biasesOfInputs + readout,
        "the biases of the recurrent layers are as many as their inputs; there is one for each unit.",
      ),
      mistake(total + classes, `the softmax is counted with ${classes} parameters; does it learn anything?`),
      mistake(total + classes * classes, "the softmax is given weights; does it learn anything?"),
      mistake(total + classes * classes + classes, "the softmax is given weights and biases; does it learn anything?"),
      mistake(
        recurrent + T * readout,
        "there is a dense layer for every time step; here it stands once, after the last time step, and even a repeated one would share its weights.",
      ),
      mistake(total - (b - a) * classes, `the dense layer reads ${a} numbers; which layer does it stand on?`),
      mistake(
        recurrent + dense(b, 1),
        `the dense layer has one output, as for yes or no; here are ${classes} classes.`,
      ),
      mistake(first.extraVector + second.extraVector + readout, whichExtraVector),
      mistake(total + a * classes, "the dense layer reads both recurrent layers; it stands on the second only."),
      mistake(
        simpleRNN(d, b) + simpleRNN(b, a) + dense(a, classes),
        "the sizes of the two recurrent layers are swapped.",
      ),
      mistake(total + d * b, "layer 2 reads the features as well; there is no connection that skips layer 1."),
      mistake(first.stepsForInputs + layer2 + readout, `the ${T} time steps stand where the ${d} features belong.`),
      mistake(first.stepsAndInputs + layer2 + readout, timeIsNoFeature),
      mistake(first.recurrenceTwice + second.recurrenceTwice + readout, "the recurrent matrices are counted twice."),
      mistake(bidirectional, "that is the bidirectional model; this one reads in one direction."),
      mistake(first.gru + second.gru + readout, "that is a GRU (three sets of weights a layer); a simple RNN has one."),
      mistake(
        first.kerasGRU + second.kerasGRU + readout,
        "that is Keras's GRU (three sets of weights, two biases each); a simple RNN has one.",
      ),
      mistake(
        first.lstm + second.lstm + readout,
        "that is an LSTM (four sets of weights a layer); a simple RNN has one.",
      ),
      mistake(
        recurrent + dense(b * T, classes),
        "the dense layer reads all time steps (a flatten before it); layer 2 hands on the last only.",
      ),
      mistake(
        first.wholeSequence + layer2 + readout,
        "the whole sequence is fed into layer 1 at once; the cell reads one time step at a time.",
      ),
      mistake(first.newAtEachStep + second.newAtEachStep + readout, `${samePerStep} The same W at every step.`),
      mistake(total * T, `${samePerStep} The same W at every step, and the dense layer stands once.`),
    ],
  });

  return { q1, q2, q3 };
}
