// Questions 1 and 2: measures and counts, with numbers of the student's own.
import { approximately, exactly, question, several } from "../../src/checking/index.ts";

export interface Tally {
  readonly words: number;
  /** Names that were called names, words that were called names and are none, names that were missed. */
  readonly hits: number;
  readonly wrong: number;
  readonly missed: number;
}

/** Each part's right answer first, without a hint, then its known mistakes. */
export function measures({ words, hits, wrong, missed }: Tally) {
  const [p, r] = [hits / (hits + wrong), hits / (hits + missed)];
  const accuracy = (words - wrong - missed) / words;
  return {
    precision: [
      { answer: p, hint: "" },
      { answer: r, hint: "that is the recall: the share of the names." },
      { answer: hits / words, hint: "of the words that it called names, not of all words." },
      { answer: accuracy, hint: "that is the accuracy." },
    ],
    recall: [
      { answer: r, hint: "" },
      { answer: p, hint: "that is the precision: the share of what it called names." },
      { answer: hits / words, hint: "of the names, not of all words." },
    ],
    f1: [
      { answer: (2 * p * r) / (p + r), hint: "" },
      { answer: (p + r) / 2, hint: "that is the plain mean; F1 is 2pr / (p + r)." },
      { answer: (p * r) / (p + r), hint: "a factor is missing: of p = r = 1 it is 1." },
      { answer: accuracy, hint: "that is the accuracy." },
    ],
    never: [
      { answer: (words - hits - missed) / words, hint: "" },
      { answer: accuracy, hint: "that is the accuracy of the tagger; here nobody ever says name." },
      { answer: 0, hint: "its F1 is 0; its accuracy is not, for most words are no names." },
      { answer: (hits + missed) / words, hint: "these are the words that it has wrong." },
    ],
  };
}

const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
  answer: approximately(right!.answer, { tolerance: 2e-3 }),
  fingerprints,
});

export function measureQuestion(tally: Tally) {
  const parts = measures(tally);
  const { words, hits, wrong, missed } = tally;
  return question({
    id: "tagging-graded/q1",
    items: [65],
    points: 1,
    asks: `A tagger has read ${words} words. It called ${hits + wrong} of them names, and ${hits} of these are names; ${missed} names it missed. Its \`precision\`, \`recall\` and \`f1\`? And the accuracy of a tagger that never says name (\`never\`)? (Three digits are enough.)`,
    answer: several({
      precision: part(parts.precision),
      recall: part(parts.recall),
      f1: part(parts.f1),
      never: part(parts.never),
    }),
    because: "of what was said, of what there is; and who says nothing is right wherever no name stands.",
    hints: [
      "Precision: of the words that it called names. Recall: of the names. How many names are there?",
      "How many words are no names?",
    ],
  });
}

export interface Sizes {
  readonly d: number;
  readonly u: number;
  readonly v: number;
}

const gruOf = (d: number, u: number) => 3 * (u * (d + u) + u);

export const counts = ({ d, u, v }: Sizes) => ({
  first: [
    { answer: 2 * gruOf(d, u), hint: "" },
    { answer: gruOf(d, u), hint: "the two directions have weights of their own." },
    { answer: (2 * gruOf(d, u)) / 3, hint: "a GRU has that three times: two gates and the candidate." },
    { answer: (8 * gruOf(d, u)) / 3, hint: "that is an LSTM; a GRU has three parts." },
    { answer: 6 * u * (d + u), hint: "the biases are missing." },
  ],
  second: [
    { answer: 2 * gruOf(2 * u, v), hint: "" },
    { answer: 2 * gruOf(u, v), hint: "it reads both directions of the first layer." },
    { answer: gruOf(2 * u, v), hint: "it reads both ways, too." },
    { answer: 2 * gruOf(d, v), hint: "it reads what the first layer says." },
  ],
  head: [
    { answer: 2 * v + 1, hint: "" },
    { answer: v + 1, hint: "it reads both directions." },
    { answer: 2 * v, hint: "its bias is missing." },
    { answer: 2 * (2 * v + 1), hint: "one number for each word is enough: name or not." },
  ],
});

export function countQuestion(sizes: Sizes) {
  const { d, u, v } = sizes;
  const parts = counts(sizes);
  const exact = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: exactly(right!.answer),
    fingerprints,
  });
  return question({
    id: "tagging-graded/q2",
    items: [71, 131],
    points: 1,
    asks: `A tagger: embeddings of ${d} numbers go into a GRU of ${u} units in each direction, that into one of ${v} units in each direction, and that, at each word, into a dense layer with one sigmoid. One bias for each gate and unit. How many numbers do the \`first\` layer, the \`second\` and the \`head\` learn?`,
    answer: several({ first: exact(parts.first), second: exact(parts.second), head: exact(parts.head) }),
    because: "twice three parts, each counted like a simple cell; the layer above reads both directions.",
    hints: [
      "One direction of the first: lesson 6 counts a GRU. How many parts like a simple cell has it?",
      "How many numbers does each layer say at a step?",
    ],
  });
}
