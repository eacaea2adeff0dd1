// Questions 1 to 3: predictions about networks of the student's own sizes.
import { exactly, question, several, shape } from "../../src/checking/index.ts";
import { bidirectional, dense, embedding, gru, lstm, simpleRNN } from "../counting/formulas.ts";
import { type NetworkSizes, networkCount, networkMistakes } from "../counting/mistaken-counts.ts";

/** 12,555: as the summaries print it. */
const grouped = (count: number) => count.toLocaleString("en-US");

/** A network that gives each of T words one of some labels. */
export interface TaggerSizes {
  readonly words: number;
  readonly T: number;
  readonly size: number;
  readonly units: number;
  readonly labels: number;
}

export function networkQuestions(sizes: NetworkSizes, tagger: TaggerSizes) {
  const { T, d, a, b, classes } = sizes;
  const q1 = question({
    id: "counting-graded/q1",
    items: [4, 5],
    points: 1,
    asks: `Sequences of ${T} time steps with ${d} features go through \`simpleRNN(${a}, { returnSequences: true })\`, \`simpleRNN(${b})\`, \`dense(${classes})\` and a softmax. How many parameters are that?`,
    answer: exactly(networkCount(sizes)),
    because: `${grouped(simpleRNN(d, a))} and ${grouped(simpleRNN(a, b))} in the recurrent layers, ${dense(b, classes)} in the dense one.`,
    hints: [
      "Take it layer by layer: what does each read at a time step?",
      `The second layer reads the ${a} numbers that the first hands on, the dense layer reads ${b}.`,
    ],
    fingerprints: networkMistakes(sizes),
  });

  const total = networkCount(sizes);
  const q2 = question({
    id: "counting-graded/q2",
    items: [5, 21, 106],
    points: 2,
    asks: `Three changes to the network of question 1, each by itself. How many parameters has it for sequences of ${2 * T} steps; with ${2 * a} units in its first layer; with \`gru(…)\` in the place of both \`simpleRNN(…)\`?`,
    answer: several({
      twiceAsLong: {
        answer: exactly(total),
        fingerprints: [
          { answer: 2 * total, hint: "does a weight belong to a time step?" },
          { answer: 2 * (total - dense(b, classes)) + dense(b, classes), hint: "does a weight belong to a time step?" },
        ],
      },
      twiceAsWide: {
        answer: exactly(simpleRNN(d, 2 * a) + simpleRNN(2 * a, b) + dense(b, classes)),
        fingerprints: [
          {
            answer: total + simpleRNN(d, a),
            hint: "twice the units are more than twice the parameters: what is u × u?",
          },
          {
            answer: simpleRNN(d, 2 * a) + simpleRNN(a, b) + dense(b, classes),
            hint: "the second layer reads what the first hands on: that is wider, too.",
          },
          { answer: 2 * total, hint: "only the first layer has twice the units." },
        ],
      },
      asGRU: {
        answer: exactly(gru(d, a, true) + gru(a, b, true) + dense(b, classes)),
        fingerprints: [
          {
            answer: gru(d, a, false) + gru(a, b, false) + dense(b, classes),
            hint: "that is the original GRU; gru(…) follows Keras's default, with a second bias vector in each block.",
          },
          { answer: 3 * total, hint: "the dense layer has no gates." },
          { answer: lstm(d, a) + lstm(a, b) + dense(b, classes), hint: "four blocks make an LSTM." },
          { answer: gru(d, a, true) + gru(a, b, true), hint: "the dense layer is missing." },
        ],
      },
    }),
    because:
      "the length is nowhere in the count; units stand in it squared and in what the next layer reads; a GRU has three blocks with two biases each.",
    hints: [
      "Which letters of u(d + u) + u does each change touch?",
      "A wider first layer changes what the second one reads.",
      "gru(…) follows Keras: resetAfter is true.",
    ],
  });

  const { words, size, units, labels } = tagger;
  const recurrent = bidirectional(lstm(size, units));
  const taggerTotal = embedding(words, size) + recurrent + dense(2 * units, labels);
  const q3 = question({
    id: "counting-graded/q3",
    items: [3, 65, 71, 106],
    points: 1,
    asks: `Each of ${tagger.T} words gets one of ${labels} labels: \`embedding(${words}, ${size})\`, \`bidirectional(lstm(${units}, { returnSequences: true }))\`, \`dense(${labels})\`, softmax. How many parameters, and which shape comes out (\`null\` for the batch)?`,
    answer: several({
      parameters: {
        answer: exactly(taggerTotal),
        fingerprints: [
          { answer: taggerTotal - recurrent / 2, hint: "two layers read, one from each end." },
          {
            answer: taggerTotal - recurrent / 2 - units * labels,
            hint: "what is bidirectional about it? Two layers read, one from each end, and what comes next reads both.",
          },
          {
            answer: taggerTotal - recurrent + bidirectional(simpleRNN(size, units)),
            hint: "four blocks make an LSTM.",
          },
          { answer: taggerTotal - dense(2 * units, labels), hint: "the dense layer is missing." },
          {
            answer: taggerTotal - units * labels,
            hint: "both directions are handed on: how many numbers does the dense layer read?",
          },
          { answer: taggerTotal - embedding(words, size), hint: "the embedding learns a row for each word." },
          { answer: taggerTotal + size, hint: "an embedding has no biases." },
          {
            answer: embedding(words, size) + recurrent + tagger.T * dense(2 * units, labels),
            hint: "the dense layer is the same at every word.",
          },
          {
            answer: embedding(words, size) + recurrent + dense(2 * units * tagger.T, labels),
            hint: "the dense layer reads one word's numbers at a time.",
          },
        ],
      },
      outputShape: {
        answer: shape([null, tagger.T, labels]),
        fingerprints: [
          { answer: [null, labels], hint: "that is one answer for the whole sentence; here each word gets one." },
          { answer: [tagger.T, labels], hint: "the batch is missing: null stands for it, in front." },
          { answer: [null, tagger.T, 2 * units], hint: "that goes into the dense layer; what comes out of it?" },
          { answer: [null, tagger.T, 1], hint: "a softmax gives a number for each label." },
        ],
      },
    }),
    because: "the form is many-to-many: the same dense layer reads both directions at every word.",
    hints: [
      "Which of the forms of lesson 1 is it? That tells the shape.",
      "Take it layer by layer; the two directions are two LSTM layers side by side.",
    ],
  });

  return { q1, q2, q3 };
}
