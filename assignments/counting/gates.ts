// Questions 16 to 19: gates, the second bias, two directions, embeddings, and a network of one's own.

import { describeAnswer } from "../../src/checking/describe.ts";
import { exactly, implementation, type Judge, question, several } from "../../src/checking/index.ts";
import { dense, gru, lstm, simpleRNN } from "./formulas.ts";

const [d, a, b, classes] = [30, 32, 64, 10];
const total = simpleRNN(d, a) + simpleRNN(a, b) + dense(b, classes);
const bidirectional = 2 * simpleRNN(d, a) + 2 * simpleRNN(2 * a, b) + dense(2 * b, classes);
const withLSTM = lstm(d, a) + lstm(a, b) + dense(b, classes);

export function gateQuestions() {
  const q16 = question({
    id: "counting/q16",
    items: [106],
    asks: "Write lstmCount(d, u): the number of parameters of an LSTM layer of u units on d features.",
    answer: implementation({
      parameters: ({ size }) => ({ d: size("d"), u: size("u") }),
      cases: {
        "more features than units": { d: 11, u: 5 },
        "more units than features": { d: 4, u: 9 },
        "one unit": { d: 7, u: 1 },
      },
      draws: 1,
      uses: { simpleRNN },
      reference: (d: number, u: number) => 4 * simpleRNN(d, u),
    }),
    because: "three gates and a candidate are four blocks, each as large as a simple recurrent layer.",
    hints: ["How large is one block? You have a function for it.", "Three gates and a candidate: how many blocks?"],
    solution: "`4 * recurrentCount(d, u)`",
    fingerprints: [
      { answer: (d, u) => 3 * simpleRNN(d, u), hint: "three gates, and the candidate as well." },
      { answer: (d, u) => 4 * u * (d + u) + u, hint: "each of the four blocks has biases of its own." },
      { answer: (d, u) => 4 * u * (d + u), hint: "the biases are missing." },
      { answer: (d, u) => 4 * u * d + u * u + u, hint: "each of the four blocks looks at the past as well." },
      {
        answer: (d, u) => 4 * u * (d + u) + 8 * u,
        hint: "that is PyTorch's count, with two biases a block; here each block has one.",
      },
      {
        answer: (d, u) => simpleRNN(d, 4 * u),
        hint: "four blocks of u units are not one layer of 4u: what carries the past is u × u in each.",
      },
      { answer: (d, u) => simpleRNN(d, u), hint: "that is one block; an LSTM has four." },
    ],
  });

  const q17 = question({
    id: "counting/q17",
    items: [106],
    asks: "Write gruCount(d, u, resetAfter): a GRU layer, with a second bias vector in each block where resetAfter is true.",
    answer: implementation({
      parameters: ({ size, oneOf }) => ({ d: size("d"), u: size("u"), resetAfter: oneOf(true, false) }),
      cases: {
        "more features than units": { d: 11, u: 5 },
        "more units than features": { d: 4, u: 9 },
        "one unit": { d: 7, u: 1 },
      },
      draws: 4,
      uses: { simpleRNN },
      reference: (d: number, u: number, resetAfter: boolean) => 3 * (simpleRNN(d, u) + (resetAfter ? u : 0)),
    }),
    because: "three blocks, and with Keras's default u more biases in each of the three.",
    hints: [
      "Three blocks: without resetAfter that is all.",
      "`resetAfter ? u : 0` is u where resetAfter is true, and 0 where it is false.",
      "With resetAfter each of the three blocks has u more biases.",
    ],
    solution: "`3 * (recurrentCount(d, u) + (resetAfter ? u : 0))`",
    fingerprints: [
      {
        answer: (d, u) => 3 * simpleRNN(d, u),
        hint: "that is the original's count; with resetAfter there is a second bias vector in each block.",
      },
      {
        answer: (d, u) => 3 * (simpleRNN(d, u) + u),
        hint: "that is Keras's default; where resetAfter is false each block has one bias.",
      },
      {
        answer: (d, u, resetAfter) => 3 * (simpleRNN(d, u) + (resetAfter ? 0 : u)),
        hint: "the two conventions are swapped: Keras's default is the one with more biases.",
      },
      {
        answer: (d, u, resetAfter) => 3 * simpleRNN(d, u) + (resetAfter ? u : 0),
        hint: "each of the three blocks has its second bias, not one of them.",
      },
      {
        answer: (d, u, resetAfter) => 4 * (simpleRNN(d, u) + (resetAfter ? u : 0)),
        hint: "four blocks make an LSTM; a GRU has three.",
      },
      {
        answer: (d, u, resetAfter) => 2 * (simpleRNN(d, u) + (resetAfter ? u : 0)),
        hint: "two gates, and the candidate as well.",
      },
    ],
  });

  const q18 = question({
    id: "counting/q18",
    items: [5, 106],
    asks: "The exam's network in PyTorch, with both recurrent layers bidirectional, with LSTM layers; and an embedding of 10,000 words in 50 numbers each: how many parameters?",
    answer: several({
      inPyTorch: {
        answer: exactly(total + a + b),
        fingerprints: [
          { answer: total, hint: "that is Keras's count; PyTorch has a second bias vector in each recurrent layer." },
          { answer: total + a + b + classes, hint: "the dense layer has one bias vector in PyTorch, too." },
          { answer: total + 2 * (a + b), hint: "one more bias vector, not two more." },
          { answer: total + b, hint: "the first recurrent layer has a second bias vector, too." },
          { answer: total + a, hint: "the second recurrent layer has a second bias vector, too." },
        ],
      },
      bidirectionalTotal: {
        answer: exactly(bidirectional),
        fingerprints: [
          {
            answer: 2 * total,
            hint: "the dense layer stands once; and what does a bidirectional layer hand on to the next?",
          },
          {
            answer: 2 * simpleRNN(d, a) + 2 * simpleRNN(a, b) + dense(b, classes),
            hint: "a bidirectional layer hands on both directions: what comes after it reads twice as many numbers.",
          },
          {
            answer: 2 * simpleRNN(d, a) + 2 * simpleRNN(2 * a, b) + dense(b, classes),
            hint: "the dense layer reads both directions of layer 2.",
          },
          {
            answer: 2 * simpleRNN(d, a) + 2 * simpleRNN(a, b) + dense(2 * b, classes),
            hint: "layer 2 reads both directions of layer 1.",
          },
          { answer: total, hint: "that is the network with one direction." },
        ],
      },
      lstmTotal: {
        answer: exactly(withLSTM),
        fingerprints: [
          { answer: 4 * total, hint: "the dense layer has no gates: it stays as it is." },
          { answer: 4 * (simpleRNN(d, a) + simpleRNN(a, b)), hint: "the dense layer is missing." },
          {
            answer: gru(d, a, true) + gru(a, b, true) + dense(b, classes),
            hint: "that is the network with GRU layers.",
          },
        ],
      },
      embeddingTotal: {
        answer: exactly(10_000 * 50),
        fingerprints: [
          { answer: 10_000 * 50 + 50, hint: "an embedding has no biases." },
          { answer: 10_000 * 50 + 10_000, hint: "an embedding has no biases." },
          { answer: 10_050, hint: "a row of 50 numbers for *each* of the words." },
        ],
      },
    }),
    because:
      "a second bias in each recurrent layer; two layers of which the next reads both; four blocks; a row for each word.",
    hints: [
      "Take them one by one: each wrong one says so by its name.",
      "PyTorch: the count of question 8 and one bias vector more in each of the two recurrent layers.",
      "Bidirectional: twice each recurrent layer; layer 2 reads 2 · 32 numbers, the dense layer 2 · 64.",
    ],
    solution:
      "total + 32 + 64; 2·recurrentCount(30, 32) + 2·recurrentCount(64, 64) + denseCount(128, 10); lstmCount(30, 32) + lstmCount(32, 64) + denseCount(64, 10); 10,000 rows of 50.",
  });

  const q19 = question({
    id: "counting/q19",
    items: [5],
    asks: "Two simple recurrent layers, a dense layer and a softmax, as in question 8, in sizes of your own: features, first, second, classes. How many parameters has that network?",
    answer: ownNetwork,
    because: "the count is right for sizes that you chose.",
    hints: ["Your functions recurrentCount and denseCount do it.", "The second layer reads what the first hands on."],
    solution: "`recurrentCount(features, first) + recurrentCount(first, second) + denseCount(second, classes)`",
    fingerprints: [],
  });

  return { q16, q17, q18, q19 };
}

