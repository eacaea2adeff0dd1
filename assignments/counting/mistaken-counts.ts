// What known mistakes give for the network of the exam, at any sizes: two simple recurrent layers, a dense one and a softmax
// (curriculum, "Fingerprints of item 5").
import type { Fingerprint } from "../../src/checking/index.ts";
import { dense, gru, lstm, simpleRNN } from "./formulas.ts";

/** T time steps of d features, a and b units, and the classes of the dense layer. */
export interface NetworkSizes {
  readonly T: number;
  readonly d: number;
  readonly a: number;
  readonly b: number;
  readonly classes: number;
}

export const networkCount = ({ d, a, b, classes }: NetworkSizes): number =>
  simpleRNN(d, a) + simpleRNN(a, b) + dense(b, classes);

/**
 * A simple RNN layer with u units that reads d numbers at each of T time steps, as it is counted right and by known mistakes:
 * of its u·d weights that read the input, u·u that carry the past and u biases some are left out, taken twice or measured wrong.
 */
export const layerCounts = (d: number, u: number, T: number) => {
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

export const mistake = (answer: number, hint: string): Fingerprint<number> => ({ answer, hint });

export const samePerStep =
  "you count new weights for every time step, but a recurrent layer uses the same ones at each.";
export const timeIsNoFeature =
  "the number of time steps is in your formula; the cell reads one time step at a time, so only its features count.";
export const whichExtraVector =
  "there is one vector too many in each recurrent layer: is it a second bias (PyTorch has two, Keras one) or a trainable initial state (here it is zero)?";

/** The mistakes in the count of the whole network. Two of them may give the same number at some sizes: see `withTwins`. */
export function networkMistakes(sizes: NetworkSizes): Fingerprint<number>[] {
  const { T, d, a, b, classes } = sizes;
  const first = layerCounts(d, a, T);
  const second = layerCounts(a, b, T);
  const readout = dense(b, classes);
  const recurrent = first.right + second.right;
  const total = recurrent + readout;
  return [
    mistake(
      first.noBiases + second.noBiases + readout - classes,
      "all biases are missing: each unit and each output has one.",
    ),
    mistake(first.noBiases + second.noBiases + readout, "the biases of the recurrent layers are missing."),
    mistake(total - classes, "the biases of the dense layer are missing."),
    mistake(first.noBiases + second.right + readout, "the biases of the first layer are missing."),
    mistake(first.right + second.noBiases + readout, "the biases of layer 2 are missing."),
    mistake(total - a * (a - d), `the recurrent matrix of layer 1 is ${a} × ${d}; it leads from ${a} units to ${a}.`),
    mistake(
      first.noRecurrence + second.noRecurrence + readout,
      "both recurrent matrices are missing: what carries the past?",
    ),
    mistake(
      first.noRecurrence + second.right + readout,
      "the recurrent matrix of layer 1 is missing: what carries its past?",
    ),
    mistake(
      first.right + second.noRecurrence + readout,
      "the recurrent matrix of layer 2 is missing: what carries its past?",
    ),
    mistake(recurrent, "the dense layer is missing."),
    mistake(total - first.right, "the first layer is missing."),
    mistake(total - second.right, "the second layer is missing."),
    mistake(total - b * (a - d), `layer 2 is fed ${d} numbers instead of ${a}: what does layer 1 hand on?`),
    mistake(total - b * b + a * a, `the recurrent matrix of layer 2 is ${a} × ${a}; it leads from ${b} units to ${b}.`),
    mistake(total - b * b + a * b, `the recurrent matrix of layer 2 is ${a} × ${b}; it leads from ${b} units to ${b}.`),
    mistake(total - a - b - classes + 3, "one bias for each layer? Each unit and each output has its own."),
    mistake(
      first.biasesOfInputsToo + second.right + readout,
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
    mistake(recurrent + dense(b, 1), `the dense layer has one output, as for yes or no; here are ${classes} classes.`),
    mistake(first.extraVector + second.extraVector + readout, whichExtraVector),
    mistake(total + a * classes, "the dense layer reads both recurrent layers; it stands on the second only."),
    mistake(
      simpleRNN(d, b) + simpleRNN(b, a) + dense(a, classes),
      "the sizes of the two recurrent layers are swapped.",
    ),
    mistake(total + d * b, "layer 2 reads the features as well; there is no connection that skips layer 1."),
    mistake(first.stepsForInputs + second.right + readout, `the ${T} time steps stand where the ${d} features belong.`),
    mistake(first.stepsAndInputs + second.right + readout, timeIsNoFeature),
    mistake(first.recurrenceTwice + second.recurrenceTwice + readout, "the recurrent matrices are counted twice."),
    mistake(
      2 * first.right + 2 * simpleRNN(2 * a, b) + dense(2 * b, classes),
      "that is the bidirectional model; this one reads in one direction.",
    ),
    mistake(first.gru + second.gru + readout, "that is a GRU (three sets of weights a layer); a simple RNN has one."),
    mistake(
      gru(d, a, true) + gru(a, b, true) + readout,
      "that is Keras's GRU (three sets of weights, two biases each); a simple RNN has one.",
    ),
    mistake(lstm(d, a) + lstm(a, b) + readout, "that is an LSTM (four sets of weights a layer); a simple RNN has one."),
    mistake(
      recurrent + dense(b * T, classes),
      "the dense layer reads all time steps (a flatten before it); layer 2 hands on the last only.",
    ),
    mistake(
      first.wholeSequence + second.right + readout,
      "the whole sequence is fed into layer 1 at once; the cell reads one time step at a time.",
    ),
    mistake(first.newAtEachStep + second.newAtEachStep + readout, `${samePerStep} The same W at every step.`),
    mistake(total * T, `${samePerStep} The same W at every step, and the dense layer stands once.`),
  ];
}

/** Mistakes with the same answer become one, whose hint asks which; a hint that was written for the answer is taken instead. */
export function withTwins(mistakes: readonly Fingerprint<number>[], written: readonly Fingerprint<number>[] = []) {
  const answers = [...new Set(mistakes.map(({ answer }) => answer))];
  return answers.map(answer => {
    const hints = mistakes.filter(known => known.answer === answer).map(({ hint }) => hint);
    const hint = written.find(known => known.answer === answer)?.hint;
    return mistake(answer, hint ?? (hints.length === 1 ? hints[0]! : `which of these: ${hints.join(" Or: ")}`));
  });
}