/** What a student hands over: sizes, and what they lead to. */
export interface OwnNetwork {
  readonly features: number;
  readonly first: number;
  readonly second: number;
  readonly classes: number;
  readonly total: number;
}

const sizeNames = ["features", "first", "second", "classes"] as const;

const countOf = ({ features, first, second, classes }: Omit<OwnNetwork, "total">) =>
  simpleRNN(features, first) + simpleRNN(first, second) + dense(second, classes);

/** What known mistakes give, for any sizes. */
const ownMistakes: readonly { readonly count: (sizes: OwnNetwork) => number; readonly hint: string }[] = [
  {
    count: ({ features: d, first: a, second: b, classes: c }) => simpleRNN(d, a) + simpleRNN(d, b) + dense(b, c),
    hint: "the second layer does not see the features; what does the first hand on?",
  },
  {
    count: sizes => countOf(sizes) - sizes.first - sizes.second - sizes.classes,
    hint: "the biases are missing.",
  },
  {
    count: sizes => countOf(sizes) - dense(sizes.second, sizes.classes),
    hint: "the dense layer is missing.",
  },
  {
    count: sizes => countOf(sizes) - sizes.first ** 2 - sizes.second ** 2,
    hint: "what carries the past in the two recurrent layers?",
  },
];

const ownNetwork: Judge<OwnNetwork> = {
  right: {
    features: 12,
    first: 20,
    second: 24,
    classes: 3,
    total: countOf({ features: 12, first: 20, second: 24, classes: 3 }),
  },
  fault(value) {
    const wanted = [...sizeNames, "total"];
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return `expected { ${wanted.join(", ")} }, but got ${describeAnswer(value)}`;
    const missing = wanted.filter(name => !(name in value));
    if (missing.length > 0)
      return `expected { ${wanted.join(", ")} }, but ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing`;
    const sizes = value as Record<string, unknown>;
    const bad = sizeNames.find(name => !(Number.isSafeInteger(sizes[name]) && (sizes[name] as number) >= 1));
    if (bad !== undefined) return `${bad} is a whole number from 1 on, but got ${describeAnswer(sizes[bad])}`;
    if (typeof sizes.total !== "number") return `total is a number, but got ${describeAnswer(sizes.total)}`;
    if (sizes.features === d && sizes.first === a && sizes.second === b && sizes.classes === classes)
      return "these are the exam's sizes; choose others";
    return undefined;
  },
  judge(answer) {
    if (answer.total === countOf(answer)) return 1;
    const known = ownMistakes.find(({ count }) => count(answer) === answer.total);
    if (known) return { credit: 0, mistake: { answer, hint: known.hint } };
    return {
      credit: 0,
      message: `${answer.total.toLocaleString("en-US")}: not the count of your network; take it layer by layer`,
    };
  },
  fingerprints: ownMistakes.map(({ hint }) => ({ answer: undefined, hint })),
  same: (x, y) => sizeNames.every(name => x[name] === y[name]) && x.total === y.total,
  format: ({ total }) => total.toLocaleString("en-US"),
};
